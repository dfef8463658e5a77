"""Finding a country with Latin letters, in one's own language, German or English."""

from __future__ import annotations

from appliance.content.text import Localised
from kivy_ui.country_search import matches
from kivy_ui.views_form import CountryName

SYRIA = CountryName("SYR", Localised("سوريا", "ar"), "Syrien", ("سوريا", "Syrien", "Syria"))
TURKEY = CountryName("TUR", Localised("Türkei", "de"), "Türkei", ("Türkei", "Türkei", "Türkiye"))
KOREA = CountryName("KOR", Localised("Südkorea", "de"), "Südkorea", ("Südkorea", "Südkorea", "South Korea"))
ALL = (KOREA, SYRIA, TURKEY)


def test_the_beginning_of_a_name_comes_before_its_middle() -> None:
    assert matches("s", ALL, 5) == (KOREA, SYRIA)
    assert matches("kor", ALL, 5) == (KOREA,)


def test_german_names_are_found_without_the_letters_for_them() -> None:
    assert matches("turk", ALL, 5) == (TURKEY,)
    assert matches("SYR", ALL, 5) == (SYRIA,)


def test_nothing_typed_finds_nothing_and_the_limit_holds() -> None:
    assert matches("  ", ALL, 5) == ()
    assert len(matches("s", ALL, 1)) == 1
