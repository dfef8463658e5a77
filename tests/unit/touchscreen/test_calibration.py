"""Corners of the panel to corners of the picture, in every rotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.input_stream import Axis
from hardware.touchscreen.calibration import calibrate

X, Y = Axis(0, 4000), Axis(0, 3000)
TOP_LEFT, TOP_RIGHT, BOTTOM_RIGHT, BOTTOM_LEFT = (0, 0), (4000, 0), (4000, 3000), (0, 3000)


@pytest.mark.parametrize(
    ("rotation", "panel_top_left_is_at", "panel_top_right_is_at"),
    [(0, (0, 0), (1, 0)), (90, (1, 0), (1, 1)), (180, (1, 1), (0, 1)), (270, (0, 1), (0, 0))],
)
def test_a_screen_turned_clockwise_takes_its_corners_along(
    rotation: int, panel_top_left_is_at: tuple[float, float], panel_top_right_is_at: tuple[float, float]
) -> None:
    calibration = calibrate(X, Y, rotation)
    assert calibration.to_picture(*TOP_LEFT) == pytest.approx(panel_top_left_is_at)
    assert calibration.to_picture(*TOP_RIGHT) == pytest.approx(panel_top_right_is_at)
    opposite = tuple(1 - part for part in panel_top_left_is_at)
    assert calibration.to_picture(*BOTTOM_RIGHT) == pytest.approx(opposite)


@given(st.integers(-500, 5000), st.integers(-500, 5000), st.sampled_from([0, 90, 180, 270]))
def test_every_point_is_on_the_picture(x: int, y: int, rotation: int) -> None:
    left, top = calibrate(X, Y, rotation).to_picture(x, y)
    assert 0 <= left <= 1
    assert 0 <= top <= 1


def test_a_range_need_not_begin_at_zero() -> None:
    assert calibrate(Axis(100, 300), Axis(-50, 50)).to_picture(150, 25) == pytest.approx((0.25, 0.75))


def test_the_correction_comes_before_the_rotation() -> None:
    mirrored = (-1.0, 0.0, 1.0, 0.0, 1.0, 0.0)
    assert calibrate(X, Y, 0, mirrored).to_picture(1000, 750) == pytest.approx((0.75, 0.25))
    assert calibrate(X, Y, 90, mirrored).to_picture(1000, 750) == pytest.approx((0.75, 0.75))


@pytest.mark.parametrize(("x", "rotation"), [(X, 45), (X, 360), (X, -90), (Axis(0, 0), 0), (Axis(10, 5), 0)])
def test_impossible_settings_are_refused(x: Axis, rotation: int) -> None:
    with pytest.raises(ValueError, match=r"rotation|extent"):
        calibrate(x, Y, rotation)
