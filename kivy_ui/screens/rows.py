"""Labels and values in a card: checking the answers, a document that was read, a workshop."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle

from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role, colour
from kivy_ui.views_page import LineGroup, LineView, RowsView
from kivy_ui.widgets import button, faces
from kivy_ui.widgets.actions import action_footer, note_chip
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.box import Box
from kivy_ui.widgets.label import Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page
from kivy_ui.widgets.stack import Column, Flow, Row


class RowsScreen(Screen):
    def __init__(self, stage: Stage, view: RowsView) -> None:
        super().__init__(stage)
        self.view = view
        theme, look = stage.theme, stage.look
        notes: list[Node] = [note_chip(stage, note) for note in view.notes]
        head: list[Node] = [bilingual(look, view.title, Role.TITLE, bold=True)]
        if view.hint is not None:
            head.append(Label(look, view.hint, Role.BODY, ink=stage.palette.quiet))
        body: list[Node] = []
        beside = view.kind == "check"
        if notes and not beside:
            body.append(Flow(stage.direction, notes, theme.mm(3)))
        body += [_group(stage, group) for group in view.groups]
        self.fill(
            Page(
                stage,
                view.chrome,
                Column(body, theme.mm(5)),
                heading=Column(head, theme.mm(1)),
                footer=action_footer(stage, view.actions, notes if beside else ()),
                listen=self.listen,
                bar=view.chrome.back is not None or not view.chrome.only_back,
            )
        )


def _group(stage: Stage, group: LineGroup) -> Node:
    theme = stage.theme
    lines: list[Node] = []
    for line in group.lines:
        if lines:
            lines.append(Rule(stage))
        lines.append(_line(stage, line))
    card = Box(Column(lines, theme.mm(2.5)), faces.card(theme), theme.card_radius, (theme.pad, theme.mm(4)))
    if group.title is None:
        return card
    return Column([bilingual(stage.look, group.title, Role.BODY, bold=True), card], theme.mm(2))


def _line(stage: Stage, line: LineView) -> Node:
    theme, look = stage.theme, stage.look
    label = bilingual(look, line.label, Role.BODY)
    value = Label(look, line.value, Role.BODY, bold=True, latin=False)
    narrow = theme.compact or theme.screen.portrait
    told: Node = Column([label, value], theme.mm(1)) if narrow else Pair(stage, label, value)
    if line.change is None or line.change_words is None:
        return told
    change = button.tinted(stage, line.change_words, line.change)
    change.name = f"{line.change_words.text}: {line.label.text}"
    return Row(stage.direction, [told, change], theme.gap, (1, 0))


class Pair(Row):
    """A label and its value, in the same two columns in every line."""

    def __init__(self, stage: Stage, label: Node, value: Node) -> None:
        super().__init__(stage.direction, [label, value], stage.theme.gap, (2, 3))

    def widths(self, width: int) -> list[int]:
        first = (width - self.gap) * 2 // 5
        return [first, width - self.gap - first]


class Rule(Node):
    """A thin line between two lines of a card."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._high = stage.theme.hairline
        with self.canvas:
            Color(*colour(stage.palette.line))
            self._line = Rectangle()

    def height_for(self, width: int) -> int:
        del width
        return self._high

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self._line.pos, self._line.size = (x, y), (width, height)
