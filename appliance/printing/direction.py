"""Which way a visitor's own words run, line by line: an answer may be German, Arabic, or both."""

from __future__ import annotations

import unicodedata

from appliance.content.text import is_right_to_left

_SCRIPTS = {"uk": "CYRILLIC", "ru": "CYRILLIC", "bg": "CYRILLIC", "ar": "ARABIC", "fa": "ARABIC", "ti": "ETHIOPIC"}
"""How Unicode's names of letters begin; all other languages of ours are written in Latin letters."""
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


def own_language_of(line: str, language: str) -> str:
    """Return the language to set a visitor's own line in: theirs, unless the line runs the other way."""
    kinds = {unicodedata.bidirectional(character) for character in line}
    if not kinds & {"L", *_RIGHT_TO_LEFT}:
        return language
    found = language_of(line)
    return language if is_right_to_left(found) == is_right_to_left(language) else found


def is_in_script_of(text: str, language: str) -> bool:
    """Tell whether most letters are of the script that the language is written in; True for no letters at all."""
    wanted = _SCRIPTS.get(language, "LATIN")
    letters = [unicodedata.name(character, "") for character in text if character.isalpha()]
    return 2 * sum(name.startswith(wanted) for name in letters) >= len(letters)
