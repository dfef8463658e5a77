"""When no picture comes up: the terminal without its screen, saying so to the monitor and on the bare console."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from appliance.bootstrap import bootstrap
from appliance.clock import Clock, SystemClock
from appliance.config import Config
from appliance.headless import run
from appliance.session.events import DisplayFailed
from appliance.supervision.pulse import Pulse
from appliance.terminal import Terminal

LONG_ENOUGH_S = 6 * 3600.0
"""Then the machine may start anew: what kept the display away may have gone, and nobody has to come for it."""
TIME_TO_START_ANEW = 3
"""The process's exit code after that; any other end is a fault, and it is started again."""
_CONSOLE_SIZE = os.terminal_size((80, 25))
_CLEAR = "\033[H\033[2J\033[?25l\033[9;0]\033[14;0]"
"""Cursor home, all cleared, cursor hidden, the console never goes dark. Source: console_codes(4)."""
_WORDS = ("A u ß e r   B e t r i e b", "", "O u t   o f   o r d e r")


def out_of_order(terminal: str, size: os.terminal_size) -> str:
    """Return what a bare console shows, in the middle of it; in the last line which terminal it is, for staff."""
    above = max(0, (size.lines - len(_WORDS)) // 2)
    below = max(0, size.lines - above - len(_WORDS) - 1)
    lines = (*[""] * above, *(word.center(size.columns).rstrip() for word in _WORDS), *[""] * below)
    return _CLEAR + "\r\n".join((*lines, terminal[: size.columns - 1]))


def show_out_of_order(terminal: str = "") -> None:
    """Write it to the standard output, which the unit binds to the console."""
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except OSError:
        size = _CONSOLE_SIZE
    print(out_of_order(terminal, size), end="", flush=True)


def rescue(config: Config, pulse: Pulse) -> int:
    """Run the rescue until it is told to end or has lasted long enough; returns the exit code."""
    show_out_of_order(f"{config.terminal.place} ({config.terminal.id})")
    clock = SystemClock()
    enough = lasting(clock, LONG_ENOUGH_S)
    run([without_a_display(bootstrap(config, clock=clock))], pulse=pulse, enough=enough)
    return TIME_TO_START_ANEW if enough() else 0


def without_a_display(terminal: Terminal) -> Terminal:
    """Put it out of service before it says anything: submissions still go out, and nobody is served."""
    terminal.bus.publish(DisplayFailed())
    return terminal


def lasting(clock: Clock, seconds: float) -> Callable[[], bool]:
    ends = clock.monotonic() + seconds
    return lambda: clock.monotonic() >= ends
