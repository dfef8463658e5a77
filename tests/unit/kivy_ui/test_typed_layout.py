"""Where the caret stands, goes and is put in texts of several lines and directions."""

from __future__ import annotations

import pytest

from kivy_ui.typed_layout import LINE, TypedLayout

EM, WIDTH = 40, 800


def laid(text: str, language: str = "de", width: int = WIDTH) -> TypedLayout:
    return TypedLayout(text, language, EM, width)


@pytest.mark.parametrize(("language", "at_right"), [("de", False), ("ti", False), ("ar", True), ("fa", True)])
def test_before_anything_is_typed_the_caret_stands_where_the_language_begins(
    language: str, at_right: bool
) -> None:
    caret = laid("", language).caret(0)
    assert caret.x == (WIDTH if at_right else 0)
    assert 0 <= caret.y <= caret.y + caret.height <= round(EM * LINE)


@pytest.mark.parametrize(
    ("text", "language", "at_right"),
    [
        ("سلام", "de", True),
        ("Anna", "ar", False),
        ("12 سلام", "de", True),
        ("(Anna", "fa", False),
        ("12", "ar", True),
    ],
)
def test_the_first_strong_character_decides_the_direction(text: str, language: str, at_right: bool) -> None:
    assert laid(text, language).caret(0).x == pytest.approx(WIDTH if at_right else 0, abs=1)


def test_each_paragraph_has_its_own_direction_and_an_empty_one_that_of_the_one_above() -> None:
    layout = laid("سلام\nAnna\n", "ar")
    assert layout.caret(0).x == WIDTH
    assert layout.caret(5).x == 0
    assert layout.caret(10).x == 0
    assert layout.caret(5).y < layout.caret(10).y


@pytest.mark.parametrize("text", ["abc", "سلام", "ሰላም", "йґ"])
def test_a_line_has_the_same_height_in_every_script(text: str) -> None:
    assert laid(text).height == laid("").height == round(EM * LINE)
    assert laid(f"{text}\n{text}").height == pytest.approx(2 * EM * LINE, abs=2)


def test_the_caret_goes_the_way_the_arrow_points_in_both_directions() -> None:
    """Visual order: from the right end of an Arabic line the left arrow goes further into the text."""
    layout = laid("سلام", "ar")
    assert layout.beside(0, right=False) == 1
    assert layout.beside(0, right=True) == 0
    assert laid("abcd").beside(0, right=True) == 1
    assert laid("abcd").beside(0, right=False) == 0


def test_going_left_through_mixed_text_comes_by_every_place_and_ends() -> None:
    text = "سلام Anna عمر"
    layout, index, seen = laid(text, "ar"), 0, [0]
    for _ in range(3 * len(text)):
        index = layout.beside(index, right=False)
        seen.append(index)
    assert set(seen) >= set(range(len(text) + 1)) - {5, 9}  # the Latin word's ends are one place each
    assert index == len(text)


def test_a_step_goes_over_a_letter_with_its_marks_and_over_line_ends() -> None:
    assert laid("مُدَ", "ar").beside(0, right=False) == 2
    assert laid("a\nb").beside(1, right=True) == 2


@pytest.mark.parametrize("text", ["Guten Tag", "السلام عليكم", "ሰላም ንኹሉኹም", "سلام Anna", "a\nسلام"])
def test_touching_where_a_caret_stands_puts_it_there(text: str) -> None:
    layout = laid(text)
    for index in range(len(text) + 1):
        caret = layout.caret(index)
        found = layout.index_at(caret.x, caret.y + caret.height // 2)
        again = layout.caret(found)
        assert abs(again.x - caret.x) <= 1, index
        assert again.y == caret.y


def test_touching_below_the_text_goes_to_the_last_line() -> None:
    assert laid("abc\nde").index_at(WIDTH - 1, 4000) == 6


def test_long_text_wraps_and_only_the_wanted_part_is_drawn() -> None:
    layout = laid("Wort " * 60)
    assert layout.height > 5 * EM * LINE
    part = layout.draw(round(EM * LINE), 100)
    assert (part.width, part.height) == (WIDTH, 100)
    assert any(part.coverage)
    assert not any(layout.draw(layout.height + 50, 100).coverage)


def test_an_astral_letter_is_one_step() -> None:
    layout = laid("a\U0001d400b")
    assert layout.beside(1, right=True) == 2
    assert layout.caret(0).x < layout.caret(1).x < layout.caret(2).x < layout.caret(3).x
