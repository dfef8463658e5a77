"""The window's one widget: shows the screen of the current view and takes the touches."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.widget import Widget

from appliance.session.events import Intent, Touched
from kivy_ui.late_display import LateDisplay
from kivy_ui.look import Look
from kivy_ui.router_first import SCREENS, Screens
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import colour
from kivy_ui.touching import Fingers
from kivy_ui.views_moments import Identity
from kivy_ui.widgets.identify import IdentifyBanner

log = logging.getLogger(__name__)
_TOUCHED_EVERY = 1.0
_DRAG_MM = 5


class Root(Widget):
    def __init__(self, publish: Callable[[Intent], None], drag_px: int, screens: Screens = SCREENS) -> None:
        super().__init__()
        self.screens = screens
        self._publish = publish
        self._touched_at = -_TOUCHED_EVERY
        self._view: object = None
        self._look: Look | None = None
        self.screen: Screen | None = None
        self._fingers = Fingers(lambda: self.screen, drag_px, self.draw_soon)
        self._late = LateDisplay(self._draw_again)
        self._identity: Identity | None = None
        self._banner: IdentifyBanner | None = None

    def identify(self, identity: Identity | None, look: Look) -> None:
        """Show over any screen which terminal this is; None takes it away."""
        if identity == self._identity:
            return
        self._identity = identity
        if self._banner is not None:
            self.canvas.after.remove(self._banner.canvas)
        self._banner = IdentifyBanner(look, identity) if identity is not None else None
        if self._banner is not None:
            self.canvas.after.add(self._banner.canvas)
        self._place()
        self.draw_soon()

    def show(self, view: Any, look: Look) -> bool:
        """Show a view; False when it is what is shown already."""
        if view == self._view and look == self._look:
            return False
        same_kind = type(view) is type(self._view) and look == self._look
        self._view, self._look = view, look
        # The window is cleared with the paper: a rectangle over the whole display would double the drawing.
        Window.clearcolor = colour(look.theme.palette.paper)
        if not (same_kind and self.screen is not None and self.screen.take(view)):
            self._exchange(self.screens[type(view)](Stage(look, self._publish), view))
            if look.aloud and self.screen is not None:
                self.screen.listen()
        self.draw_soon()
        return True

    def _exchange(self, screen: Screen) -> None:
        before, self.screen = self.screen, screen
        if before is not None:
            before.close()
            self.canvas.remove(before.canvas)
        screen.moved = self.draw_soon
        self.canvas.add(screen.canvas)
        self._place()
        if before is not None:
            before.dissolve()

    def turn(self, seconds: float) -> None:
        if self.screen is not None:
            self.screen.turn(seconds)

    def draw_soon(self) -> None:
        Window.canvas.ask_update()

    def flipped(self, *_: object) -> None:
        """To be bound to the window's flip."""
        self._late.flipped()

    def _draw_again(self) -> None:
        Clock.schedule_once(self._next_turn, 0)

    def _next_turn(self, _seconds: float) -> None:
        Clock.schedule_once(self._before_drawing, -1)

    def _before_drawing(self, _seconds: float) -> None:
        """Last of all before the picture is drawn: what changed in this turn is known by now."""
        if Window.canvas.needs_redraw:
            self._late.changed()
        else:
            Window.canvas.ask_update()

    def on_size(self, *_: object) -> None:
        self._place()

    def _place(self) -> None:
        if self.screen is not None and self.width > 1:
            self.screen.place(0, 0, int(self.width), int(self.height))
        if self._banner is not None and self.width > 1:
            self._banner.place(0, 0, int(self.width), int(self.height))

    def on_touch_down(self, touch: Any) -> bool:
        now = Clock.get_time()
        if now - self._touched_at >= _TOUCHED_EVERY:
            self._touched_at = now
            self._publish(Touched())
        self._fingers.down(touch.uid, touch.x, touch.y)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        self._fingers.move(touch.uid, touch.x, touch.y)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        self._fingers.up(touch.uid, touch.x, touch.y)
        return True

    def release_all(self) -> None:
        self._fingers.cancel()


def drag_px(look: Look) -> int:
    return look.theme.mm(_DRAG_MM)
