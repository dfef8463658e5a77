"""Keyboards of the languages in Arabic letters.

Arabic: the rows of the Arabic (101) keyboard as phones have them; the hamza's carriers behind the bare letters,
vowel signs behind the letter ء. Digits are the western ones, which are written from Morocco to Iraq and on
every German form; ١٢٣ lie behind them. Farsi: ISIRI 9147, with پ چ ژ گ and the non-joiner in place; its digits
are ۱۲۳ (CLDR: arabext), the western ones behind them. Alphabets after CLDR's main exemplar characters.
"""

from __future__ import annotations

from kivy_ui.keyboards.layout import WESTERN, ZWNJ, Layout

_ARABIC_INDIC = "١٢٣٤٥٦٧٨٩٠"
_PERSIAN = "۱۲۳۴۵۶۷۸۹۰"

ARABIC = Layout(
    ("ضصثقفغعهخحج", "شسيبلاتنمكط", "ئءؤرىةوزظدذ"),
    (WESTERN, "-/.،:؛()٪+", '«»"!؟@_…°€'),
    {
        **dict(zip(WESTERN, _ARABIC_INDIC, strict=True)),
        "ا": "أإآٱ",
        "ي": "ئى",
        "و": "ؤ",
        "ه": "ة",
        "ء": "\u064e\u064f\u0650\u0651\u0652\u064b\u064c\u064d",
        "ك": "گک",
        "ب": "پ",
        "ج": "چ",
        "ز": "ژ",
        "ف": "ڤ",
        ".": "؟!:…",
        "،": "؛:-",
    },
    shifts=False,
    name="أبج",
    beside=("،", "."),
)
FARSI = Layout(
    ("ضصثقفغعهخحج", "شسیبلاتنمکگ", f"ظطژزرذدپوچ{ZWNJ}"),
    (_PERSIAN, "-/.،:؛()٪+", '«»"!؟@_…٫€'),
    {
        **dict(zip(_PERSIAN, WESTERN, strict=True)),
        "ا": "آأإ",
        "ی": "ئي",
        "و": "ؤ",
        "ه": "ةۀ\u0654",
        "ک": "ك",
        "ع": "ء\u064e\u064f\u0650\u0651\u0652\u064b\u064c\u064d",
        ".": "؟!:…",
        "،": "؛:-",
    },
    shifts=False,
    name="ابپ",
    beside=("،", "."),
)
