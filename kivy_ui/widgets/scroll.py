"""A page higher than its room: seen through a window and moved by two large arrows."""

from __future__ import annotations

from kivy.core.window import Window as Display
from kivy.graphics import ScissorPop, ScissorPush

from appliance.content.text import Localised
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.turning import on_panel
from kivy_ui.widgets import faces
from kivy_ui.widgets.label import Align, Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.stack import Column
from kivy_ui.widgets.target import Act, Target

_STEP = 0.8
"""Part of the window that one tap moves, so that a line stays in sight."""
_WIDEST_WORD_MM = 30


class Scroll(Node):
    """Fills the window with its part; where that is higher, shows arrows at the end side."""

    def __init__(self, stage: Stage, child: Node, up: Localised, down: Localised, margin: int = 0) -> None:
        super().__init__()
        self.margin = margin
        self.child = child
        self.offset = 0
        self._stage = stage
        self._words = (up, down)
        self.window = Window(child)
        self.add_widget(self.window)
        self.arrows: list[Target] = []

    def natural_width(self) -> int:
        return self.child.natural_width()

    def height_for(self, width: int) -> int:
        return self.child.height_for(width - 2 * self.margin)

    @property
    def overflows(self) -> bool:
        return bool(self.arrows)

    @property
    def furthest(self) -> int:
        return max(0, int(self.child.height) - int(self.window.height))

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        for arrow in self.arrows:
            self.remove_widget(arrow)
        self.arrows = []
        room = width - 2 * self.margin
        if self.child.height_for(room) > height:
            self.arrows = self._fitting_arrows(height)
            strip = max(arrow.least_width() for arrow in self.arrows)
            if self._too_low_for_both(height):
                strip = 2 * strip + self._stage.theme.gap
            edge = min(self.margin, self._stage.theme.mm(5))
            room = width - self.margin - strip - self._stage.theme.gap - edge
            self._place_arrows(x + edge, y, width - 2 * edge, height, strip)
        left = int(self._stage.direction.x_at_start(x + self.margin, width - 2 * self.margin, room))
        self.window.place(left, y, room, height)
        self._move(0)

    def by(self, pixels: int) -> None:
        """Move what is seen; positive shows what lies further down."""
        self._move(pixels)

    def show(self, node: Node) -> None:
        """Move so that a part of the content is in sight."""
        margin = self._stage.theme.gap
        if node.top > self.window.top:
            self._move(-int(node.top - self.window.top) - margin)
        elif node.y < self.window.y:
            self._move(int(self.window.y - node.y) + margin)

    def _move(self, pixels: int) -> None:
        window, child = self.window, self.child
        tall = max(int(window.height), child.height_for(int(window.width)))
        self.offset = min(max(0, self.offset + pixels), tall - int(window.height))
        top = int(window.y + window.height) + self.offset
        child.place(int(window.x), top - tall, int(window.width), tall)
        if self.arrows:
            self._enable(self.arrows[0], self.offset > 0)
            self._enable(self.arrows[1], self.offset < self.furthest)

    @staticmethod
    def _enable(arrow: Target, on: bool) -> None:
        arrow.enabled = on
        arrow.canvas.opacity = 1.0 if on else 0.35

    def _fitting_arrows(self, height: int) -> list[Target]:
        """Words go where there is no room for them; the arrows stay."""
        arrows = self._make_arrows(worded=True)
        strip = max(arrow.least_width() for arrow in arrows)
        if (
            2 * max(arrow.height_for(strip) for arrow in arrows) + self._stage.theme.gap + self._stage.theme.mm(8)
            > height
        ):
            arrows = self._make_arrows(worded=False)
        for arrow in arrows:
            self.add_widget(arrow)
        return arrows

    def _make_arrows(self, *, worded: bool) -> list[Target]:
        up, down = self._words
        return [
            self._arrow("arrow-up", up, lambda: self.by(-int(self.window.height * _STEP)), worded=worded),
            self._arrow("arrow-down", down, lambda: self.by(int(self.window.height * _STEP)), worded=worded),
        ]

    def _arrow(self, icon: str, words: Localised, act: Act, *, worded: bool) -> Target:
        look, theme = self._stage.look, self._stage.theme
        face = faces.tint_card(theme)
        parts: list[Node] = [Icon(look, icon, theme.em(Role.HEADING), face.ink)]
        label = Label(look, words, Role.SMALL, ink=face.ink, align=Align.CENTRE)
        if worded and label.least_width() <= theme.mm(_WIDEST_WORD_MM):
            parts.append(label)
        return Target(self._stage, Column(parts), face, act, words.text, padding=(theme.mm(2), theme.mm(2)))

    def _too_low_for_both(self, height: int) -> bool:
        theme = self._stage.theme
        return height < 2 * theme.target + theme.gap

    def _place_arrows(self, x: int, y: int, width: int, height: int, strip: int) -> None:
        gap = self._stage.theme.gap
        if self._too_low_for_both(height):
            self._place_beside(int(self._stage.direction.x_at_end(x, width, strip)), y, strip, height)
            return
        tall = min((height - gap) // 2, max(arrow.height_for(strip) for arrow in self.arrows))
        low = y + min(self._stage.theme.mm(4), (height - gap - 2 * tall) // 2)
        left = int(self._stage.direction.x_at_end(x, width, strip))
        self.arrows[0].place(left, low + tall + gap, strip, tall)
        self.arrows[1].place(left, low, strip, tall)

    def _place_beside(self, x: int, y: int, strip: int, height: int) -> None:
        gap = self._stage.theme.gap
        wide = (strip - gap) // 2
        tall = min(height, max(arrow.height_for(wide) for arrow in self.arrows))
        for arrow, left in zip(self.arrows, (x, x + wide + gap), strict=True):
            arrow.place(left, y + (height - tall) // 2, wide, tall)


class Window(Node):
    """Clips its child to its own box."""

    def __init__(self, child: Node) -> None:
        super().__init__()
        with self.canvas.before:
            self._clip = ScissorPush()
        with self.canvas.after:
            ScissorPop()
        self.add_widget(child)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        # OpenGL clips by the panel's pixels, whatever way the picture on it is turned.
        left, low, wide, high = on_panel((x, y, width, height), Display.size, Display.rotation)
        self._clip.pos = (left, low)
        self._clip.size = (wide, high)
