"""Goodbye: everything is deleted, nothing should be left behind. Goes away by itself."""

from __future__ import annotations

from appliance.session.events import WentOn
from kivy_ui.screens.moment import moment_page, sign_card, telling
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.views_moments import GoodbyeView
from kivy_ui.widgets import button
from kivy_ui.widgets.page import footer


class GoodbyeScreen(Screen):
    def __init__(self, stage: Stage, view: GoodbyeView) -> None:
        super().__init__(stage)
        self.view = view
        home = button.primary(stage, view.home, WentOn(), icon="home")
        words = telling(stage, view.title, [view.take, view.deleted])
        card = sign_card(stage, "goodbye")
        self.fill(moment_page(stage, view.chrome, words, card, [], footer(stage, [home]), None, bar=False))
