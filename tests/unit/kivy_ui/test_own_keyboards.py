"""The keyboards of the languages: every letter can be typed, no key stands twice, all keys find room."""

from __future__ import annotations

import unicodedata

import pytest

from appliance.content.text import LANGUAGES
from appliance.forms.own_text import is_printable
from kivy_ui.keyboard_layouts import Key, KeyAction
from kivy_ui.keyboards.board import MOST_KEYS, Board
from kivy_ui.keyboards.ethiopic import forms
from kivy_ui.keyboards.layout import ZWNJ
from kivy_ui.keyboards.own import LAYOUTS, Purpose, Room, own_board

ALPHABETS = {
    "de": "abcdefghijklmnopqrstuvwxyzäöüß",
    "de-simple": "abcdefghijklmnopqrstuvwxyzäöüß",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "fr": "aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyzâîû",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652",
    "fa": f"آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئ{ZWNJ}",
    "ti": "".join(forms(each) for each in "ሀለሐመሠረሰሸቀቐበቨተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ"),
}
"""CLDR's main exemplar characters, and what each language's spelling needs besides."""
MARKS = {
    "fa": "۰۱۲۳۴۵۶۷۸۹؟،؛«»",
    "ar": "٠١٢٣٤٥٦٧٨٩؟،؛«»",
    "ti": "፡።፣፤፥፦፧፩፪",
    "uk": "«»№",
    "pl": "„”",
    "ro": "„”",
    "bg": "„“№",
    "fr": "«»",
    "de": "€§",
}
EVERYWHERE = "0123456789.,:-/!@_+() ?&'" + "abcdefghijklmnopqrstuvwxyzäöüß"
"""Addresses, names and e-mail in the middle of any text."""
CASES = [(language, room) for language in LANGUAGES for room in Room]


def board(language: str, room: Room = Room.WIDE) -> Board:
    return own_board(language, room, Purpose.MESSAGE)


def keys(of: Board, *pages: str) -> list[Key]:
    return [key for page in pages or of.pages for row in of.pages[page] for key in row]


def typed_by(of: Board, *pages: str) -> set[str]:
    """Return what can be typed, long presses and forms included."""
    shown = [*keys(of, *pages), *(key for family in of.families.values() for key in family)]
    letters = {key.text for key in shown if key.action is KeyAction.TYPE}
    return letters | {behind for letter in letters for behind in of.behind.get(letter, "")}


def test_every_language_has_a_keyboard() -> None:
    assert set(LAYOUTS) == set(LANGUAGES) == set(ALPHABETS)


@pytest.mark.parametrize(("language", "room"), CASES)
def test_every_letter_of_the_alphabet_is_on_the_first_page_or_behind_it(language: str, room: Room) -> None:
    assert set(ALPHABETS[language]) - typed_by(board(language, room), "letters") == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_digits_and_latin_letters_can_be_typed_in_every_language(language: str) -> None:
    assert set(MARKS.get(language, "") + EVERYWHERE) - typed_by(board(language)) == set()


@pytest.mark.parametrize(("language", "room"), CASES)
def test_no_key_stands_twice_on_a_page(language: str, room: Room) -> None:
    of = board(language, room)
    for page in of.pages:
        letters = [key.text for key in keys(of, page) if key.action is KeyAction.TYPE]
        assert len(letters) == len(set(letters)), page
    for letter, family in of.families.items():
        assert len(family) == len({key.text for key in family}), letter
    for letter, behind in of.behind.items():
        assert letter not in behind
        assert len(behind) == len(set(behind)), letter


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize(("language", "room"), CASES)
def test_rows_fit_and_are_as_many_on_every_page(language: str, room: Room, purpose: Purpose) -> None:
    of = own_board(language, room, purpose)
    for page in of.pages.values():
        assert len(page) == of.rows_a_page
        assert all(len(row) <= MOST_KEYS for row in page)
        actions = [key.action for row in page for key in row]
        once = [KeyAction.DELETE, KeyAction.CLOSE if room is Room.LOW else KeyAction.SUBMIT]
        once += [KeyAction.NEWLINE, KeyAction.LEFT, KeyAction.RIGHT] if purpose is Purpose.MESSAGE else []
        assert [actions.count(each) for each in once] == [1] * len(once)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_reached_and_leads_back_to_the_first(language: str) -> None:
    of = board(language)
    opened = {page: {key.text for key in keys(of, page) if key.action is KeyAction.PAGE} for page in of.pages}
    assert set().union(*opened.values()) == set(of.pages)
    assert all("letters" in ways for page, ways in opened.items() if page not in ("letters", "latin digits"))
    assert "latin" in opened.get("latin digits", {"latin"})


@pytest.mark.parametrize("language", ["uk", "ru", "bg", "ar", "fa", "ti"])
def test_one_key_leads_to_latin_letters_and_one_back(language: str) -> None:
    of = board(language)
    assert of.way_back("latin").label == "ABC"
    assert of.way_back("letters").label == LAYOUTS[language].name
    assert set("abcxyzäöüß") <= typed_by(of, "latin")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_can_be_typed_can_be_printed(language: str) -> None:
    assert [each for each in typed_by(board(language)) if not is_printable(each)] == []
    assert all(unicodedata.is_normalized("NFC", each) for each in typed_by(board(language)))


def test_turkish_capitals_keep_their_dots() -> None:
    of = board("tr")
    assert [of.upper(each) for each in "iıöğ"] == ["İ", "I", "Ö", "Ğ"]
    assert of.variants("İ") == "ÌÍÎÏĪĮ"
    assert of.variants("I") == "Î"
    assert board("de").upper("i") == "I"


@pytest.mark.parametrize("language", ["uk", "ru", "bg", "de", "pl", "ro", "fr"])
def test_every_letter_has_its_capital(language: str) -> None:
    of = board(language)
    for letter in ALPHABETS[language].replace("’", ""):
        assert of.upper(letter) == ("ẞ" if letter == "ß" else letter.upper())


def test_scripts_without_capitals_have_no_shift() -> None:
    for language in LANGUAGES:
        shifts = any(key.action is KeyAction.SHIFT for key in keys(board(language), "letters"))
        assert shifts == (language not in ("ar", "fa", "ti"))


def test_the_forms_of_a_consonant_stand_in_the_order_that_is_learnt() -> None:
    family = "".join(key.text for key in board("ti").families["ለ"])
    assert family == "ለሉሊላሌልሎሏ"
    assert forms("ቀ") == "ቀቁቂቃቄቅቆቋቍቈቊ"
    assert board("ti").variants("ቋ") == "ቌ"
    assert [key.text for key in board("ti").families["ሰ"]][-1] == "ሠ"
    assert all(len(family) <= MOST_KEYS for family in board("ti").families.values())


def test_farsi_has_the_half_space_on_a_key_of_its_own() -> None:
    assert ZWNJ in {key.text for key in keys(board("fa"), "letters")}
