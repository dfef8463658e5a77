"""How every screen of a visit is arranged: bar, heading, body, footer and keyboard, upright or lowered."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle

from kivy_ui.chrome import Chrome
from kivy_ui.stage import Stage
from kivy_ui.theme import colour
from kivy_ui.widgets.bar import Bar
from kivy_ui.widgets.node import Node, Space
from kivy_ui.widgets.scroll import Scroll
from kivy_ui.widgets.stack import Column, Flow, Padded, Row
from kivy_ui.widgets.target import Act

_LOWERED_FROM = 0.5
"""In lowered mode everything that is touched lies below this part of the height, as far as it fits."""


class Page(Node):
    """The heading and the body scroll together. Lowered, the heading stands above, the rest below the middle."""

    def __init__(
        self,
        stage: Stage,
        chrome: Chrome,
        body: Node,
        *,
        heading: Node | None = None,
        footer: Node | None = None,
        panel: Node | None = None,
        listen: Act | None = None,
        bar: bool = True,
    ) -> None:
        super().__init__()
        self.stage = stage
        theme = stage.theme
        with self.canvas.before:
            Color(*colour(stage.palette.paper))
            self._paper = Rectangle()
        self.bar = Bar(stage, chrome, listen or _nothing) if bar else None
        self._apart = stage.look.lowered and heading is not None
        gap = theme.mm(4 if theme.compact else 7)
        parts = [body] if heading is None or self._apart else [heading, body]
        content = Padded(Column(parts, gap), 0, gap, gap)
        self.scroll = Scroll(stage, content, chrome.up, chrome.down, theme.margin)
        self.heading = Padded(heading, theme.margin, gap, 0) if heading is not None and self._apart else None
        self.footer = (
            Padded(footer, theme.margin, theme.mm(1), theme.mm(4 if theme.compact else 7)) if footer else None
        )
        self.panel = panel
        for part in (self.scroll, self.heading, self.footer, self.panel, self.bar):
            if part is not None:
                self.add_widget(part)

    def again(self) -> None:
        """Lay out anew after a part changed."""
        self.place(int(self.x), int(self.y), int(self.width), int(self.height))

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self._paper.pos, self._paper.size = (x, y), (width, height)
        low, top = y, y + height
        order = [self.bar, self.panel, self.footer] if self.stage.look.lowered else [self.panel, self.footer]
        for part in order:
            low += _put_at_bottom(part, x, low, width)
        if not self.stage.look.lowered and self.bar is not None:
            tall = self.bar.height_for(width)
            self.bar.place(x, top - tall, width, tall)
            top -= tall
        if self.stage.look.lowered:
            top = self._place_above(x, low, width, top)
        self.scroll.place(x, low, width, top - low)

    def _place_above(self, x: int, low: int, width: int, top: int) -> int:
        """Put the heading into the upper half; return where the rest may begin."""
        needed = self.scroll.height_for(width)
        middle = max(low + min(needed, self.stage.theme.mm(30)), int(self.y + self.height * (1 - _LOWERED_FROM)))
        if self.heading is None:
            return max(middle, min(top, low + needed))
        tall = min(self.heading.height_for(width), top - low)
        middle = min(middle, top - tall)
        self.heading.place(x, top - tall, width, tall)
        return max(middle, min(top - tall, low + needed))


def _put_at_bottom(part: Node | None, x: int, low: int, width: int) -> int:
    if part is None:
        return 0
    tall = part.height_for(width)
    part.place(x, low, width, tall)
    return tall


def _nothing() -> None:
    pass


def footer(stage: Stage, end: list[Node], start: list[Node] | None = None) -> Node:
    """Return the line at the bottom: the main action last, at the end side."""
    theme = stage.theme
    first = Flow(stage.direction, start or [Space()], theme.gap)
    last = Flow(stage.direction, end, theme.gap, at_end=True)
    return _Footer(stage, first, last)


class _Footer(Row):
    """Two groups in one line; below each other where they do not fit beside each other."""

    def __init__(self, stage: Stage, start: Flow, end: Flow) -> None:
        super().__init__(stage.direction, [start, end], stage.theme.gap)

    def _stacked(self, width: int) -> bool:
        return self.natural_width() > width

    def least_width(self) -> int:
        return max(node.least_width() for node in self.nodes())

    def height_for(self, width: int) -> int:
        heights = [node.height_for(width) for node in self.nodes()]
        if self._stacked(width):
            return sum(heights) + self.gap
        return max(heights)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        Node.place(self, x, y, width, height)
        start, end = self.nodes()
        if self._stacked(width):
            tall = end.height_for(width)
            end.place(x, y, width, tall)
            start.place(x, y + tall + self.gap, width, start.height_for(width))
            return
        for node, at in ((start, self.direction.x_at_start), (end, self.direction.x_at_end)):
            wide = node.natural_width()
            tall = node.height_for(wide)
            node.place(int(at(x, width, wide)), y + (height - tall) // 2, wide, tall)
