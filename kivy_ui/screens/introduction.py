"""Before a form begins: what it is for, how long it takes, what one needs, what happens to the data."""

from __future__ import annotations

from appliance.content.text import Localised
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.views_page import IntroductionView
from kivy_ui.widgets import faces
from kivy_ui.widgets.actions import action_footer
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.box import Box
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page
from kivy_ui.widgets.split import Split
from kivy_ui.widgets.stack import Column, Row


class IntroductionScreen(Screen):
    def __init__(self, stage: Stage, view: IntroductionView) -> None:
        super().__init__(stage)
        self.view = view
        self.fill(
            Page(
                stage,
                view.chrome,
                Split(stage, _about(stage, view), _needs(stage, view), (1, 1)),
                heading=bilingual(stage.look, view.title, Role.TITLE, bold=True),
                footer=action_footer(stage, view.actions),
                listen=self.listen,
            )
        )


def _about(stage: Stage, view: IntroductionView) -> Node:
    theme, look = stage.theme, stage.look
    parts: list[Node] = [
        Label(look, view.about.own, Role.BODY),
        *(_line(stage, icon, words) for icon, words in view.facts),
        _line(stage, "printer", view.result),
    ]
    if view.draft is not None:
        parts.append(_line(stage, "info", view.draft, quiet=True))
    return Column(parts, theme.mm(4))


def _needs(stage: Stage, view: IntroductionView) -> Node:
    theme, look = stage.theme, stage.look
    needs: list[Node] = []
    if view.needs:
        needs.append(bilingual(look, view.need_title, Role.BODY, bold=True))
        needs += [
            Row(
                stage.direction,
                [
                    Icon(look, "check", theme.em(Role.BODY), stage.palette.on_tint),
                    bilingual(look, need, Role.SMALL),
                ],
                theme.mm(3),
                (0, 1),
                at_top=True,
            )
            for need in view.needs
        ]
    privacy = Column(
        [
            _line(stage, "lock", view.privacy_title, bold=True),
            Label(look, view.privacy, Role.SMALL, ink=stage.palette.quiet),
        ],
        theme.mm(1),
    )
    return Box(
        Column([*needs, privacy], theme.mm(3)), faces.card(theme), theme.card_radius, (theme.pad, theme.mm(6))
    )


def _line(stage: Stage, icon: str, words: Localised, *, quiet: bool = False, bold: bool = False) -> Node:
    theme, look = stage.theme, stage.look
    ink = stage.palette.quiet if quiet else stage.palette.ink
    label = Label(look, words, Role.SMALL if quiet else Role.BODY, ink=ink, bold=bold)
    return Row(stage.direction, [Icon(look, icon, theme.icon, stage.palette.on_tint), label], theme.mm(3), (0, 1))
