"""One step of an illustrated guide: the picture, what to do, and on to the next."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.views_offers import GuideView
from kivy_ui.widgets import button
from kivy_ui.widgets.facing import Facing, in_halves
from kivy_ui.widgets.filling import Filling
from kivy_ui.widgets.label import Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page, footer
from kivy_ui.widgets.picture import Framed, picture
from kivy_ui.widgets.progress import Progress
from kivy_ui.widgets.stack import Column, Row

_PICTURE_SHARE = 0.56
_PICTURE_SHARE_COMPACT = 0.45


class GuideScreen(Screen):
    def __init__(self, stage: Stage, view: GuideView) -> None:
        super().__init__(stage)
        self.view = view
        words, shown = _words(stage, view), picture(stage, view.picture)
        heading, body = _progress(stage, view), _facing(stage, words, shown)
        if body is None:
            heading, body = Column([heading, Filling(shown)], stage.theme.mm(5)), words
        below = _footer(stage, view)
        self.fill(Page(stage, view.chrome, body, heading=heading, footer=below, listen=self.listen))


def _facing(stage: Stage, words: Node, shown: Framed) -> Node | None:
    """Return both as one part; None where a lowered page shows the picture above and the words below."""
    if in_halves(stage):
        return None
    share = _PICTURE_SHARE_COMPACT if stage.theme.compact else _PICTURE_SHARE
    return Filling(Facing(stage, words, shown, share))


def _progress(stage: Stage, view: GuideView) -> Node:
    look, quiet = stage.look, stage.palette.quiet
    parts: list[Node] = [
        Label(look, view.progress, Role.SMALL, ink=quiet),
        Progress(look, (view.step + 1) / view.steps),
    ]
    return Row(stage.direction, parts, stage.theme.mm(4), (0, 1))


def _words(stage: Stage, view: GuideView) -> Node:
    look, theme, quiet = stage.look, stage.theme, stage.palette.quiet
    parts: list[Node] = [
        Label(look, view.title.own, Role.HEADING if theme.compact else Role.TITLE, bold=True),
        Label(look, view.text.own, Role.BODY if theme.compact else Role.HEADING),
    ]
    if view.text.german:
        german = Localised(view.text.german, GERMAN)
        parts.append(Label(look, german, Role.SMALL if theme.compact else Role.BODY, ink=quiet))
    return Column(parts, theme.mm(3 if theme.compact else 5))


def _footer(stage: Stage, view: GuideView) -> Node:
    go_on = button.primary(stage, view.go_on, view.go_on_intent, forward=True)
    if view.previous is None:
        return footer(stage, [go_on])
    back = button.tinted(stage, view.previous, view.previous_intent, icon=stage.direction.back_arrow)
    return footer(stage, [go_on], [back])
