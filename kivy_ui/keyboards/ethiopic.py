"""The keyboard for Tigrinya: a consonant's key, then one of its forms.

The usual way of touch keyboards for Ethiopic: a consonant types its first form, and the first row then shows
all its forms, in the order in which they are learnt (ለ ሉ ሊ ላ ሌ ል ሎ), always at the same places; touching one of
them puts it in the place of the first. So a syllable takes two taps at most, and one where the first form is
meant. The consonants stand in the order of the alphabet (ሀ ለ ሐ መ …), as CLDR's exemplar characters for ti; ሠ
and ኀ, which Ge'ez keeps and Tigrinya hardly writes, are reached from ሰ and ሀ, labialised forms (ቋ ቍ ቈ ቊ ቌ)
stand behind the seven. Code points after Unicode's block Ethiopic: eight a consonant.
"""

from __future__ import annotations

import unicodedata

from kivy_ui.keyboard_layouts import Key
from kivy_ui.keyboards.layout import WESTERN, Layout

_ROWS = ("ሀለሐመረሰሸቀቐበተ", "ቸነኘአከኸወዐዘዠየ", "ደጀገጠጨጰጸፀፈፐቨ")
_RELATED = {"ሀ": "ኀ", "ሰ": "ሠ"}
_LABIALISED = {"ቀ": "ቈ", "ቐ": "ቘ", "ኀ": "ኈ", "ከ": "ኰ", "ኸ": "ዀ", "ገ": "ጐ"}
"""Consonants that have a series of their own with w: its first form."""
_FORMS = 7
_WA, _OTHERS, _WE = 3, (5, 0, 2), 4
"""Places in that series, as Unicode has them: the usual one, the three after it, and the rarest."""
_NUMERALS = "፩፪፫፬፭፮፯፰፱፲"


def _labialised(first: str) -> str:
    return "".join(chr(ord(first) + place) for place in (_WA, *_OTHERS))


def _wa(consonant: str) -> str:
    """Return the eighth form where it is the one with wa: ሏ; others there are not Tigrinya."""
    eighth = chr(ord(consonant) + _FORMS)
    return eighth if unicodedata.name(eighth, "").endswith("WA") else ""


def forms(consonant: str) -> str:
    """Return the seven forms of a consonant and the labialised ones."""
    seven = "".join(chr(ord(consonant) + order) for order in range(_FORMS))
    series = _LABIALISED.get(consonant)
    return seven + (_labialised(series) if series else _wa(consonant))


def _family(consonant: str) -> tuple[Key, ...]:
    return tuple(Key(each) for each in forms(consonant) + _RELATED.get(consonant, ""))


CONSONANTS = "".join(_ROWS) + "".join(_RELATED.values())
TIGRINYA = Layout(
    _ROWS,
    (WESTERN, "-/፡።፣፤፥፦()", '«»"!?@_.+€'),
    {
        **dict(zip(WESTERN, _NUMERALS, strict=True)),
        **{chr(ord(series) + _WA): chr(ord(series) + _WE) for series in _LABIALISED.values()},
        "።": "፡፧!?፨",
        "፣": "፤፥፦-",
    },
    shifts=False,
    name="ሀለሐ",
    beside=("፣", "።"),
    families={consonant: _family(consonant) for consonant in CONSONANTS},
)
