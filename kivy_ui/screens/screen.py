"""What every screen is: a node made from one view, which may take over the next view without being made anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from appliance.session.events import ListenTapped
from kivy_ui.stage import Stage
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page


class Screen(Node):
    """Holds one part that fills it."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.view: Any = None
        self.listening = False
        self.inside: Node | None = None
        self._placed = False
        self.moved: Callable[[], None] = _nothing
        """Called when the screen changed by itself and must be drawn."""

    def fill(self, inside: Node) -> None:
        """Show this part, instead of what was shown."""
        if self.inside is not None:
            self.remove_widget(self.inside)
        self.inside = inside
        self.add_widget(inside)
        self._place_inside()

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self._placed = True
        self._place_inside()

    def _place_inside(self) -> None:
        if self.inside is not None and self._placed:
            self.inside.place(int(self.x), int(self.y), int(self.width), int(self.height))

    def take(self, view: Any) -> bool:
        """Show another view of the same kind in place. False: make a new screen."""
        del view
        return False

    def listen(self) -> None:
        """Read this screen aloud, or stop."""
        chrome = getattr(self.view, "chrome", None)
        if chrome is None or chrome.spoken is None:
            return
        self.listening = not self.listening
        text = chrome.spoken.text if self.listening else ""
        self.stage.publish(ListenTapped(text, chrome.spoken.language))
        if isinstance(self.inside, Page) and self.inside.bar is not None:
            self.inside.bar.show_listening(self.listening)

    def turn(self, seconds: float) -> None:
        """Let time pass; called a few times a second, for what changes by itself."""

    def close(self) -> None:
        """Let go of what runs."""


def _nothing() -> None:
    pass
