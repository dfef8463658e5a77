"""Which countries fit what was typed so far, in Latin letters. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from kivy_ui.views_form import CountryName


def matches(query: str, countries: Sequence[CountryName], limit: int) -> tuple[CountryName, ...]:
    """Return those that begin so, then those with a word that begins so, then those that contain it."""
    wanted = plain(query)
    if not wanted:
        return ()
    ranked = ((_rank(wanted, country), place, country) for place, country in enumerate(countries))
    fitting = sorted((rank, place, country.code) for rank, place, country in ranked if rank is not None)
    by_code = {country.code: country for country in countries}
    return tuple(by_code[code] for _, _, code in fitting[:limit])


def _rank(wanted: str, country: CountryName) -> int | None:
    names = [plain(name) for name in country.also]
    if any(name.startswith(wanted) for name in names):
        return 0
    if any(word.startswith(wanted) for name in names for word in name.split()):
        return 1
    return 2 if any(wanted in name for name in names) else None


def plain(text: str) -> str:
    """Return small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).strip()
