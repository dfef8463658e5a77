"""Whether two screens look alike: a letter is seen, a rounding is not, and neither is a turned picture."""

from __future__ import annotations

from PIL import Image, ImageDraw

from tests.system.image.pictures import SHARE_OFF, places_off, share_off

PAPER = Image.new("RGB", (640, 400), (251, 250, 247))


def with_box(box: tuple[int, int, int, int], colour: tuple[int, int, int] = (15, 76, 92)) -> Image.Image:
    picture = PAPER.copy()
    ImageDraw.Draw(picture).rectangle(box, fill=colour)
    return picture


def test_a_colour_that_was_rounded_otherwise_is_alike() -> None:
    assert share_off(PAPER, Image.new("RGB", PAPER.size, (247, 252, 250))) == 0.0


def test_a_letter_is_found_where_it_stands() -> None:
    assert places_off(PAPER, with_box((20, 20, 29, 31))) == {41}


def test_another_screen_is_not_alike() -> None:
    assert share_off(PAPER, with_box((0, 0, 640, 60))) > SHARE_OFF


def test_a_turned_picture_is_not_alike() -> None:
    assert share_off(PAPER, PAPER.rotate(90, expand=True)) == 1.0
