"""Finding by a word, typing errors forgiven, in the visitor's language and in German. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, utils

from appliance.content.text import GERMAN, NO_TEXT, Text

_GOOD_ENOUGH = 80.0
_SHORT = 3
"""Up to so many letters nearly every title holds something alike: then only the beginning of a word counts."""

_ARABIC_ARTICLE = "ال"

_ALIKE = str.maketrans(
    {
        **dict(zip("ßłđøıəґ", ("ss", "l", "d", "o", "i", "e", "г"), strict=True)),
        "æ": "ae",
        "œ": "oe",
        **dict.fromkeys("ىیې", "ي"),
        "ک": "ك",
        **dict.fromkeys("ةۀە", "ه"),
        "ٱ": "ا",
        "ء": "",
        "ـ": "",
        "\u200c": "",
        "\u200d": "",
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
        **{chr(0x1220 + order): chr(0x1230 + order) for order in range(8)},
        **{chr(0x1340 + order): chr(0x1338 + order) for order in range(8)},
        **{chr(0x1280 + order): chr(0x1200 + order) for order in range(8)},
    }
)
"""Letters that writers take for each other and that Unicode does not take apart: alef maqsura, the ya and kaf of
Farsi and Arabic, ta marbuta and ha, the joiners, digits, in Tigrinya ሠ and ሰ, ፀ and ጸ, ኀ and ሀ."""
_APOSTROPHE_IN_WORD = re.compile("(?<=[\u0400-\u04ff])['’ʼ`](?=[\u0400-\u04ff])")
"""Ukrainian сім’я is found as сімя, too. In French and Italian the apostrophe parts words."""


class SearchKind(StrEnum):
    FORM = "form"
    GUIDE = "guide"
    VIDEO = "video"
    WORKSHOP = "workshop"
    TOPIC = "topic"
    OFFICE = "office"


@dataclass(frozen=True)
class SearchHit:
    kind: SearchKind
    id: str
    title: Text
    also: Text = NO_TEXT
    """More words to find it by."""


def find(query: str, language: str, entries: Iterable[SearchHit]) -> tuple[SearchHit, ...]:
    """Return what fits, best first, of equals in the order given."""
    wanted = _plain(query)
    if not wanted:
        return ()
    scored = [(max(_score(wanted, text) for text in _texts(entry, language)), entry) for entry in entries]
    fitting = [(score, entry) for score, entry in scored if score >= _GOOD_ENOUGH]
    return tuple(entry for _, entry in sorted(fitting, key=lambda pair: -pair[0]))


def _texts(entry: SearchHit, language: str) -> tuple[str, ...]:
    both = (entry.title, entry.also)
    return tuple(_plain(text.in_language(tag).text) for text in both for tag in (language, GERMAN))


def _score(wanted: str, text: str) -> float:
    if any(
        word.startswith(wanted) or word.removeprefix(_ARABIC_ARTICLE).startswith(wanted) for word in text.split()
    ):
        return 101.0
    if len(wanted) <= _SHORT:
        return 0.0
    return fuzz.partial_ratio(wanted, text) if len(wanted) <= len(text) else fuzz.ratio(wanted, text)


def _plain(text: str) -> str:
    """Return small letters without accents and with one letter for those that are written for each other.

    Who has no ü on the keyboard finds Früh with Fruh, and who writes الى finds إلى.
    """
    joined = _APOSTROPHE_IN_WORD.sub("", text.lower().translate(_ALIKE))
    letters = unicodedata.normalize("NFKD", joined)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return utils.default_process(plain.translate(_ALIKE))
