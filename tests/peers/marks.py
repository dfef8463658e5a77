"""Marks: made-up answers that nobody could mistake, and every shape in which one of them might turn up again.

Nothing readable is kept: what a mark looks like is worked out from the seed each time it is asked for, so that the
search for marks in memory does not find itself.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import random
from dataclasses import dataclass, field
from urllib.parse import quote

import pikepdf
import pypdfium2

LETTERS = "bcdfghjklmnpqrstvwxz"
ARABIC_LETTERS = "بتثجحخسشصضطظعغفقكمنهي"
"""None of them makes a ligature."""
CORE_LETTERS = 7
PIECE = 24
"""Bytes."""
_MASK = 0xFF


@dataclass(frozen=True)
class Needles:
    """What to look for. Texts are looked for in lower case and with spaces removed."""

    texts: tuple[str, ...]
    data: tuple[bytes, ...]


@dataclass
class Marks:
    seed: int
    _fingerprints: list[bytes] = field(default_factory=list)
    """Pieces of documents, masked."""
    _learnt: list[bytes] = field(default_factory=list)
    """Texts that the terminal made up, masked."""

    def core(self) -> str:
        """Return the letters that every marked word holds."""
        return "".join(self._dice("core").choices(LETTERS, k=CORE_LETTERS))

    def word(self, name: str) -> str:
        """Return a word that passes for a name of a person, a street or a place."""
        start, end = (self._dice(name).choice("AEIOU") for _ in range(2))
        return f"{start}{self.core()}{end.lower()}ș"

    def latin_word(self, name: str) -> str:
        return f"{self.core()}{self._dice(name).choice('aeiou')}"

    def sentence(self, name: str) -> str:
        return f"{self.word(name)} مع {self.core()}, Konto {self.iban()}"

    def arabic_core(self) -> str:
        """Return the letters that every marked Arabic word holds."""
        return "".join(self._dice("arabic").choices(ARABIC_LETTERS, k=CORE_LETTERS))

    def arabic_sentence(self, name: str) -> str:
        """Return free text without a Latin letter in it."""
        return f"لدي سؤال عن {self.arabic_core()} رقم {self.digits(name, 2)}."

    def digits(self, name: str, count: int) -> str:
        dice = self._dice(name)
        return "".join([dice.choice("123456789"), *dice.choices("0123456789", k=count - 1)])

    def iban(self) -> str:
        account = f"37040044{self.digits('iban', 10)}"
        check = 98 - int(f"{account}131400") % 97
        return f"DE{check:02d}{account}"

    def phone(self) -> str:
        return f"0231 {self.digits('phone', 8)}"

    def money(self) -> str:
        """Euros as people type them."""
        digits = self.digits("money", 7)
        return f"{digits[:2]}.{digits[2:5]},{digits[5:]}"

    def passport(self) -> tuple[str, str]:
        """Return number and birth date (YYMMDD) of the marked document."""
        dice = self._dice("passport")
        return f"C{self.digits('passport', 8)}", f"{dice.randint(50, 89)}{dice.randint(1, 12):02d}17"

    def remember(self, document: bytes) -> None:
        """Take a piece of each page that holds a mark: compressed, it is unmistakable too.

        Fonts, and pages without an answer, look the same in the papers of others.
        """
        with (
            contextlib.closing(pypdfium2.PdfDocument(document)) as read,
            pikepdf.open(io.BytesIO(document)) as packed,
        ):
            for text, page in zip(_texts(read), packed.pages, strict=True):
                if self._is_in(text):
                    content = page.Contents.read_raw_bytes()
                    at = len(content) * 3 // 4
                    self._fingerprints.append(_masked(content[at : at + PIECE]))

    def learn(self, text: str) -> None:
        """Look for a text that nobody could know before, such as a status code."""
        self._learnt.append(_masked(text.lower().encode()))

    def needles(self) -> Needles:
        learnt = tuple(_masked(text).decode() for text in self._learnt)
        arabic = self.arabic_core()
        words = (self.core(), self.core()[::-1], arabic, arabic[::-1], *learnt)
        money = self.money()
        numbers = (
            self.iban()[4:],
            self.digits("phone", 8),
            money,
            money.replace(".", ""),
            money.replace(".", "").replace(",", "."),
            self.passport()[0].lower(),
        )
        texts = (*words, *numbers, *_in_base64(words), *_escaped(arabic))
        pieces = tuple(_masked(piece) for piece in self._fingerprints)
        return Needles(texts, (*_in_bytes((*words, *numbers)), *pieces))

    def _is_in(self, text: str) -> bool:
        plain = text.lower().replace(" ", "")
        return any(core in plain for word in (self.core(), self.arabic_core()) for core in (word, word[::-1]))

    def _dice(self, name: str) -> random.Random:
        return random.Random(f"{self.seed}/{name}")


def _texts(document: pypdfium2.PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_range() for page in document]


def _masked(content: bytes) -> bytes:
    return bytes(byte ^ _MASK for byte in content)


def _escaped(text: str) -> tuple[str, str]:
    """Return how JSON and addresses write what is not ASCII, in lower case."""
    return json.dumps(text)[1:-1], quote(text).lower()


def _in_bytes(texts: tuple[str, ...]) -> list[bytes]:
    """Return every text in upper and lower case, in UTF-8, UTF-16, hexadecimal digits and base64."""
    cases = {case for text in texts for case in (text, text.upper(), text.capitalize())}
    found: set[bytes] = set()
    for text in cases:
        found.add(text.encode())
        found.update(text.encode(coding) for coding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
        found.update((text.encode().hex().encode(), text.encode().hex().upper().encode()))
        found.update(piece.encode() for piece in _in_base64((text,)))
    return sorted(found)


def _in_base64(texts: tuple[str, ...]) -> list[str]:
    """Return the digits that stand for a text wherever it begins in a longer one, whatever comes next to it."""
    found = []
    for text in texts:
        for offset in range(3):
            encoded = base64.b64encode(bytes(offset) + text.encode()).decode().rstrip("=")
            first = -(-offset * 8 // 6)
            whole = (offset + len(text.encode())) * 8 // 6
            found.append(encoded[first:whole])
    return found
