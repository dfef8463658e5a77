"""Terminals without a screen: the rescue mode of one, or a fleet of simulated ones."""

from __future__ import annotations

import dataclasses
import signal
import threading
from collections.abc import Callable, Sequence

from appliance.background import ThreadBackground
from appliance.bootstrap import bootstrap
from appliance.clock import SystemClock
from appliance.config import Config
from appliance.offering import load_offering
from appliance.outbox.no_outbox import NoOutbox
from appliance.simulated_life import SimulatedLife
from appliance.storage.in_memory import InMemoryStore
from appliance.supervision.pulse import Pulse, device_states
from appliance.terminal import Terminal
from hardware.settings import DeviceSettings

_STEP_S = 0.1


def run(
    terminals: Sequence[Terminal],
    life: SimulatedLife | None = None,
    pulse: Pulse | None = None,
    enough: Callable[[], bool] = lambda: False,
) -> None:
    """Run until SIGTERM or SIGINT, or until it is `enough`; then close them all. The pulse tells of the first."""
    pulse = pulse or Pulse(SystemClock())
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    for terminal in terminals:
        terminal.start()
    pulse.follow(lambda: device_states(terminals[0].session))
    pulse.ready("running without a screen")
    while not ended.wait(_STEP_S) and not enough():
        for terminal in terminals:
            terminal.step()
        if life is not None:
            life.step()
        pulse.turn()
    pulse.stopping()
    for terminal in terminals:
        terminal.close()


def fleet(config: Config, size: int) -> list[Terminal]:
    """Return simulated terminals `sim-01` … that share content and one background thread, and store nothing."""
    offering = load_offering(config.paths.content)
    clock = SystemClock()
    background = ThreadBackground()
    return [
        bootstrap(
            _numbered(config, number),
            clock=clock,
            offering=offering,
            store=InMemoryStore(clock),
            background=background,
            outbox=NoOutbox(),
        )
        for number in range(1, size + 1)
    ]


def _numbered(config: Config, number: int) -> Config:
    hall = "ABCD"[(number - 1) // 6 % 4]
    terminal = dataclasses.replace(
        config.terminal, id=f"sim-{number:02d}", place=f"Halle {hall} · Terminal {number}"
    )
    return dataclasses.replace(config, terminal=terminal, devices=DeviceSettings())
