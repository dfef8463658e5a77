"""From the panel's own units to the picture: 0..1 on both axes, origin at the top left as the visitor sees it."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.input_stream import Axis

Matrix = tuple[float, float, float, float, float, float]
"""`a b c d e f`: x' = a·x + b·y + c, y' = d·x + e·y + f, the form that udev's LIBINPUT_CALIBRATION_MATRIX has."""
IDENTITY: Matrix = (1, 0, 0, 0, 1, 0)
ROTATIONS: dict[int, Matrix] = {
    0: IDENTITY,
    90: (0, -1, 1, 1, 0, 0),
    180: (-1, 0, 1, 0, -1, 1),
    270: (0, 1, 0, -1, 0, 1),
}
"""Degrees that the screen is mounted clockwise from its usual position, with the picture turned back upright."""


@dataclass(frozen=True)
class Calibration:
    """Raw range to 0..1 first, then the panel's own correction, then the rotation."""

    matrix: Matrix

    def to_picture(self, x: int, y: int) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return _clamp(a * x + b * y + c), _clamp(d * x + e * y + f)


def calibrate(x: Axis, y: Axis, rotation: int = 0, correction: Matrix = IDENTITY) -> Calibration:
    """Raises ValueError for a rotation other than 0, 90, 180, 270 and for an axis without extent."""
    if rotation not in ROTATIONS:
        raise ValueError(f"rotation {rotation} is not one of 0, 90, 180, 270")
    if x.maximum <= x.minimum or y.maximum <= y.minimum:
        raise ValueError("an axis of the touchscreen has no extent")
    width, height = x.maximum - x.minimum, y.maximum - y.minimum
    to_unit = (1 / width, 0.0, -x.minimum / width, 0.0, 1 / height, -y.minimum / height)
    return Calibration(_after(ROTATIONS[rotation], _after(correction, to_unit)))


def _after(second: Matrix, first: Matrix) -> Matrix:
    """Return the matrix that does `first` and then `second`."""
    a, b, c, d, e, f = second
    g, h, i, j, k, m = first
    return (a * g + b * j, a * h + b * k, a * i + b * m + c, d * g + e * j, d * h + e * k, d * i + e * m + f)


def _clamp(value: float) -> float:
    return min(1.0, max(0.0, value))
