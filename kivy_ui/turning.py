"""A screen that is mounted turned: its picture is turned back upright, and what OpenGL counts in pixels. Pure."""

from __future__ import annotations

from typing import TypeVar

N = TypeVar("N", int, float)
Box = tuple[int, int, int, int]
"""Left, bottom, width, height in pixels, from the lower left."""


def upright(width: N, height: N, rotation: int) -> tuple[N, N]:
    """Return the size of the picture on a panel of this size, turned by 0, 90, 180 or 270 degrees."""
    return (height, width) if rotation % 180 else (width, height)


def on_panel(box: Box, picture: tuple[int, int], rotation: int) -> Box:
    """Return where a box of the picture lies on the panel: turned counter-clockwise, as Kivy does."""
    x, y, width, height = box
    wide, high = picture
    if rotation == 90:
        return high - y - height, x, height, width
    if rotation == 180:
        return wide - x - width, high - y - height, width, height
    if rotation == 270:
        return y, wide - x - width, height, width
    return box
