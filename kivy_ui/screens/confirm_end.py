"""Really end? What was typed would be lost: going on is the main action, deleting stands apart from it."""

from __future__ import annotations

from appliance.session.events import EndConfirmed, WentOn
from kivy_ui.screens.moment import moment_page, sign_card, telling
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.views_moments import ConfirmingEndView
from kivy_ui.widgets import button
from kivy_ui.widgets.page import footer


class ConfirmingEndScreen(Screen):
    def __init__(self, stage: Stage, view: ConfirmingEndView) -> None:
        super().__init__(stage)
        self.view = view
        words = telling(stage, view.title, [view.lost])
        leave = button.outlined(stage, view.leave, EndConfirmed(), icon="delete")
        stay = button.primary(stage, view.stay, WentOn(), forward=True)
        card = sign_card(stage, "end")
        self.fill(moment_page(stage, view.chrome, words, card, [leave], footer(stage, [stay]), self.listen))
