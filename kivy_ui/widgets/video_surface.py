"""Where a video is seen: its poster, then its pictures, with a sign over it while it does not play."""

from __future__ import annotations

from pathlib import Path

from kivy.graphics import Color, Ellipse, Rectangle
from kivy.graphics.texture import Texture

from kivy_ui.stage import Stage
from kivy_ui.theme import Role, colour
from kivy_ui.widgets.label import Icon
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.picture import scaled

_LARGEST_PART = 0.5
_RING = 1.9
"""The disc behind the sign, in sizes of the sign."""


class VideoSurface(Node):
    """`size_of_frames` is what the decoder is asked for; the pictures are stretched over the box."""

    def __init__(self, stage: Stage, poster: Path, size_of_frames: tuple[int, int]) -> None:
        super().__init__()
        self._stage = stage
        self._poster = poster
        self._frame_size = size_of_frames
        self._frames: Texture | None = None
        self._sign = "play"
        with self.canvas:
            Color(1, 1, 1, 1)
            self._drawn = Rectangle()

    def show(self, pixels: bytes) -> None:
        """Show one picture: RGB, rows from the top."""
        if self._frames is None:
            self._frames = Texture.create(size=self._frame_size, colorfmt="rgb")
            self._frames.flip_vertical()
            self._drawn.texture = self._frames
        self._frames.blit_buffer(pixels, colorfmt="rgb", bufferfmt="ubyte")

    def set_sign(self, icon: str) -> None:
        """Lay a sign over the picture; an empty name takes it away."""
        self._sign = icon
        self._lay_sign()

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self._drawn.pos, self._drawn.size = (x, y), (width, height)
        if self._frames is None and min(width, height) > 1:
            self._drawn.texture = scaled(self._poster, width, height)
        self._lay_sign()

    def _lay_sign(self) -> None:
        self.clear_widgets()
        if not self._sign or min(self.width, self.height) <= 1:
            return
        disc = min(int(self._stage.theme.em(Role.WELCOME) * _RING), int(self.height * _LARGEST_PART))
        size = int(disc / _RING)
        x, y = int(self.center_x), int(self.center_y)
        sign = Sign(self._stage, self._sign, size)
        sign.place(x - disc // 2, y - disc // 2, disc, disc)
        self.add_widget(sign)


class Sign(Node):
    """An icon on a disc."""

    def __init__(self, stage: Stage, icon: str, size: int) -> None:
        super().__init__()
        palette = stage.palette
        with self.canvas.before:
            Color(*colour(palette.primary))
            self._ground = Ellipse()
        self._icon = Icon(stage.look, icon, size, palette.on_primary)
        self.add_widget(self._icon)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self._ground.pos, self._ground.size = (x, y), (width, height)
        self._icon.place(x, y, width, height)
