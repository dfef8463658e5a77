"""A person was called: the number, what happens now, and back to the page."""

from __future__ import annotations

from appliance.content.text import Localised
from appliance.session.events import HelpCancelled, WentOn
from kivy_ui.screens.moment import centred, moment_page, sign_card, telling
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.views_moments import HelpState, HelpView
from kivy_ui.widgets import button
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.numeral import Numeral
from kivy_ui.widgets.page import footer
from kivy_ui.widgets.staff_entry import staff_entry

_ICONS = {
    HelpState.CALLING: "wait",
    HelpState.CALLED: "bell",
    HelpState.COMING: "walk",
    HelpState.DESK: "map-marker",
    HelpState.NOT_HEARD: "bell-off",
}
_DESK_SCALE = 1.0


class HelpScreen(Screen):
    def __init__(self, stage: Stage, view: HelpView) -> None:
        super().__init__(stage)
        self.view = view
        theme = stage.theme
        go_on = button.primary(stage, view.go_on, WentOn(), forward=True)
        cancel = button.tinted(stage, view.cancel, HelpCancelled())
        room = theme.screen.width - 2 * theme.margin
        beside = go_on.natural_width() + theme.gap + cancel.natural_width() <= room
        self.fill(
            moment_page(
                stage,
                view.chrome,
                telling(stage, view.title, view.lines),
                sign_card(stage, _ICONS[view.state], _number(stage, view)),
                [*([] if beside else [cancel]), staff_entry(stage, view.staff)],
                footer(stage, [go_on], [cancel] if beside else None),
                self.listen,
            )
        )


def _number(stage: Stage, view: HelpView) -> list[Node]:
    if not view.number:
        return []
    if view.desk:
        label = Localised(f"{view.number_label.text}: {view.number}", view.number_label.language)
        return [Numeral(stage.look, view.desk, _DESK_SCALE), centred(stage, label)]
    return [centred(stage, view.number_label), Numeral(stage.look, view.number)]
