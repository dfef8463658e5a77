"""One date of a workshop: when, where, what it costs, and a slip to take along."""

from __future__ import annotations

from appliance.session.events import BackTapped, SlipRequested
from appliance.session.states import ReceiptProgress
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Face, Role
from kivy_ui.views_offers import Fact, Slip, WorkshopView
from kivy_ui.widgets import button, faces
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.box import Box
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page, footer
from kivy_ui.widgets.split import Split
from kivy_ui.widgets.stack import Column, Row

_ICONS = {
    ReceiptProgress.PRINTING: "printer",
    ReceiptProgress.PRINTED: "check-circle",
    ReceiptProgress.TROUBLE: "printer-alert",
}


class WorkshopScreen(Screen):
    def __init__(self, stage: Stage, view: WorkshopView) -> None:
        super().__init__(stage)
        self.view = view
        heading = bilingual(stage.look, view.title, Role.TITLE, bold=True, german_role=Role.BODY)
        body: Node = Split(stage, _facts(stage, view), _about(stage, view), (1, 1))
        if stage.theme.compact and view.slip is not None:
            body = Column([_slip(stage, view.slip), body], stage.theme.gap)
        self.fill(Page(stage, view.chrome, body, heading=heading, footer=_footer(stage, view), listen=self.listen))


def _facts(stage: Stage, view: WorkshopView) -> Node:
    theme = stage.theme
    lines: list[Node] = [_fact(stage, fact) for fact in view.facts]
    pad = (theme.pad, theme.mm(4 if theme.compact else 8))
    return Box(Column(lines, theme.mm(3 if theme.compact else 6)), faces.card(theme), theme.card_radius, pad)


def _fact(stage: Stage, fact: Fact) -> Node:
    theme, look = stage.theme, stage.look
    icon = Icon(look, fact.icon, theme.em(Role.HEADING if theme.compact else Role.TITLE), stage.palette.on_tint)
    return Row(
        stage.direction,
        [icon, bilingual(look, fact.words, Role.BODY if theme.compact else Role.HEADING)],
        theme.mm(5),
        (0, 1),
    )


def _about(stage: Stage, view: WorkshopView) -> Node:
    theme = stage.theme
    parts: list[Node] = []
    if view.description.text:
        parts.append(_described(stage, view))
    if view.slip is not None and not theme.compact:
        parts.append(_slip(stage, view.slip))
    return Column(parts, theme.mm(4 if theme.compact else 8))


def _described(stage: Stage, view: WorkshopView) -> Node:
    if stage.theme.compact:
        return bilingual(stage.look, view.description)
    return bilingual(stage.look, view.description, Role.HEADING, german_role=Role.BODY)


def _slip(stage: Stage, slip: Slip) -> Node:
    theme, look = stage.theme, stage.look
    face = _face(stage, slip.progress)
    icon = Icon(look, _ICONS[slip.progress], theme.em(Role.HEADING), face.ink)
    words = Label(look, slip.words, Role.BODY, bold=True, ink=face.ink)
    inside = Row(stage.direction, [icon, words], theme.mm(4), (0, 1))
    return Box(inside, face, theme.radius, (theme.mm(5), theme.mm(4)))


def _face(stage: Stage, progress: ReceiptProgress) -> Face:
    if progress is ReceiptProgress.PRINTED:
        return faces.good(stage.theme)
    if progress is ReceiptProgress.TROUBLE:
        return faces.warning(stage.theme)
    return faces.tint(stage.theme)


def _footer(stage: Stage, view: WorkshopView) -> Node:
    if view.print_slip is None:
        return footer(stage, [button.primary(stage, view.done, BackTapped())])
    return footer(stage, [button.primary(stage, view.print_slip, SlipRequested(), icon="printer")])
