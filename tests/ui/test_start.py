"""The start: languages at once, then a terminal that answers what was touched meanwhile, or none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from appliance.bus import Bus
from appliance.clock import ManualClock
from appliance.config import load_config
from appliance.session.events import LanguageChosen
from appliance.supervision.pulse import Pulse

if TYPE_CHECKING:
    from kivy_ui.app import TerminalApp
    from kivy_ui.root import Root

pytestmark = pytest.mark.ui


class Answering:
    """A terminal that hears what is on the bus and does nothing about it."""

    def __init__(self, bus: Bus) -> None:
        self.heard: list[object] = []
        self._bus = bus
        bus.subscribe(self.heard.append)

    def turn(self) -> None:
        self._bus.dispatch_pending()

    def close(self) -> None:
        pass


class Start:
    """An app whose terminal takes until `go_on` to be put together."""

    def __init__(self) -> None:
        from kivy_ui.app import TerminalApp

        self._go_on = threading.Event()
        self._fault: Exception | None = None
        self.terminal: Answering | None = None
        self.app: TerminalApp = TerminalApp(
            load_config(overrides={"paths": {"content": "content"}}), self._put, Pulse(ManualClock())
        )
        self.root: Root = self.app.build()
        self.app.root = self.root
        self.app._drawn()

    def _put(self, bus: Bus) -> Any:
        assert self._go_on.wait(5)
        if self._fault is not None:
            raise self._fault

        def begin(_root: object) -> Answering:
            self.terminal = Answering(bus)
            return self.terminal

        return begin

    def comes(self) -> None:
        self._go_on.set()
        assert self.app._coming is not None
        self.app._coming.exception(5)
        self.app._turn(0.1)
        self.app._turn(0.1)

    def breaks(self, fault: Exception) -> None:
        self._fault = fault
        self.comes()


@pytest.fixture
def start() -> Iterator[Start]:
    made = Start()
    yield made
    made._go_on.set()


def test_the_languages_are_there_before_the_terminal_is(start: Start) -> None:
    start.app._turn(0.1)
    assert start.terminal is None
    assert _named(start, "Українська") is not None


def test_what_was_touched_meanwhile_is_answered_in_its_order(start: Start) -> None:
    for name in ("Українська", "Polski"):
        target = _named(start, name)
        target.tap()
        start.app._turn(0.1)
    start.comes()
    assert start.terminal is not None
    assert start.terminal.heard == [LanguageChosen("uk"), LanguageChosen("pl")]


def test_after_that_touches_go_straight_on(start: Start) -> None:
    start.comes()
    _named(start, "Українська").tap()
    start.app._turn(0.1)
    assert start.terminal is not None
    assert start.terminal.heard == [LanguageChosen("uk")]


def test_a_terminal_that_cannot_be_put_together_says_that_it_is_out_of_service(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And ends half a minute later with the fault, so that whoever supervises it starts it again."""
    from kivy.clock import Clock

    later: list[Any] = []
    monkeypatch.setattr(Clock, "schedule_once", lambda work, seconds=0: later.append((seconds, work)))
    start.breaks(LookupError("no such thing"))

    from kivy_ui.app import CLOSED_SECONDS
    from kivy_ui.screens.out_of_service import ClosedScreen

    assert isinstance(start.root.screen, ClosedScreen)
    (end,) = [work for seconds, work in later if seconds == CLOSED_SECONDS]
    with pytest.raises(LookupError):
        end(CLOSED_SECONDS)


def test_a_keyboard_opens_no_settings_of_kivys(start: Start) -> None:
    """F1 of any keyboard that somebody has plugged in."""
    from kivy.core.window import Window

    before = list(Window.children)
    start.app._app_window = Window
    start.app._on_keyboard_settings(Window, 282)
    assert list(Window.children) == before


def _named(start: Start, name: str) -> Any:
    assert start.root.screen is not None
    return next(node for node in start.root.screen.walk() if getattr(node, "name", None) == name)
