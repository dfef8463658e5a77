"""Keyboards of the languages in Cyrillic letters.

Russian and Ukrainian: ЙЦУКЕН as phones have it, ё behind е, ґ behind г. The Ukrainian ї stands in the third row
and the apostrophe beside the space bar, to keep eleven keys in a row.

Bulgarian: the traditional phonetic layout (явертъ), not that of BDS 5237 (уеишщ): its letters lie where a
visitor knows the Latin ones of the same sound from, it needs no learning, and it is what phones take first for
Bulgarian; BDS is a touch typist's layout. Alphabets after CLDR's main exemplar characters.
"""

from __future__ import annotations

from kivy_ui.keyboards.layout import ENDS, WESTERN, Layout

_DIGITS = (WESTERN, "-/.,:;()№+", "’«»„“!?@_€")

UKRAINIAN = Layout(
    ("йцукенгшщзх", "фівапролджє", "ячсмитьбюї"),
    _DIGITS,
    {**ENDS, "г": "ґ", "ь": "’", "е": "ё", "и": "ы", "є": "э", "ї": "ъ"},
    name="АБВ",
    more_beside="’",
)
RUSSIAN = Layout(
    ("йцукенгшщзх", "фывапролджэ", "ячсмитьбюъ"),
    _DIGITS,
    {**ENDS, "е": "ё", "и": "і", "г": "ґ", "э": "є", "ъ": "ї"},
    name="АБВ",
)
BULGARIAN = Layout(
    ("явертъуиопч", "асдфгхйклшщ", "зьцжбнмюѝ-"),
    _DIGITS,
    {**ENDS, "и": "ѝ"},
    name="АБВ",
)
