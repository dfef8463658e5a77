"""What a screen is given to build itself: how it looks and where its intents go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from appliance.session.events import Intent
from kivy_ui.direction import Direction
from kivy_ui.look import Look
from kivy_ui.theme import Palette, Theme

Publish = Callable[[Intent], None]


@dataclass(frozen=True)
class Stage:
    look: Look
    publish: Publish

    @property
    def theme(self) -> Theme:
        return self.look.theme

    @property
    def palette(self) -> Palette:
        return self.look.theme.palette

    @property
    def direction(self) -> Direction:
        return self.look.direction
