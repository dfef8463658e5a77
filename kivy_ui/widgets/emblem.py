"""The emblem of the European Union, after annex A1 of the Interinstitutional Style Guide."""

from __future__ import annotations

import math

import cairocffi
from kivy.graphics import Color, Line, Rectangle
from kivy.graphics.texture import Texture

from kivy_ui.textures import upload_colour
from kivy_ui.theme import Theme, colour
from kivy_ui.widgets.node import Node

_BLUE = (0, 51 / 255, 153 / 255)
_GOLD = (1, 204 / 255, 0)
_STARS = 12
_INNER_OF_PENTAGRAM = 0.381966


class Emblem(Node):
    """Flag of 3:2; twelve upright stars on a circle of a third of the height, each a ninth of it across."""

    def __init__(self, theme: Theme, height: int) -> None:
        super().__init__()
        self._size = (round(height * 1.5), height)
        self._edge_px = theme.hairline if theme.palette.high_contrast else 0
        self._texture = flag_texture(*self._size)

    def natural_width(self) -> int:
        return self._size[0]

    def least_width(self) -> int:
        return self._size[0]

    def height_for(self, width: int) -> int:
        del width
        return self._size[1]

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self.canvas.clear()
        low = y + (height - self._size[1]) // 2
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(texture=self._texture, pos=(x, low), size=self._size)
            if self._edge_px:
                Color(*colour("#FFFFFF"))
                Line(rectangle=(x, low, *self._size), width=self._edge_px / 2)


def flag_texture(width: int, height: int) -> Texture:
    surface = cairocffi.ImageSurface(cairocffi.FORMAT_RGB24, width, height)
    context = cairocffi.Context(surface)
    context.set_source_rgb(*_BLUE)
    context.paint()
    context.set_source_rgb(*_GOLD)
    for hour in range(_STARS):
        angle = 2 * math.pi * hour / _STARS
        _star(
            context,
            width / 2 + height / 3 * math.sin(angle),
            height / 2 - height / 3 * math.cos(angle),
            height / 18,
        )
    surface.flush()
    return upload_colour(surface)


def _star(context: cairocffi.Context, x: float, y: float, radius: float) -> None:
    for point in range(10):
        reach = radius if point % 2 == 0 else radius * _INNER_OF_PENTAGRAM
        angle = math.pi * point / 5
        context.line_to(x + reach * math.sin(angle), y - reach * math.cos(angle))
    context.close_path()
    context.fill()
