"""Countries and nationalities: ISO 3166 alpha-3 codes, the travel document codes beside them, and names."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import pycountry
from babel import Locale

from appliance.forms.definition import QuestionType

STATELESS = "XXA"
UNCLEAR = "XXX"
"""ICAO 9303-3: a person of unspecified nationality; on German papers "ungeklärt"."""
KOSOVO = "XKX"
"""Not in ISO 3166-1, but the code that German authorities and CLDR (XK) use."""

_ALPHA_2 = {KOSOVO: "XK"}
_UNINHABITED = frozenset({"ATA", "ATF", "BVT", "HMD", "IOT", "SGS", "UMI"})
_FROM_DOCUMENT = {"D": "DEU", "XXK": KOSOVO, "RKS": KOSOVO}
"""Codes that documents carry instead of ISO 3166 (ICAO 9303-3, section 5)."""

_WITHOUT_COUNTRY = {
    STATELESS: {
        "de": "Staatenlos",
        "de-simple": "Staatenlos (ohne Staats-Angehörigkeit)",
        "en": "Stateless",
        "uk": "Без громадянства",
        "ru": "Без гражданства",
        "ar": "بدون جنسية",
        "fa": "بدون تابعیت",
        "tr": "Vatansız",
        "ro": "Apatrid",
        "bg": "Без гражданство",
        "pl": "Bezpaństwowiec",
        "fr": "Apatride",
        "ti": "ዜግነት ዘይብሉ",
    },
    UNCLEAR: {
        "de": "Ungeklärt",
        "de-simple": "Nicht geklärt",
        "en": "Not clarified",
        "uk": "Не встановлено",
        "ru": "Не установлено",
        "ar": "غير محددة",
        "fa": "نامشخص",
        "tr": "Belirsiz",
        "ro": "Nelămurită",
        "bg": "Неизяснено",
        "pl": "Nieustalone",
        "fr": "Indéterminée",
        "ti": "ዘይተነጸረ",
    },
}


@lru_cache(maxsize=1)
def _alpha_2_by_code() -> dict[str, str]:
    inhabited = {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    return {code: short for code, short in inhabited.items() if code not in _UNINHABITED} | _ALPHA_2


@lru_cache(maxsize=2)
def codes(kind: QuestionType) -> frozenset[str]:
    """Return the possible answers of a country or nationality question."""
    countries = frozenset(_alpha_2_by_code())
    return countries | _WITHOUT_COUNTRY.keys() if kind is QuestionType.NATIONALITY else countries


@lru_cache(maxsize=32)
def _territories(language: str) -> dict[str, str]:
    return dict(Locale.parse(language.split("-", maxsplit=1)[0]).territories)


def country_name(code: str, language: str) -> str:
    """Return the name in that language, else the English one, else the code itself."""
    special = _WITHOUT_COUNTRY.get(code)
    if special:
        return special.get(language, special["en"])
    alpha_2 = _alpha_2_by_code().get(code, "")
    return _territories(language).get(alpha_2) or _territories("en").get(alpha_2, code)


@lru_cache(maxsize=32)
def country_list(kind: QuestionType, language: str) -> tuple[tuple[str, str], ...]:
    """Return (code, name) pairs in the order of the names; stateless and unclear come last."""
    named = ((code, country_name(code, language)) for code in codes(kind))
    return tuple(sorted(named, key=lambda pair: (pair[0] in _WITHOUT_COUNTRY, _sort_key(pair[1]))))


def _sort_key(name: str) -> str:
    # Å, Ö, Č stand with A, O, C; good enough for finding a country in a list that is also searched.
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def code_from_document(code: str) -> str | None:
    """Return the answer for a nationality in a machine-readable zone, or None where that would be a guess."""
    code = _FROM_DOCUMENT.get(code, code)
    return code if code in codes(QuestionType.NATIONALITY) else None
