"""A page outside a visit: no bar, one thing in the middle, perhaps a button below."""

from __future__ import annotations

from kivy_ui.stage import Stage
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.stack import Padded


class PlainPage(Node):
    def __init__(self, stage: Stage, body: Node, footer: Node | None) -> None:
        super().__init__()
        theme = stage.theme
        self.body = Padded(body, theme.margin)
        self.footer = Padded(footer, theme.margin, theme.mm(2), theme.mm(7)) if footer is not None else None
        self.add_widget(self.body)
        if self.footer is not None:
            self.add_widget(self.footer)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        low = y
        if self.footer is not None:
            tall = self.footer.height_for(width)
            self.footer.place(x, y, width, tall)
            low += tall
        tall = self.body.height_for(width)
        self.body.place(x, low + max(0, (y + height - low - tall) // 2), width, tall)
