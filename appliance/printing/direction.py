"""Which way a visitor's own words run, line by line: an answer may be German, Arabic, or both."""

from __future__ import annotations

import unicodedata

_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def language_of(line: str) -> str:
    """Return the language to set a line in, by its first strong character (UAX #9, rules P2 and P3)."""
    for character in line:
        kind = unicodedata.bidirectional(character)
        if kind in _RIGHT_TO_LEFT:
            return "ar"
        if kind == "L":
            return "de"
    return "de"
