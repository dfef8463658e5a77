"""How the moments around a visit are arranged: what is said at the start, one large sign in a card at the end."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.content.text import GERMAN, Localised
from kivy_ui.chrome import Chrome
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.widgets import faces
from kivy_ui.widgets.box import Box
from kivy_ui.widgets.facing import Facing, in_halves
from kivy_ui.widgets.filling import Filling
from kivy_ui.widgets.label import Align, Icon, Label
from kivy_ui.widgets.node import Node, Space
from kivy_ui.widgets.page import Page
from kivy_ui.widgets.stack import Column, Flow
from kivy_ui.widgets.target import Act
from kivy_ui.words import Words

_CARD_SHARE = 0.4


def moment_page(
    stage: Stage,
    chrome: Chrome,
    words: Node,
    card: Node,
    actions: Sequence[Node],
    footer: Node | None,
    listen: Act | None,
    *,
    bar: bool = True,
) -> Page:
    """Return the page; `actions` are those beside the main one. Without `bar` where nobody is being served."""
    lines = [Flow(stage.direction, [action]) for action in actions]
    if in_halves(stage):
        told = Facing(stage, words, card, _CARD_SHARE, first=False, level=True)
        below = Column([Space(stretch=True), *lines])
        return Page(stage, chrome, below, heading=told, footer=footer, listen=listen, bar=bar)
    for line in lines:
        words.add_widget(line)
    told = Facing(stage, words, card, _CARD_SHARE, first=False, level=True)
    return Page(stage, chrome, Filling(told, centre=True), footer=footer, listen=listen, bar=bar)


def telling(stage: Stage, title: Words, lines: Sequence[Words]) -> Column:
    """Return the title with its German, then what else is to be known."""
    theme, look, quiet = stage.theme, stage.look, stage.palette.quiet
    head: list[Node] = [Label(look, title.own, Role.TITLE, bold=True)]
    if title.german:
        head.append(Label(look, Localised(title.german, GERMAN), Role.SMALL, ink=quiet))
    parts: list[Node] = [Column(head, theme.mm(1))]
    for line in lines:
        said: list[Node] = [Label(look, line.own, Role.BODY)]
        if line.german:
            said.append(Label(look, Localised(line.german, GERMAN), Role.SMALL, ink=quiet))
        parts.append(Column(said))
    return Column(parts, theme.mm(3 if theme.compact else 6))


def sign_card(stage: Stage, icon: str, under: Sequence[Node] = ()) -> Node:
    """Return a card with one large icon, and what stands under it."""
    theme = stage.theme
    low = theme.compact or in_halves(stage)
    large = theme.mm((14 if under else 26) if low else (24 if under else 64))
    parts: list[Node] = [Icon(stage.look, icon, large, stage.palette.on_tint), *under]
    pad = theme.mm(4 if low else 12)
    return Box(Column(parts, theme.mm(2 if low else 5)), faces.card(theme), theme.card_radius, (theme.pad, pad))


def centred(stage: Stage, words: Localised, role: Role = Role.BODY) -> Label:
    return Label(stage.look, words, role, ink=stage.palette.quiet, align=Align.CENTRE)
