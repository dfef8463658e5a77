"""One thing to be told: what happened, that nothing is lost, what happens next; with a picture beside it."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Face, Role
from kivy_ui.views_page import MessageView, PageMark, Picture
from kivy_ui.widgets import faces
from kivy_ui.widgets.actions import action_footer, note_chip
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.box import Box
from kivy_ui.widgets.label import Align, Icon, Label
from kivy_ui.widgets.node import Node, Space
from kivy_ui.widgets.page import Page
from kivy_ui.widgets.split import Split
from kivy_ui.widgets.stack import Column, Flow, Row
from kivy_ui.words import Words

_SHORT = 6
"""So many characters of a number are set as large as a title."""


class MessageScreen(Screen):
    def __init__(self, stage: Stage, view: MessageView) -> None:
        super().__init__(stage)
        self.view = view
        self._build()

    def take(self, view: MessageView) -> bool:
        if view.kind != self.view.kind or view.chrome != self.view.chrome:
            return False
        self.view = view
        self._build()
        return True

    def _build(self) -> None:
        stage, view = self.stage, self.view
        heading, told = _heading(stage, view), _told(stage, view)
        card = _card(stage, view.picture)
        apart = stage.look.lowered or stage.theme.compact
        words = told if apart else Column([heading, told], stage.theme.mm(6))
        self.fill(
            Page(
                stage,
                view.chrome,
                Split(stage, words, card),
                heading=heading if apart else None,
                footer=action_footer(stage, view.actions),
                listen=self.listen,
            )
        )


def _heading(stage: Stage, view: MessageView) -> Node:
    theme = stage.theme
    parts: list[Node] = []
    if view.note is not None:
        parts.append(Flow(stage.direction, [note_chip(stage, view.note)]))
    parts.append(bilingual(stage.look, view.title, Role.TITLE, bold=True))
    return Column(parts, theme.mm(3))


def _told(stage: Stage, view: MessageView) -> Node:
    theme, look = stage.theme, stage.look
    parts: list[Node] = [_step(stage, number, words) for number, words in enumerate(view.steps, 1)]
    parts += [bilingual(look, words, Role.BODY) for words in view.paragraphs]
    return Column(parts or [Space()], theme.mm(4))


def _step(stage: Stage, number: int, words: Words) -> Node:
    look, theme = stage.look, stage.theme
    face = faces.tint(theme)
    sign = Label(look, Localised(str(number), GERMAN), Role.BODY, bold=True, ink=face.ink, align=Align.CENTRE)
    mark = Box(sign, face, theme.mm(5), (theme.mm(3), theme.mm(0.5)))
    return Row(stage.direction, [mark, bilingual(look, words, Role.BODY)], theme.mm(4), (0, 1))


def _card(stage: Stage, picture: Picture) -> Node:
    theme, look, palette = stage.theme, stage.look, stage.palette
    size = theme.mm(20 if theme.compact else 44)
    parts: list[Node] = [Icon(look, picture.icon, size, palette.on_tint)]
    if picture.sheets:
        parts.append(Centred(Flow(stage.direction, [_sheet(stage, mark) for mark in picture.sheets], theme.mm(3))))
    if picture.label is not None:
        parts.append(Label(look, picture.label, Role.BODY, ink=palette.quiet, align=Align.CENTRE))
    if picture.remember:
        words = Localised(picture.remember, GERMAN)
        role = Role.TITLE if len(picture.remember) <= _SHORT else Role.HEADING
        parts.append(Label(look, words, role, bold=True, align=Align.CENTRE))
    pad = theme.mm(4 if theme.compact else 12)
    return Box(Column(parts, theme.mm(4)), faces.card(theme), theme.card_radius, (theme.pad, pad))


def _sheet(stage: Stage, mark: PageMark) -> Node:
    theme, look, palette = stage.theme, stage.look, stage.palette
    line = palette.good if mark.done else palette.line
    face = Face(palette.good_tint if mark.done else palette.surface, palette.ink, line, theme.hairline)
    parts: list[Node] = [Label(look, Localised(str(mark.number), GERMAN), Role.BODY)]
    if mark.done:
        parts.append(Icon(look, "check", theme.em(Role.BODY), palette.good))
    return Box(Row(stage.direction, parts, theme.mm(1)), face, theme.mm(4), (theme.mm(4), theme.mm(2)))


class Centred(Node):
    """A part in the middle of its width."""

    def __init__(self, child: Node) -> None:
        super().__init__()
        self.child = child
        self.add_widget(child)

    def natural_width(self) -> int:
        return self.child.natural_width()

    def least_width(self) -> int:
        return self.child.least_width()

    def height_for(self, width: int) -> int:
        return self.child.height_for(min(width, self.child.natural_width()))

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        wide = min(width, self.child.natural_width())
        self.child.place(x + (width - wide) // 2, y, wide, height)
