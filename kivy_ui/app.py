"""The screen's owner thread: shows the languages at once, and has the rest put together behind them."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeAlias

from kivy.app import App
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window

from appliance.bus import Bus
from appliance.config import Config
from appliance.content.interface import load_interface
from appliance.content.languages import load_languages
from appliance.content.text import GERMAN
from appliance.session.events import Intent
from appliance.session.visit import Display
from appliance.supervision.pulse import Pulse
from kivy_ui.alongside import alongside
from kivy_ui.content_port import Wording
from kivy_ui.environment import MAX_FPS
from kivy_ui.long_lived import keep
from kivy_ui.look import look_for
from kivy_ui.presenter_moments import present_fault
from kivy_ui.presenter_start import present_idle
from kivy_ui.root import Root, drag_px
from kivy_ui.theme import Screen
from kivy_ui.touch_provider import DeviceTouchProvider, releasing
from kivy_ui.turning import upright

log = logging.getLogger(__name__)
CLOSED_SECONDS = 30.0
"""How long a terminal that could not be put together says so, before it ends and is started again."""


class Service(Protocol):
    """A terminal that answers."""

    def turn(self) -> None:
        """Let time pass, deliver what is on the bus and show what came of it."""

    def close(self) -> None: ...


Begin: TypeAlias = Callable[[Root], Service]
PutTogether: TypeAlias = Callable[[Bus], Begin]
"""Does what takes long, on a thread of its own; what it returns is called on the owner thread."""


class TerminalApp(App):
    """Touches made before the terminal can answer wait; then they are answered in their order."""

    def __init__(self, config: Config, put_together: PutTogether, pulse: Pulse) -> None:
        super().__init__()
        self._config = config
        self._put_together = put_together
        self._pulse = pulse
        self._look = look_for(panel_of(config), Display(), GERMAN)
        content = config.paths.content
        self._wording = Wording(load_interface(content / "interface"), load_languages(content / "languages.yaml"))
        self._bus = Bus()
        self._waiting: list[Intent] = []
        self._coming: Future[Begin] | None = None
        self._service: Service | None = None

    def build(self) -> Root:
        root = Root(self._publish, drag_px(self._look))
        panel = self._look.theme.screen
        # Both at once: the first screen would be laid out for Kivy's 100 pixels, and then again.
        Window.size = root.size = (panel.width, panel.height)
        root.show(present_idle(self._wording), self._look)
        return root

    def on_start(self) -> None:
        signal.signal(signal.SIGTERM, lambda *_: self.stop())
        if self._config.display.touch == "device":
            provider = DeviceTouchProvider()
            self._bus.subscribe(provider.handle)
            self._bus.subscribe(releasing(self.root))
            EventLoop.add_input_provider(provider)
        Window.bind(on_flip=self.root.flipped)
        Window.bind(on_flip=self._drawn)
        Clock.schedule_interval(self._turn, 1 / MAX_FPS)

    def open_settings(self, *_: object) -> bool:
        """Kivy's own settings, behind F1 of any keyboard, are nobody's business here."""
        return False

    def on_stop(self) -> None:
        self._pulse.stopping()
        if self._service is not None:
            self._service.close()

    def _drawn(self, *_: object) -> None:
        """Go on once the first screen is on the display: it should not have to share the processor."""
        Window.unbind(on_flip=self._drawn)
        self._pulse.first_frame()
        self._coming = alongside(lambda: self._put_together(self._bus))

    def _publish(self, intent: Intent) -> None:
        if self._service is None:
            self._waiting.append(intent)
        else:
            self._bus.publish(intent)

    def _turn(self, seconds: float) -> None:
        if self._service is not None:
            self._service.turn()
        elif self._coming is not None:
            self._bus.dispatch_pending()
            if self._coming.done():
                self._begin(self._coming)
        self.root.turn(seconds)
        self._pulse.turn()

    def _begin(self, coming: Future[Begin]) -> None:
        try:
            self._service = coming.result()(self.root)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told and raised later
            log.error("the terminal cannot be put together: %s", type(error).__name__)
            self._coming = None
            self._close_for(error)
            return
        finally:
            keep()
        for intent in self._waiting:
            self._bus.publish(intent)
        self._waiting.clear()

    def _close_for(self, error: Exception) -> None:
        """Say that the terminal is out of service, and end a while later with what was wrong."""
        self.root.show(present_fault(self._wording), self._look)

        def end(_seconds: float) -> None:
            raise error

        Clock.schedule_once(end, CLOSED_SECONDS)


def panel_of(config: Config) -> Screen:
    """Return the picture's size: that of the panel, as it is mounted."""
    display = config.display
    return Screen(*upright(display.width, display.height, config.devices.touch.rotation), display.dpi)
