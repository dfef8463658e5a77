"""A part that takes the height which a column leaves over: pictures, and what stands in the middle of a page."""

from __future__ import annotations

from kivy_ui.widgets.node import Node, Space


class Filling(Space):
    """Gives its part the whole height, or with `centre` puts it in the upper middle of it."""

    def __init__(self, child: Node, *, centre: bool = False) -> None:
        super().__init__(stretch=True)
        self.child = child
        self._centre = centre
        self.add_widget(child)

    def natural_width(self) -> int:
        return self.child.natural_width()

    def least_width(self) -> int:
        return self.child.least_width()

    def height_for(self, width: int) -> int:
        return self.child.height_for(width)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        if not self._centre:
            self.child.place(x, y, width, height)
            return
        tall = self.child.height_for(width)
        self.child.place(x, y + (height - tall) * 3 // 5, width, tall)
