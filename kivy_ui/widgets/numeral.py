"""A number to be read from afar: a queue number, a countdown."""

from __future__ import annotations

from dataclasses import replace

from appliance.content.text import GERMAN, Localised
from kivy_ui.look import Look
from kivy_ui.theme import Role
from kivy_ui.widgets.label import Align, Label


class Numeral(Label):
    """Stands on its own line; `show` exchanges the digits, the caller places it again."""

    def __init__(self, look: Look, text: str, scale: float = 2.6, ink: str = "") -> None:
        super().__init__(
            look, Localised(text, GERMAN), Role.WELCOME, bold=True, ink=ink, align=Align.CENTRE, latin=True
        )
        self.paragraph = replace(self.paragraph, em=round(look.theme.em(Role.WELCOME) * scale))

    def show(self, text: str) -> None:
        self.paragraph = replace(self.paragraph, text=text)
