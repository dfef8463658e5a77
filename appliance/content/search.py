"""Finding by a word, typing errors forgiven, in the visitor's language and in German. Pure."""

from __future__ import annotations

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
    """Return lower-case letters without accents: who has no ü on the keyboard finds Früh with Fruh."""
    letters = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return utils.default_process("".join(letter for letter in letters if not unicodedata.combining(letter)))
