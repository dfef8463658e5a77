"""The screen's owner thread: lets the terminal step, and shows what its session has become."""

from __future__ import annotations

import logging
import signal
import time

from kivy.app import App
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window

from appliance.config import DisplaySettings
from appliance.session.states import OutOfService, Session
from appliance.terminal import Terminal
from kivy_ui.content_port import Content
from kivy_ui.environment import MAX_FPS
from kivy_ui.frame_times import FrameTimes
from kivy_ui.look import Look, look_for
from kivy_ui.presenter import display_of, language_of, present
from kivy_ui.presenter_moments import present_identify
from kivy_ui.root import Root, drag_px
from kivy_ui.screens.preview import page_texture
from kivy_ui.text_layout import forget_texts
from kivy_ui.textures import forget_textures
from kivy_ui.theme import Screen
from kivy_ui.touch_provider import DeviceTouchProvider, releasing
from kivy_ui.views_moments import Identity

log = logging.getLogger(__name__)


class TerminalApp(App):
    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        self._terminal = terminal
        self._panel = panel_of(terminal.config.display)
        offering = terminal.offering
        self._content = Content(offering.interface, offering.languages, offering.catalogue)
        place = terminal.config.terminal
        self._identity = Identity(place.id, place.place, place.site)
        self._shown: Session | None = None
        self._frames = FrameTimes(time.monotonic)
        self._terminal.frame_rate = self._frames.read

    def build(self) -> Root:
        root = Root(self._terminal.bus.publish, drag_px(self._look(self._terminal.session)))
        Window.size = (self._panel.width, self._panel.height)
        self._show(root, self._terminal.session)
        return root

    def on_start(self) -> None:
        signal.signal(signal.SIGTERM, lambda *_: self.stop())
        if self._terminal.config.display.touch == "device":
            provider = DeviceTouchProvider()
            self._terminal.bus.subscribe(provider.handle)
            self._terminal.bus.subscribe(releasing(self.root))
            EventLoop.add_input_provider(provider)
        self._terminal.start()
        Clock.schedule_interval(self._turn, 1 / MAX_FPS)

    def on_stop(self) -> None:
        self._terminal.close()

    def _turn(self, seconds: float) -> None:
        self._frames.turned()
        self._terminal.step()
        session = self._terminal.session
        if session is not self._shown:
            self._show(self.root, session)
        self.root.turn(seconds)

    def _show(self, root: Root, session: Session) -> None:
        """Show the session. A view that cannot be made must not leave the one before standing."""
        before, self._shown = self._shown, session
        if before is not None and before.visit is not None and session.visit is None:
            # Caches outlive screens, and these hold what the visitor typed.
            forget_textures()
            forget_texts()
            page_texture.cache_clear()
        try:
            root.identify(present_identify(session, self._identity), self._look(session))
            root.show(present(session, self._content), self._look(session))
        except Exception as error:  # noqa: BLE001 - whatever it is, no frozen screen
            log.error("no view of %s: %s", type(session.situation).__name__, type(error).__name__)
            if not isinstance(session.situation, OutOfService):
                self._terminal.runner.fail(type(error).__name__)

    def _look(self, session: Session) -> Look:
        return look_for(self._panel, display_of(session), language_of(session))


def panel_of(display: DisplaySettings) -> Screen:
    return Screen(display.width, display.height, display.dpi)
