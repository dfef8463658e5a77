"""Where a box of a turned picture lies on the panel."""

from __future__ import annotations

import pytest

from kivy_ui.turning import Box, on_panel, upright

PICTURE = (800, 1280)
BOX = (10, 20, 300, 100)


def test_a_panel_on_its_side_shows_a_tall_picture() -> None:
    assert [upright(1280, 800, rotation) for rotation in (0, 90, 180, 270)] == [
        (1280, 800), (800, 1280), (1280, 800), (800, 1280),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rotation", "there"),
    [
        (0, (10, 20, 300, 100)),
        (90, (1160, 10, 100, 300)),
        (180, (490, 1160, 300, 100)),
        (270, (20, 490, 100, 300)),
    ],
)
def test_a_box_is_turned_with_the_picture(rotation: int, there: Box) -> None:
    assert on_panel(BOX, PICTURE, rotation) == there


def test_turned_four_times_it_is_where_it_was() -> None:
    box, picture = BOX, PICTURE
    for _ in range(4):
        box, picture = on_panel(box, picture, 90), (picture[1], picture[0])
    assert box == BOX
