"""A text in the visitor's own language and script: what of it can be printed, and what is wrong with it.

Lengths count code points after NFC, as `maxLength` of JSON Schema does (2020-12, validation 6.3.1): the office's
receiver then counts the same.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from appliance.forms.answers import TextAnswer
from appliance.forms.problem import Problem

MOST_LINES = 40
"""So many lines fill a page; a text of newlines alone would fill dozens."""
_MOST_MARKS = 4
"""On one letter. Vietnamese and vocalised Arabic need three; more are drawn over the lines above and below."""
_ZWNJ, _ZWJ = "\u200c", "\u200d"
"""Farsi writes with the non-joiner; both only choose between forms of letters."""

_BLOCKS = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1, Latin Extended-A and -B
    (0x0250, 0x02AF),  # IPA Extensions: ə and ʒ of DIN 91379
    (0x02B9, 0x02BF),  # modifier apostrophes: Ukrainian ʼ, transliterated ʿ
    (0x0300, 0x0331),  # combining marks
    (0x0400, 0x052F),  # Cyrillic and its supplement
    (0x0600, 0x061B),  # Arabic, with the letters of Farsi, without the end-of-text mark
    (0x061E, 0x06FF),
    (0x0750, 0x077F),  # Arabic Supplement
    (0x1200, 0x139F),  # Ethiopic and its supplement
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2010, 0x2027),  # dashes, quotation marks, ellipsis
    (0x2030, 0x203A),  # per mille, primes, single quotation marks
    (0x20A0, 0x20BF),  # currency signs
    (0x2116, 0x2116),  # №
)
"""What the fonts on paper have, after Unicode's Blocks.txt; a test prints every character of it."""
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def parse_own_text(text: str, max_length: int) -> TextAnswer | Problem:
    """Check a text that is not empty. Total over any text."""
    tidy = tidied(text)
    if not tidy.replace(_ZWNJ, "").replace(_ZWJ, "").strip():
        return Problem("required")
    wrong = _foreign(tidy) or _strange(tidy)
    if wrong is not None:
        return wrong
    if len(tidy) > max_length:
        return Problem("too_long", values=(str(max_length),))
    if tidy.count("\n") >= MOST_LINES:
        return Problem("too_many_lines", values=(str(MOST_LINES),))
    return TextAnswer(tidy)


def tidied(text: str) -> str:
    """Return the text in NFC: one kind of newline, single spaces, at most one empty line together."""
    single = [" ".join(unicodedata.normalize("NFC", line).split()) for line in text.splitlines()]
    kept = [after for before, after in pairwise(["", *single]) if before or after]
    return "\n".join(kept).strip("\n")


def is_printable(character: str) -> bool:
    """Tell whether the fonts on paper have this character; a newline is none."""
    code = ord(character)
    known = any(first <= code <= last for first, last in _BLOCKS)
    return character in (_ZWNJ, _ZWJ) or (known and unicodedata.category(character) not in _INVISIBLE)


def _foreign(text: str) -> Problem | None:
    """Find letters of a script that cannot be printed. The screen has none for them either: none is named."""
    foreign = any(unicodedata.category(each)[0] == "L" and not is_printable(each) for each in text)
    return Problem("own_text_script") if foreign else None


def _strange(text: str) -> Problem | None:
    """Find what is no letter and cannot be printed, or cannot be seen at all; too many marks, too."""
    unprintable = dict.fromkeys(each for each in text if each != "\n" and not is_printable(each))
    if unprintable:
        return Problem("name_characters", values=(" ".join(_named(each) for each in unprintable),))
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks > _MOST_MARKS:
            return Problem("name_characters", values=(f"\u25cc{character}",))
    return None


def _named(character: str) -> str:
    hidden = unicodedata.category(character) in _INVISIBLE
    return f"U+{ord(character):04X}" if hidden else character
