"""A word finds what it should, with typing errors, without accents, in both languages."""

from __future__ import annotations

import pytest

from appliance.content.search import SearchHit, SearchKind, find
from appliance.content.text import Text

HOUSING = SearchHit(
    SearchKind.FORM,
    "wbs",
    Text({"de": "Wohnberechtigungsschein", "uk": "Посвідка на житло", "tr": "Konut belgesi", "ar": "السكن"}),
)
BREAKFAST = SearchHit(
    SearchKind.WORKSHOP, "breakfast", Text({"de": "Frühstück für Familien", "tr": "Aile kahvaltısı"})
)
OFFICE = SearchHit(SearchKind.OFFICE, "jobcenter", Text({"de": "Jobcenter"}), Text({"en": "Help in finding work"}))
ENTRIES = (HOUSING, BREAKFAST, OFFICE)


@pytest.mark.parametrize(
    ("query", "language", "wanted"),
    [
        ("Wohn", "uk", HOUSING),
        ("wonberechtigung", "uk", HOUSING),
        ("житло", "uk", HOUSING),
        ("konut", "tr", HOUSING),
        ("سكن", "ar", HOUSING),
        ("fruhstuck", "de", BREAKFAST),
        ("kahvalti", "tr", BREAKFAST),
        ("work", "en", OFFICE),
        ("jo", "ar", OFFICE),
    ],
)
def test_a_word_finds_its_entry_first(query: str, language: str, wanted: SearchHit) -> None:
    assert find(query, language, ENTRIES)[:1] == (wanted,)


@pytest.mark.parametrize("query", ["", "  ", "?!", "xyzzy", "zz", "helicopter"])
def test_what_fits_nothing_finds_nothing(query: str) -> None:
    assert find(query, "de", ENTRIES) == ()


def test_titles_of_a_language_the_visitor_does_not_read_are_not_searched() -> None:
    assert find("konut", "uk", ENTRIES) == ()
