"""Which letters can be typed, and how many keys lie in a row."""

from __future__ import annotations

import pytest

from kivy_ui.keyboard_layouts import (
    VARIANTS,
    Key,
    KeyAction,
    KeyboardKind,
    first_page,
    rows,
    upper,
    variants,
)

COMMON = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćčďđēėęěğģħīįıķłļľńņňőœŕřśşšșţťțūůűųźżžß"
"""Small letters of DIN 91379, data type A, in the names of those who come."""


def reachable(kind: KeyboardKind) -> str:
    pages = (
        ("letters", "special", "more", "digits") if kind is KeyboardKind.TEXT else (first_page(kind), "letters")
    )
    keys = [key for page in pages for row in rows(kind, page, arrows=True) for key in row]
    typed = "".join(key.text for key in keys if key.action is KeyAction.TYPE)
    return typed + "".join(VARIANTS.get(key.text, "") for key in keys)


def test_every_common_letter_of_names_can_be_typed() -> None:
    assert set(COMMON) - set(reachable(KeyboardKind.TEXT)) == set()
    assert {upper(letter) for letter in COMMON} - {
        upper(letter) for letter in reachable(KeyboardKind.TEXT)
    } == set()


@pytest.mark.parametrize("kind", KeyboardKind)
def test_each_page_has_one_main_key_and_at_most_eleven_in_a_row(kind: KeyboardKind) -> None:
    for page in {first_page(kind), "letters", "special", "more", "digits"}:
        keys = rows(kind, page, arrows=True)
        flat = [key for row in keys for key in row]
        assert sum(key.action is KeyAction.SUBMIT for key in flat) == 1
        assert any(key.action is KeyAction.DELETE for key in flat)
        assert len(keys) == 4
        assert all(len(row) <= 11 for row in keys)


@pytest.mark.parametrize("kind", KeyboardKind)
def test_where_the_keyboard_hides_the_page_it_can_be_closed(kind: KeyboardKind) -> None:
    """On a low display the keyboard takes the place of the bar: there must be a way back to it."""
    for page in {first_page(kind), "letters", "special", "more", "digits"}:
        flat = [key for row in rows(kind, page, arrows=False) for key in row]
        assert sum(key.action is KeyAction.CLOSE for key in flat) == 1


@pytest.mark.parametrize("kind", KeyboardKind)
def test_every_page_that_a_key_opens_exists(kind: KeyboardKind) -> None:
    for page in {first_page(kind), "letters", "special", "more", "digits"}:
        for row in rows(kind, page, arrows=False):
            for key in row:
                if key.action is KeyAction.PAGE:
                    assert rows(kind, key.text, arrows=False)


def test_the_pads_hold_what_their_answers_need() -> None:
    assert set("0123456789,") <= set(reachable(KeyboardKind.DECIMAL))
    assert set("0123456789+") <= set(reachable(KeyboardKind.PHONE))
    assert set("@._-0123456789") <= set(reachable(KeyboardKind.EMAIL)) | set("0123456789")
    assert "DE" in reachable(KeyboardKind.IBAN)


def test_capitals_are_single_letters() -> None:
    assert (upper("ß"), upper("ı"), upper("ș"), upper("-")) == ("ẞ", "I", "Ș", "-")


def test_a_long_press_offers_capitals_behind_a_capital() -> None:
    assert "Ș" in variants("S")
    assert "ș" in variants("s")
    assert variants("q") == ""
    assert Key("q").action is KeyAction.TYPE
