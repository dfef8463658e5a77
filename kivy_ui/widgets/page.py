"""How every screen of a visit is arranged: bar, heading, body, footer and keyboard, upright or lowered."""

from __future__ import annotations

from kivy_ui.chrome import Chrome
from kivy_ui.stage import Stage
from kivy_ui.widgets.bar import Bar
from kivy_ui.widgets.node import Node, Space
from kivy_ui.widgets.scroll import Scroll
from kivy_ui.widgets.stack import Column, Flow, Padded, Row
from kivy_ui.widgets.target import Act

_LOWERED_FROM = 0.5
"""In lowered mode everything that is touched lies below this part of the height, as far as it fits."""
_LEAST_BODY_MM = 30
"""What is left to the body where a keyboard takes nearly all of the lower half."""


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
        tight: bool = False,
    ) -> None:
        """With `tight` there is half the room around the content: above a keyboard on a low display."""
        super().__init__()
        self.stage = stage
        theme = stage.theme
        self.bar = Bar(stage, chrome, listen or _nothing) if bar else None
        # On a low display the halves are too small to be pages of their own: only the bar goes down.
        self._halved = stage.look.lowered and not theme.compact
        apart = heading if self._halved else None
        gap = theme.mm(4 if theme.compact else 7)
        parts = [body] if heading is None or apart is not None else [heading, body]
        around = gap // 2 if tight else gap
        content = Padded(Column(parts, gap), 0, around, around)
        self.scroll = Scroll(stage, content, chrome.up, chrome.down, theme.margin)
        self.heading: Scroll | None = None
        if apart is not None:
            self.heading = Scroll(stage, Padded(apart, 0, gap, 0), chrome.up, chrome.down, theme.margin)
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
        low, top = y, y + height
        order = [self.bar, self.panel, self.footer] if self.stage.look.lowered else [self.panel, self.footer]
        for part in order:
            low += _put_at_bottom(part, x, low, width)
        if not self.stage.look.lowered and self.bar is not None:
            tall = self.bar.height_for(width)
            self.bar.place(x, top - tall, width, tall)
            top -= tall
        if self._halved:
            top = self._place_above(x, low, width, top)
        self.scroll.place(x, low, width, top - low)

    def _place_above(self, x: int, low: int, width: int, top: int) -> int:
        """Put the heading into the upper half; return where the rest may begin."""
        least = min(self.scroll.height_for(width), self.stage.theme.mm(_LEAST_BODY_MM))
        middle = max(int(self.y + self.height * (1 - _LOWERED_FROM)), low + least)
        if self.heading is not None:
            self.heading.place(x, middle, width, top - middle)
        return middle


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
