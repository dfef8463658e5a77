"""The emblem's geometry, as the graphics guide lays it down."""

from __future__ import annotations

import math

import cairocffi
import pytest

from appliance.printing.eu_emblem import draw_eu_emblem, star_centres, star_points

HEIGHT = 180.0


def test_twelve_stars_stand_like_the_hours_on_a_third_of_the_height() -> None:
    centres = star_centres(HEIGHT)
    assert len(centres) == 12
    assert centres[0] == pytest.approx((135, 30))
    assert centres[3] == pytest.approx((195, 90))
    assert centres[6] == pytest.approx((135, 150))
    assert {round(math.dist(centre, (135, 90)), 6) for centre in centres} == {60.0}


def test_a_star_is_upright_with_straight_edges() -> None:
    points = star_points(0, 0, 1)
    assert points[0] == pytest.approx((0, -1))
    # The edges from the upper point run on through the inner corners to the lower points.
    (tip_x, tip_y), (inner_x, inner_y), (foot_x, foot_y) = points[0], points[1], points[4]
    cross = (inner_x - tip_x) * (foot_y - tip_y) - (inner_y - tip_y) * (foot_x - tip_x)
    assert cross == pytest.approx(0, abs=1e-9)


def test_it_is_drawn_in_the_two_colours() -> None:
    surface = cairocffi.ImageSurface(cairocffi.FORMAT_RGB24, 270, 180)
    draw_eu_emblem(cairocffi.Context(surface), 0, 0, HEIGHT)
    data, stride = bytes(surface.get_data()), surface.get_stride()

    def pixel(x: int, y: int) -> tuple[int, ...]:
        at = y * stride + x * 4
        return tuple(reversed(data[at : at + 3]))

    assert pixel(5, 5) == (0x00, 0x33, 0x99)
    assert pixel(135, 90) == (0x00, 0x33, 0x99)
    assert all(pixel(round(x), round(y)) == (0xFF, 0xCC, 0x00) for x, y in star_centres(HEIGHT))
