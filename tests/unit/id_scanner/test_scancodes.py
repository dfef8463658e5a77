"""Key positions to characters, for both layouts that a wedge may be set up for."""

from __future__ import annotations

import string

import pytest

from hardware.id_scanner.scancodes import FOREIGN, KeyDecoder
from hardware.id_scanner.settings import KeyLayout
from tests.unit.id_scanner.wedge import strokes

Z_POSITION, Y_POSITION = 44, 21


def typed(decoder: KeyDecoder, keys: list[tuple[int, int]]) -> str:
    return "".join(decoder.feed(code, value) for code, value in keys)


@pytest.mark.parametrize("layout", list(KeyLayout))
def test_every_character_of_a_zone_and_a_code_can_be_typed(layout: KeyLayout) -> None:
    text = string.ascii_uppercase + string.digits + "<:-\r"
    decoder = KeyDecoder(layout)
    assert typed(decoder, [key for character in text for key in strokes(character, layout)]) == text


def test_z_and_y_change_places_between_the_layouts() -> None:
    keys = [(Z_POSITION, 1), (Y_POSITION, 1)]
    assert typed(KeyDecoder(KeyLayout.US), keys) == "ZY"
    assert typed(KeyDecoder(KeyLayout.GERMAN), keys) == "YZ"


@pytest.mark.parametrize(
    ("layout", "keys"),
    [
        (KeyLayout.US, [(51, 1)]),
        (KeyLayout.US, [(86, 1)]),
        (KeyLayout.GERMAN, [(51, 1)]),
        (KeyLayout.GERMAN, [(42, 1), (86, 1)]),
        (KeyLayout.GERMAN, [(42, 1), (51, 1)]),
        (KeyLayout.GERMAN, [(54, 1), (2, 1)]),
        (KeyLayout.US, [(54, 1), (2, 1)]),
        (KeyLayout.GERMAN, [(40, 1)]),
        (KeyLayout.US, [(39, 1)]),
        (KeyLayout.US, [(42, 1), (12, 1)]),
        (KeyLayout.GERMAN, [(52, 1)]),
        (KeyLayout.GERMAN, [(42, 1), (53, 1)]),
        (KeyLayout.GERMAN, [(12, 1)]),
    ],
    ids=["comma", "102nd", "comma", ">", ";", "!", "!", "Ä", ";", "_", ".", "_", "ß"],
)
def test_other_signs_are_foreign_and_not_left_out(layout: KeyLayout, keys: list[tuple[int, int]]) -> None:
    assert typed(KeyDecoder(layout), keys) == FOREIGN


def test_repetitions_releases_and_locks_type_nothing() -> None:
    decoder = KeyDecoder(KeyLayout.US)
    assert typed(decoder, [(30, 1), (30, 2), (30, 2), (30, 0), (58, 1), (58, 0), (29, 1), (29, 0)]) == "A"


def test_one_of_two_shifts_is_enough_and_reset_lets_go() -> None:
    decoder = KeyDecoder(KeyLayout.US)
    assert typed(decoder, [(42, 1), (54, 1), (42, 0), (51, 1)]) == "<"
    decoder.reset()
    assert typed(decoder, [(51, 1)]) == FOREIGN


def test_keypad_digits_minus_and_ends() -> None:
    assert typed(KeyDecoder(KeyLayout.GERMAN), [(79, 1), (82, 1), (74, 1), (96, 1), (15, 1)]) == "10-\r\r"
