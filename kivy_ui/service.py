"""A whole terminal on the screen: lets it step, and shows what its session has become."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from appliance.bootstrap import bootstrap
from appliance.bus import Bus
from appliance.config import Config
from appliance.offering import load_offering
from appliance.session.states import OutOfService, Session
from appliance.terminal import Terminal
from hardware.devices import Devices
from kivy_ui.app import panel_of
from kivy_ui.content_port import Content
from kivy_ui.frame_times import FrameTimes
from kivy_ui.look import Look, look_for
from kivy_ui.presenter import display_of, language_of, present
from kivy_ui.presenter_moments import present_identify
from kivy_ui.root import Root
from kivy_ui.router import SCREENS
from kivy_ui.screens.preview import page_texture
from kivy_ui.text_layout import forget_texts
from kivy_ui.textures import forget_textures
from kivy_ui.views_moments import Identity

log = logging.getLogger(__name__)


class TerminalService:
    """Owner thread only."""

    def __init__(self, terminal: Terminal, root: Root) -> None:
        self._terminal = terminal
        self._root = root
        root.screens = SCREENS
        self._panel = panel_of(terminal.config)
        offering = terminal.offering
        self._content = Content(offering.interface, offering.languages, offering.catalogue, offering.staff_words)
        place = terminal.config.terminal
        self._identity = Identity(place.id, place.place, place.site)
        self._shown: Session | None = None
        self._frames = FrameTimes(time.monotonic)
        self._terminal.frame_rate = self._frames.read

    def turn(self) -> None:
        self._frames.turned()
        self._terminal.step()
        if self._terminal.session is not self._shown:
            self._show(self._terminal.session)

    def close(self) -> None:
        self._terminal.close()

    def _show(self, session: Session) -> None:
        """Show the session. A view that cannot be made must not leave the one before standing."""
        before, self._shown = self._shown, session
        if before is not None and before.visit is not None and session.visit is None:
            # Caches outlive screens, and these hold what the visitor typed.
            forget_textures()
            forget_texts()
            page_texture.cache_clear()
        try:
            self._root.identify(present_identify(session, self._identity), self._look(session))
            self._root.show(present(session, self._content), self._look(session))
        except Exception as error:  # noqa: BLE001 - whatever it is, no frozen screen
            log.error("no view of %s: %s", type(session.situation).__name__, type(error).__name__)
            if not isinstance(session.situation, OutOfService):
                self._terminal.runner.fail(type(error).__name__)

    def _look(self, session: Session) -> Look:
        return look_for(self._panel, display_of(session), language_of(session))


def terminal_service(
    config: Config, bus: Bus, devices: Devices, ready: Callable[[Terminal], None]
) -> Callable[[Root], TerminalService]:
    """Do what takes long, on any thread; what is returned starts the terminal, on the owner thread."""
    offering = load_offering(config.paths.content)

    def begin(root: Root) -> TerminalService:
        terminal = bootstrap(config, bus=bus, devices=lambda *_: devices, offering=offering)
        service = TerminalService(terminal, root)
        ready(terminal)
        terminal.start()
        return service

    return begin
