"""Mirroring is decided in one place."""

from __future__ import annotations

import pytest

from kivy_ui.direction import Direction, direction_of, language_to_show


def test_arabic_and_farsi_run_from_right_to_left() -> None:
    assert {tag for tag in ("de", "ar", "fa", "uk", "ti") if direction_of(tag).mirrored} == {"ar", "fa"}


def test_order_sides_and_arrows_mirror() -> None:
    ltr, rtl = Direction.LTR, Direction.RTL
    assert (ltr.in_order("abc"), rtl.in_order("abc")) == (["a", "b", "c"], ["c", "b", "a"])
    assert (ltr.x_at_start(10, 100, 30), rtl.x_at_start(10, 100, 30)) == (10, 80)
    assert (ltr.x_at_end(10, 100, 30), rtl.x_at_end(10, 100, 30)) == (80, 10)
    assert (ltr.back_arrow, rtl.back_arrow) == ("arrow-left", "arrow-right")
    assert (ltr.forward_arrow, rtl.forward_arrow) == ("arrow-right", "arrow-left")


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("سلام Anna", "ar", "ar"),
        ("12 سلام", "fa", "fa"),
        ("Anna سلام", "ar", "de"),
        ("سلام", "uk", "ar"),
        ("24.08.1991", "ar", "de"),
        ("ሰላም", "ti", "de"),
    ],
)
def test_what_was_typed_is_shown_in_the_direction_of_its_first_letter(
    text: str, language: str, shown: str
) -> None:
    assert language_to_show(text, language) == shown
