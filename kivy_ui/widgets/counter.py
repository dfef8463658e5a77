"""How much can still be written. Once it says something, its place is as wide as its longest words."""

from __future__ import annotations

from dataclasses import replace

from appliance.content.text import Localised
from kivy_ui.stage import Stage
from kivy_ui.text_layout import measure
from kivy_ui.theme import Role
from kivy_ui.widgets.label import Label


class Counter(Label):
    def __init__(self, stage: Stage, words: Localised | None, widest: Localised) -> None:
        super().__init__(stage.look, widest, Role.SMALL, bold=True)
        self._widest = self.paragraph
        self._set(words)

    def natural_width(self) -> int:
        return measure(self._widest).width if self.text else 0

    def height_for(self, width: int) -> int:
        return super().height_for(width) if self.text else 0

    def show(self, words: Localised | None) -> bool:
        """Say other words in the same place; True when it begins or ends, so that a place must be made."""
        before = self.text
        self._set(words)
        if bool(before) != bool(self.text):
            return True
        if self.text != before:
            self.place(self.x, self.y, self.width, self.height)
        return False

    def _set(self, words: Localised | None) -> None:
        self.paragraph = replace(self._widest, text=words.text if words is not None else "")
