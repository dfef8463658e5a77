"""Two parts: beside each other where there is room, else the second below the first."""

from __future__ import annotations

from kivy_ui.stage import Stage
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.stack import Column, Row

_BESIDE_FROM_MM = 300


class Split(Node):
    def __init__(
        self, stage: Stage, first: Node, second: Node | None, shares: tuple[float, float] = (3, 2)
    ) -> None:
        super().__init__()
        theme = stage.theme
        parts = [first] if second is None else [first, second]
        beside = second is not None and not theme.compact and theme.screen.width >= theme.mm(_BESIDE_FROM_MM)
        gap = theme.gap + theme.mm(4)
        self._inside: Node = (
            Row(stage.direction, parts, gap, shares, at_top=True) if beside else Column(parts, gap)
        )
        self.add_widget(self._inside)

    def natural_width(self) -> int:
        return self._inside.natural_width()

    def least_width(self) -> int:
        return self._inside.least_width()

    def height_for(self, width: int) -> int:
        return self._inside.height_for(width)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self._inside.place(x, y, width, height)
