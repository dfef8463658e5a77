"""The bar, the same on every screen: back at the start; listen, text size, language, help, end at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kivy.graphics import Color, Rectangle

from appliance.content.text import Localised
from appliance.session import events
from appliance.session.events import Intent
from appliance.session.visit import TextSize
from kivy_ui.chrome import Chrome
from kivy_ui.stage import Stage
from kivy_ui.theme import Face, Role, colour
from kivy_ui.widgets import button, faces
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.stack import Flow, Row
from kivy_ui.widgets.target import Act, Target

_Make = Callable[[Stage, Localised, "Intent | Act", Face, str], Target]


class Bar(Node):
    """One row with icons beside words; where that is too narrow, icons above words; else several rows."""

    def __init__(self, stage: Stage, chrome: Chrome, listen: Act) -> None:
        super().__init__()
        self._stage = stage = _bar_stage(stage)
        self._chrome = chrome
        self._listen = listen
        self._built_for = -1
        self._inside: Node | None = None
        with self.canvas.before:
            Color(*colour(stage.palette.surface))
            self._ground = Rectangle()
            Color(*colour(stage.palette.line))
            self._edge = Rectangle()

    def height_for(self, width: int) -> int:
        inside = self._fitting(width)
        return inside.height_for(self._room(width)) + 2 * self._pad_y

    @property
    def _pad_y(self) -> int:
        return self._stage.theme.mm(2 if self._stage.theme.compact else 5)

    @property
    def _pad_x(self) -> int:
        return self._stage.theme.mm(4 if self._stage.theme.compact else 10)

    def _room(self, width: int) -> int:
        return width - 2 * self._pad_x

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        inside = self._fitting(width)
        inside.place(x + self._pad_x, y + self._pad_y, self._room(width), height - 2 * self._pad_y)
        self._ground.pos, self._ground.size = (x, y), (width, height)
        edge = y + height if self._stage.look.lowered else y
        self._edge.pos, self._edge.size = (x, edge), (width, self._stage.theme.hairline)

    def show_listening(self, listening: bool) -> None:
        """Offer to stop while it reads, and to read while it is silent."""
        self._chrome = replace(self._chrome, listening=listening)
        self._built_for = -1
        self.place(int(self.x), int(self.y), int(self.width), int(self.height))

    def _fitting(self, width: int) -> Node:
        if self._inside is None or self._built_for != width:
            if self._inside is not None:
                self.remove_widget(self._inside)
            self._inside = self._arranged(self._room(width))
            self._built_for = width
            self.add_widget(self._inside)
        return self._inside

    def _arranged(self, room: int) -> Node:
        for make in (_beside, button.above):
            row = self._row(make)
            if row.natural_width() <= room:
                return row
        theme = self._stage.theme
        start, rest = self._targets(_beside)
        return Flow(self._stage.direction, [*start, *rest], theme.gap)

    def _row(self, make: _Make) -> Row:
        theme = self._stage.theme
        start, rest = self._targets(make)
        ends = Row(self._stage.direction, rest, theme.gap, stretch=True)
        left = Row(self._stage.direction, start, theme.gap, stretch=True)
        return BarRow(self._stage.direction, [left, ends], theme.gap)

    def _targets(self, make: _Make) -> tuple[list[Target], list[Target]]:
        stage, chrome = self._stage, self._chrome
        plain, tint = faces.outline(stage.theme), faces.tint(stage.theme)
        start = []
        if chrome.back is not None:
            start.append(make(stage, chrome.back, chrome.back_intent, plain, stage.direction.back_arrow))
        rest: list[Target] = []
        if chrome.only_back:
            return start, rest
        if chrome.listen is not None:
            words = chrome.stop if chrome.listening and chrome.stop else chrome.listen
            rest.append(make(stage, words, self._listen, tint, "stop" if chrome.listening else "listen"))
        rest.append(make(stage, chrome.text_size, events.DisplayMenuOpened(), tint, "text-size"))
        rest.append(make(stage, chrome.language_name, events.LanguageMenuOpened(), tint, "language"))
        rest.append(make(stage, chrome.help, events.HelpRequested(), tint, "help"))
        rest.append(make(stage, chrome.end, events.EndTapped(), plain, "end"))
        return start, rest


class BarRow(Row):
    """Two groups pushed apart, of the same height."""

    def place(self, x: int, y: int, width: int, height: int) -> None:
        Node.place(self, x, y, width, height)
        start, end = self.nodes()
        tall = self.height_for(width)
        low = y + (height - tall) // 2
        for node, at in ((start, self.direction.x_at_start), (end, self.direction.x_at_end)):
            wide = node.natural_width()
            node.place(int(at(x, width, wide)), low, wide, tall)

    def height_for(self, width: int) -> int:
        del width
        return max(node.height_for(node.natural_width()) for node in self.nodes())


def _bar_stage(stage: Stage) -> Stage:
    """On a low display the bar's words keep the normal size: enlarged they would take half of the page."""
    if not stage.theme.compact:
        return stage
    theme = replace(stage.theme, text_size=TextSize.NORMAL)
    return replace(stage, look=replace(stage.look, theme=theme))


def _beside(stage: Stage, words: Localised, tap: Intent | Act, face: Face, icon: str) -> Target:
    look, theme = stage.look, stage.theme
    row = Row(
        stage.direction,
        [Icon(look, icon, theme.icon, face.ink), Label(look, words, Role.BODY, bold=True, ink=face.ink)],
        theme.mm(3),
    )
    wide = theme.mm(3 if theme.compact else 6)
    return Target(stage, row, face, tap, words.text, padding=(wide, theme.mm(1)), least_height=theme.mm(17))
