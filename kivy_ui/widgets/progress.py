"""How far one has come: a line that fills from the start."""

from __future__ import annotations

from kivy.graphics import InstructionGroup

from kivy_ui.look import Look
from kivy_ui.theme import Face
from kivy_ui.widgets.box import paint_box
from kivy_ui.widgets.node import Node


class Progress(Node):
    def __init__(self, look: Look, done: float) -> None:
        super().__init__()
        self._look = look
        self._done = min(1.0, max(0.0, done))
        self._high = look.theme.mm(3)
        self._group = InstructionGroup()
        self.canvas.add(self._group)

    def height_for(self, width: int) -> int:
        del width
        return self._high

    def least_width(self) -> int:
        return self._look.theme.mm(20)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        palette = self._look.theme.palette
        self._group.clear()
        high = self._high
        paint_box(self._group, Face(palette.track, palette.ink), high // 2, (x, y, width, high))
        filled = max(high, int(width * self._done))
        left = int(self._look.direction.x_at_start(x, width, filled))
        paint_box(self._group, Face(palette.primary, palette.ink), high // 2, (left, y, filled, high))
