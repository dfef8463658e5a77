"""A picture file in a card, as large as its room allows, never cut and never out of shape."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cairocffi
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from kivy_ui.stage import Stage
from kivy_ui.textures import upload_colour
from kivy_ui.widgets import faces
from kivy_ui.widgets.box import Box
from kivy_ui.widgets.node import Node

_KEPT = 12
_LEAST_WIDTH_MM = 60
_LEAST_HEIGHT_MM = 45
_FRAME_MM = 3
_ANY_HEIGHT = 100_000


@lru_cache(maxsize=_KEPT)
def scaled(path: Path, width: int, height: int) -> Texture:
    """Return a PNG drawn at the size at which it is shown: scaled by the graphics card, thin lines would break."""
    surface = cairocffi.ImageSurface.create_from_png(str(path))
    drawn = cairocffi.ImageSurface(cairocffi.FORMAT_RGB24, width, height)
    context = cairocffi.Context(drawn)
    context.scale(width / surface.get_width(), height / surface.get_height())
    context.set_source_surface(surface)
    context.get_source().set_filter(cairocffi.FILTER_GOOD)
    context.paint()
    drawn.flush()
    return upload_colour(drawn)


def shape(path: Path) -> float:
    """Return how many times wider than high a PNG is, from its first bytes."""
    with path.open("rb") as file:
        head = file.read(24)
    return int.from_bytes(head[16:20], "big") / int.from_bytes(head[20:24], "big")


class Picture(Node):
    """A picture on the whole of a box."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self.canvas.clear()
        if width < 2 or height < 2:
            return
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(texture=scaled(self._path, width, height), pos=(x, y), size=(width, height))


class Thumbnail(Picture):
    """A small picture; a wider one is lower."""

    def __init__(self, path: Path, width: int, height: int) -> None:
        super().__init__(path)
        self._wide, self._high = width, height

    def natural_width(self) -> int:
        return self._wide

    def least_width(self) -> int:
        return self._wide

    def height_for(self, width: int) -> int:
        del width
        return self._high

    def place(self, x: int, y: int, width: int, height: int) -> None:
        del width
        tall = min(self._high, round(self._wide / shape(self._path)))
        super().place(x, y + (height - tall) // 2, self._wide, tall)


class Framed(Node):
    """Something of a fixed shape at the top of its room; its frame closes around it."""

    def __init__(self, stage: Stage, frame: Box, ratio: float, least_mm: int = _LEAST_HEIGHT_MM) -> None:
        super().__init__()
        self._theme = stage.theme
        self._frame = frame
        self._ratio = ratio
        self._least = stage.theme.mm(least_mm)
        frame.centre = False
        self.add_widget(frame)

    def natural_width(self) -> int:
        return self._theme.mm(_LEAST_WIDTH_MM)

    def least_width(self) -> int:
        return self._theme.mm(_LEAST_WIDTH_MM)

    def height_for(self, width: int) -> int:
        return min(self.wanted_height(width), self._least)

    def wanted_height(self, width: int) -> int:
        """Return the height at which it is as wide as its room."""
        return self._fitted(width, _ANY_HEIGHT)[1]

    def _fitted(self, width: int, height: int) -> tuple[int, int]:
        across, down = 2 * self._frame.pad_x, 2 * self._frame.pad_y
        inner = min(width - across, int((height - down) * self._ratio))
        return inner + across, int(inner / self._ratio) + down

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        wide, tall = self._fitted(width, height)
        self._frame.place(x + (width - wide) // 2, y + height - tall, wide, tall)


def frame_px(stage: Stage) -> int:
    return stage.theme.mm(_FRAME_MM)


def picture(stage: Stage, path: Path) -> Framed:
    pad = frame_px(stage)
    frame = Box(Picture(path), faces.card(stage.theme), stage.theme.card_radius, (pad, pad))
    return Framed(stage, frame, shape(path))
