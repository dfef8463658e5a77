"""Are you still there? Counts down once a second; going on is the one clear action."""

from __future__ import annotations

from dataclasses import replace

from appliance.session.events import EndConfirmed, WentOn
from kivy_ui.screens.moment import moment_page, sign_card, telling
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.views_moments import StillThereView
from kivy_ui.widgets import button
from kivy_ui.widgets.label import Label
from kivy_ui.widgets.numeral import Numeral
from kivy_ui.widgets.page import footer
from kivy_ui.widgets.stack import Column
from kivy_ui.words import NO_WORDS


class StillThereScreen(Screen):
    def __init__(self, stage: Stage, view: StillThereView) -> None:
        super().__init__(stage)
        self.view = view
        self.seconds = Numeral(stage.look, str(view.seconds))
        self._own = Label(stage.look, view.countdown.own)
        self._german = Label(stage.look, NO_WORDS.own, Role.SMALL, ink=stage.palette.quiet)
        words = telling(stage, view.title, [])
        words.add_widget(Column([self._own, *([self._german] if view.countdown.german else [])]))
        leave = button.outlined(stage, view.leave, EndConfirmed(), icon="end")
        go_on = button.primary(stage, view.go_on, WentOn(), forward=True)
        card = sign_card(stage, "wait", [self.seconds])
        self._page = moment_page(stage, view.chrome, words, card, [leave], footer(stage, [go_on]), self.listen)
        self._count(view)
        self.fill(self._page)

    def take(self, view: StillThereView) -> bool:
        if replace(view, seconds=self.view.seconds, countdown=self.view.countdown) != self.view:
            return False
        self.view = view
        self._count(view)
        self._page.again()
        return True

    def _count(self, view: StillThereView) -> None:
        self.seconds.show(str(view.seconds))
        self._own.paragraph = replace(self._own.paragraph, text=view.countdown.text)
        self._german.paragraph = replace(self._german.paragraph, text=view.countdown.german, language="de")
