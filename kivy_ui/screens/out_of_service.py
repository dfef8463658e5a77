"""A terminal that serves nobody: out of service or in maintenance, said in all languages at once."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.graphics import Color, Rectangle

from appliance.content.text import Localised
from kivy_ui.look import Look
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role, colour
from kivy_ui.views_moments import ClosedView, Notice
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node, Space
from kivy_ui.widgets.stack import Column, Flow, Grid, Padded, Row
from kivy_ui.widgets.staff_entry import staff_entry

_PANEL_LANDSCAPE = 0.42
_PANEL_PORTRAIT = 0.45
_PANEL_SMALL = 0.78
_NEXT_SECONDS = 4.0


class ClosedScreen(Screen):
    """Where there is no room for all languages, those beside German and English are told one after the other."""

    def __init__(self, stage: Stage, view: ClosedView) -> None:
        super().__init__(stage)
        self.view = view
        self._told = 0
        self._since = 0.0
        panel = stage.theme.screen
        self._small = not ClosedLayout(stage, view, view.others).fits(panel.width, panel.height)
        self._build()

    def _build(self) -> None:
        told = self.view.others
        if self._small:
            told = (told[self._told % len(told)],)
        self.fill(ClosedLayout(self.stage, self.view, told, small=self._small))

    def turn(self, seconds: float) -> None:
        if not self._small:
            return
        self._since += seconds
        if self._since >= _NEXT_SECONDS:
            self._since = 0.0
            self._told += 1
            self._build()
            self.moved()


class ClosedLayout(Node):
    """German and English on the panel, the other languages beside it, or below it."""

    def __init__(self, stage: Stage, view: ClosedView, told: Sequence[Localised], *, small: bool = False) -> None:
        super().__init__()
        self._small = small
        self._below = small or stage.theme.screen.portrait
        with self.canvas.before:
            Color(*colour(stage.palette.primary))
            self._ground = Rectangle()
        theme = stage.theme
        around = theme.mm(5 if small else 16)
        panel, others = (_wide_panel(stage, view), _in_a_row) if small else (_panel(stage, view), _in_a_grid)
        self._panel = Padded(panel, around, around, around)
        self._others = Padded(others(stage, told, view), around, theme.mm(2), theme.mm(2))
        self.add_widget(self._panel)
        self.add_widget(self._others)

    def fits(self, width: int, height: int) -> bool:
        wide, tall, beside, below = self._shares(width, height)
        return self._panel.height_for(wide) <= tall and self._others.height_for(beside) <= below

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        wide, tall, beside, below = self._shares(width, height)
        self._panel.place(x, y + height - tall, wide, tall)
        self._others.place(x + width - beside, y, beside, below)
        self._ground.pos, self._ground.size = (x, y + height - tall), (wide, tall)

    def _shares(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return the width and height of the panel, and those of what the others have."""
        if self._below:
            tall = int(height * (_PANEL_SMALL if self._small else _PANEL_PORTRAIT))
            return width, tall, width, height - tall
        wide = int(width * _PANEL_LANDSCAPE)
        return wide, height, width - wide, height


def _panel(stage: Stage, view: ClosedView) -> Node:
    icon = Icon(stage.look, view.icon, stage.theme.mm(30), stage.palette.on_primary)
    german = _notice(stage, view.german, view.person[:1], Role.TITLE)
    english = _notice(stage, view.english, view.person[1:], Role.HEADING)
    between = [Flow(stage.direction, [icon]), Space(stretch=True), german, Space(stretch=True), english]
    return Column(between, stage.theme.mm(4))


def _wide_panel(stage: Stage, view: ClosedView) -> Node:
    """Return both languages beside each other, for a low display."""
    theme = stage.theme
    icon = Icon(stage.look, view.icon, theme.mm(14), stage.palette.on_primary)
    notices: list[Node] = [
        _notice(stage, view.german, view.person[:1], Role.HEADING),
        _notice(stage, view.english, view.person[1:], Role.HEADING),
    ]
    both = Grid(stage.direction, notices, 2, theme.mm(8))
    return Column([Flow(stage.direction, [icon]), Space(stretch=True), both, Space(stretch=True)], theme.mm(3))


def _notice(stage: Stage, notice: Notice, person: Sequence[Localised], role: Role) -> Node:
    theme, ink = stage.theme, stage.palette.on_primary
    look = Look(theme, notice.title.language)
    parts: list[Node] = [Label(look, notice.title, role, bold=True, ink=ink)]
    parts += [Label(look, words, Role.BODY, ink=ink) for words in (notice.message, *person)]
    return Column(parts, theme.mm(2 if theme.compact else 4))


def _in_a_grid(stage: Stage, told: Sequence[Localised], view: ClosedView) -> Node:
    """Return the other languages and, at the end, the way in for staff."""
    lines = _lines(stage, told)
    grid = Grid(stage.direction, lines, min(2, len(lines)), stage.theme.mm(8))
    below = [Flow(stage.direction, _staff(stage, view), at_end=True)] if view.staff is not None else []
    return Column([Space(stretch=True), grid, Space(stretch=True), *below])


def _in_a_row(stage: Stage, told: Sequence[Localised], view: ClosedView) -> Node:
    entry = _staff(stage, view)
    return Row(stage.direction, [Column(_lines(stage, told)), *entry], stage.theme.gap, (1, *(0 for _ in entry)))


def _lines(stage: Stage, told: Sequence[Localised]) -> Sequence[Node]:
    return [Label(Look(stage.theme, words.language), words, Role.BODY) for words in told]


def _staff(stage: Stage, view: ClosedView) -> list[Node]:
    return [staff_entry(stage, view.staff)] if view.staff is not None else []
