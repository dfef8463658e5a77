"""Text size, contrast and reach: chosen here, seen at once."""

from __future__ import annotations

from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.views import DisplayMenuView, Option
from kivy_ui.widgets import button, faces
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page, footer
from kivy_ui.widgets.stack import Column, Grid, Row
from kivy_ui.widgets.target import Target
from kivy_ui.words import NO_WORDS, Words


class DisplayMenuScreen(Screen):
    def __init__(self, stage: Stage, view: DisplayMenuView) -> None:
        super().__init__(stage)
        self.view = view
        theme = stage.theme
        rows = [
            _choice(stage, "text-size", view.size, view.sizes),
            _choice(stage, "contrast-circle", view.contrast, view.contrasts),
            _choice(stage, "wheelchair", view.reach, view.reaches, view.reach_hint),
        ]
        self.fill(
            Page(
                stage,
                view.chrome,
                Column(rows, theme.mm(6)),
                heading=Label(stage.look, view.title.own, Role.TITLE, bold=True),
                footer=footer(stage, [button.primary(stage, view.done, view.done_intent, icon="check")]),
                listen=self.listen,
            )
        )


def _choice(stage: Stage, icon: str, title: Words, options: tuple[Option, ...], hint: Words = NO_WORDS) -> Node:
    theme, look = stage.theme, stage.look
    head = Row(
        stage.direction,
        [Icon(look, icon, theme.icon, stage.palette.on_tint), Label(look, title.own, Role.BODY, bold=True)],
        theme.mm(3),
        (0, 1),
    )
    parts: list[Node] = [head]
    if hint.text:
        parts.append(Label(look, hint.own, Role.SMALL, ink=stage.palette.quiet))
    parts.append(Grid(stage.direction, [_option(stage, title, option) for option in options], 3, theme.gap))
    return Column(parts, theme.mm(2))


def _option(stage: Stage, title: Words, option: Option) -> Target:
    theme, look = stage.theme, stage.look
    mark = Icon(look, "radiobox-marked" if option.chosen else "radiobox-blank", theme.icon, stage.palette.primary)
    inside = Row(stage.direction, [mark, Label(look, option.words.own, bold=option.chosen)], theme.mm(3), (0, 1))
    face = faces.chosen(theme) if option.chosen else faces.card(theme)
    name = f"{title.text}: {option.words.text}"
    pad = (theme.mm(3 if theme.compact else 6), theme.mm(1))
    return Target(stage, inside, face, option.intent, name, padding=pad, least_height=theme.line_height)
