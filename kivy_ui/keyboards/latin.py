"""Keyboards of the languages in Latin letters.

German: DIN 2137-1 (QWERTZ). English: the QWERTY of phones. French: the AZERTY in use, its accented letters at
the right (NF Z71-300 has them in the row of digits). Polish: the programmer's QWERTY; what it has behind AltGr
stands at the right, the three rarest letters behind their plain ones. Romanian: SR 13392:2004, primary.
Turkish: Q; ü stands beside ö to keep eleven keys in a row. Alphabets after CLDR's main exemplar characters.
"""

from __future__ import annotations

from kivy_ui.keyboard_layouts import VARIANTS
from kivy_ui.keyboards.layout import ENDS, WESTERN, Layout

_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}
_BEHIND = {**VARIANTS, **ENDS, **{plain: umlaut + VARIANTS[plain] for plain, umlaut in _UMLAUTS.items()}}
"""German streets and names are written with umlauts, whatever the language of the keyboard."""
_DIGITS = (WESTERN, "-/.,:;()&+", "'’\"!?@_°§€")

GERMAN = Layout(("qwertzuiopü", "asdfghjklöä", "yxcvbnmß-'"), _DIGITS, {**VARIANTS, **ENDS})
ENGLISH = Layout(("qwertyuiop", "asdfghjkl'", "zxcvbnm-?"), (WESTERN, "-/.,:;()&+", '’"“”!@_°£€'), _BEHIND)
FRENCH = Layout(("azertyuiopé", "qsdfghjklmè", "wxcvbn'çàê"), (WESTERN, "-/.,:;()&+", '’"«»!?@_°€'), _BEHIND)
POLISH = Layout(("qwertyuiopó", "asdfghjklął", "zxcvbnmżęś"), (WESTERN, "-/.,:;()&+", "'’„”!?@_°€"), _BEHIND)
ROMANIAN = Layout(("qwertyuiopă", "asdfghjklșț", "zxcvbnmâî-"), (WESTERN, "-/.,:;()&+", "'„”!?@_°§€"), _BEHIND)
TURKISH = Layout(
    ("qwertyuıopğ", "asdfghjklşi", "zxcvbnmöçü"),
    _DIGITS,
    {**_BEHIND, "ı": "î", "i": "ìíîïīį"},
    capitals={"i": "İ", "ı": "I"},
)
