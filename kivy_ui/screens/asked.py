"""A question that is answered by choosing: what it does when the session tells it something new."""

from __future__ import annotations

from abc import abstractmethod

from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.views_form import ChoiceQuestionView, CountryQuestionView


class AskedScreen(Screen):
    """Stays while the same question is asked; is built anew when its answer or its problem changes."""

    view: ChoiceQuestionView | CountryQuestionView

    def __init__(self, stage: Stage, view: ChoiceQuestionView | CountryQuestionView) -> None:
        super().__init__(stage)
        self.view = view
        self._entry = view.asked.entry

    def take(self, view: ChoiceQuestionView | CountryQuestionView) -> bool:
        if view.asked.key != self.view.asked.key or view.chrome != self.view.chrome:
            return False
        unchanged = view.asked.entry == self._entry and view.asked.problem == self.view.asked.problem
        self.view, self._entry = view, view.asked.entry
        if not unchanged:
            self._build()
        return True

    @abstractmethod
    def _build(self) -> None:
        """Lay the question out for its view and entry."""
