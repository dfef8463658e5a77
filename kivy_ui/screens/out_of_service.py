"""A terminal that serves nobody: out of service or in maintenance, said in all languages at once."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.graphics import Color, Rectangle

from appliance.content.text import Localised
from kivy_ui.look import Look
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role, colour
from kivy_ui.views_moments import ClosedView
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node, Space
from kivy_ui.widgets.stack import Column, Flow, Grid, Padded

_PANEL_LANDSCAPE = 0.42
_PANEL_PORTRAIT = 0.45


class ClosedScreen(Screen):
    def __init__(self, stage: Stage, view: ClosedView) -> None:
        super().__init__(stage)
        self.view = view
        self.fill(ClosedLayout(stage, view))


class ClosedLayout(Node):
    """German and English on the panel, the other languages beside it, or below it on a portrait display."""

    def __init__(self, stage: Stage, view: ClosedView) -> None:
        super().__init__()
        self._stage = stage
        with self.canvas.before:
            Color(*colour(stage.palette.paper))
            self._paper = Rectangle()
            Color(*colour(stage.palette.primary))
            self._ground = Rectangle()
        theme = stage.theme
        around = theme.mm(6 if theme.compact else 16)
        self._panel = Padded(_panel(stage, view), around, around, around)
        self._others = Padded(_others(stage, view), around, around, around)
        self.add_widget(self._panel)
        self.add_widget(self._others)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self._paper.pos, self._paper.size = (x, y), (width, height)
        if self._stage.theme.screen.portrait:
            tall = int(height * _PANEL_PORTRAIT)
            box = (x, y + height - tall, width, tall)
            self._others.place(x, y, width, height - tall)
        else:
            wide = int(width * _PANEL_LANDSCAPE)
            box = (x, y, wide, height)
            self._others.place(x + wide, y, width - wide, height)
        self._panel.place(*box)
        self._ground.pos, self._ground.size = box[:2], box[2:]


def _panel(stage: Stage, view: ClosedView) -> Node:
    theme, ink = stage.theme, stage.palette.on_primary
    icon = Icon(stage.look, view.icon, theme.mm(16 if theme.compact else 30), ink)

    def said(words: Localised, role: Role, *, bold: bool = False) -> Label:
        return Label(Look(theme, words.language), words, role, bold=bold, ink=ink)

    large = Role.HEADING if theme.compact else Role.TITLE
    return Column(
        [
            Flow(stage.direction, [icon]),
            Space(stretch=True),
            said(view.german.title, large, bold=True),
            said(view.german.message, Role.BODY),
            *(said(words, Role.BODY) for words in view.person[:1]),
            Space(stretch=True),
            said(view.english.title, Role.HEADING, bold=True),
            said(view.english.message, Role.BODY),
            *(said(words, Role.BODY) for words in view.person[1:]),
        ],
        theme.mm(2 if theme.compact else 4),
    )


def _others(stage: Stage, view: ClosedView) -> Node:
    theme = stage.theme
    lines: Sequence[Node] = [
        Label(Look(theme, words.language), words, Role.SMALL if theme.compact else Role.BODY)
        for words in view.others
    ]
    gap = theme.mm(3 if theme.compact else 8)
    return Column([Space(stretch=True), Grid(stage.direction, lines, 2, gap), Space(stretch=True)])
