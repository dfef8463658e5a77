"""Names in Latin letters: DIN 91379:2022-08, data type A (letters, sequences, and the non-letters of names)."""

from __future__ import annotations

import unicodedata

from appliance.forms.answers import TextAnswer
from appliance.forms.problem import Problem

DEFAULT_MAX_LENGTH = 80

_LETTER_RANGES = (
    "AZ az ÀÖ Øö øž Ƈƈ ƏƏ ƗƗ Ơơ Ưư ƷƷ Ǎǜ Ǟǟ Ǣǰ Ǵǵ Ǹǿ Ȓȓ Șț Ȟȟ ȧȳ əə ɨɨ ʒʒ "
    "Ḃḃ Ḇḇ Ḋḑ ḗḗ Ḝḫ ḯḷ Ḻḻ Ṁṉ Ṓṛ Ṟṣ Ṫṯ Ẁẇ Ẍẗ ẞẞ Ạỹ"
)
_LETTERS = frozenset(
    chr(point) for pair in _LETTER_RANGES.split() for point in range(ord(pair[0]), ord(pair[1]) + 1)
)

# The sequences that have no code point of their own: what stands after the letter -> the letters.
_SEQUENCES = {
    "\u0300": "CFGKMPSTZcfgkmpstz",
    "\u0301": "JjÿĪī",
    "\u0302": "DKLMNdklmn",
    "\u0304": "CFHKNPSTZcfhknpstzÛûḲḳṢṣṬṭỤụ",
    "\u0306": "CMNRZcmnrzÇç",
    "\u0307": "KUku",
    "\u0308": "CTZczẠạỌọỤụ",
    "\u030b": "Aa",
    "\u030c": "J",
    "\u030d": "ēō",
    "\u0310": "Mm",
    "\u0315": "CKPTckptČč",
    "\u031b": "KTkt",
    "\u031b\u0304": "Ss",
    "\u0323": "CPcpČč",
    "\u0325": "LRlr",
    "\u0325\u0304": "LRlr",
    "\u0326": "CHKLNchklnŽž",
    "\u0327": "ZzŽž",
    "\u0328\u0306": "Cc",
    "\u0331": "HSs",
    "\u035fH": "K",
    "\u035fh": "Kk",
}
_SEQUENCES_SET = frozenset(
    unicodedata.normalize("NFC", letter + marks) for marks, letters in _SEQUENCES.items() for letter in letters
)
_NON_LETTERS = frozenset(" ',-.`~¨´·ʹʺʾʿˈˌ’‡")


def name_pattern() -> str:
    """Return a regular expression (ECMA 262) of the characters of names; sequences are not told apart."""
    points = sorted({ord(each) for text in (*_LETTERS, *_NON_LETTERS, *_SEQUENCES_SET) for each in text})
    ranges: list[tuple[int, int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    inside = "".join(f"\\u{low:04x}" if low == high else f"\\u{low:04x}-\\u{high:04x}" for low, high in ranges)
    return f"^[{inside}]+$"


def normalise(text: str) -> str:
    """Return the text in NFC, each run of white space as one space, none at the ends."""
    visible = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def parse_name(text: str, max_length: int = DEFAULT_MAX_LENGTH) -> TextAnswer | Problem:
    """Read a name that is not empty."""
    name = normalise(text)
    if has_foreign_letters(name):
        return Problem("letters")
    strange = unknown_characters(name)
    if strange:
        return Problem("name_characters", values=(" ".join(strange),))
    if not any(character in _LETTERS for character in name):
        return Problem("name_characters", values=(name,))
    if len(name) > max_length:
        return Problem("too_long", values=(str(max_length),))
    return TextAnswer(name)


def has_foreign_letters(text: str) -> bool:
    """Tell whether a letter of another script (Cyrillic, Arabic, Ethiopic …) is in the text."""
    return any(
        unicodedata.category(character).startswith("L")
        and character not in _NON_LETTERS
        and "LATIN" not in unicodedata.name(character, "")
        for character in text
    )


def unknown_characters(name: str) -> tuple[str, ...]:
    """Return what data type A does not have, each once: characters, or a letter with its marks."""
    unknown = (cluster for cluster in _clusters(name) if not _is_known(cluster))
    return tuple(dict.fromkeys(unknown))


def _is_known(cluster: str) -> bool:
    return cluster in _LETTERS or cluster in _NON_LETTERS or cluster in _SEQUENCES_SET


def _clusters(name: str) -> list[str]:
    clusters: list[str] = []
    for character in name:
        joins = clusters and (unicodedata.combining(character) or clusters[-1].endswith("\u035f"))
        if joins:
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters
