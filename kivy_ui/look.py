"""How this visitor sees the screen: the theme, the language and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.session.visit import Display
from kivy_ui.direction import Direction, direction_of
from kivy_ui.theme import HIGH_CONTRAST, LIGHT, Screen, Theme


@dataclass(frozen=True)
class Look:
    theme: Theme
    language: str
    lowered: bool = False
    aloud: bool = False

    @property
    def direction(self) -> Direction:
        return direction_of(self.language)


def look_for(screen: Screen, display: Display, language: str) -> Look:
    palette = HIGH_CONTRAST if display.high_contrast else LIGHT
    return Look(Theme(screen, palette, display.text_size), language, display.lowered, display.aloud)
