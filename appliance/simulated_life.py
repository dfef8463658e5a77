"""What goes on around simulated terminals: visits, paper that runs out and is refilled, calls for help."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from appliance.clock import Clock
from appliance.session import events as ev
from appliance.session.states import BrowseBy
from appliance.terminal import Terminal
from hardware.document_printer.simulated import SimulatedDocumentPrinter
from hardware.receipt_printer.simulated import SimulatedReceiptPrinter

_PAUSE_S = 0.5


class SimulatedLife:
    """Every half second one thing happens to one terminal. The same seed gives the same life."""

    def __init__(self, terminals: Sequence[Terminal], clock: Clock, seed: int = 1) -> None:
        self._terminals = terminals
        self._clock = clock
        self._random = random.Random(seed)  # noqa: S311 - a play, no secret
        self._due = clock.monotonic() + _PAUSE_S

    def step(self) -> None:
        if self._clock.monotonic() < self._due:
            return
        self._due = self._clock.monotonic() + _PAUSE_S
        terminal = self._random.choice(self._terminals)
        happenings: list[Callable[[Terminal], None]] = [
            self._visit,
            self._leave,
            self._call,
            self._paper,
            self._roll,
        ]
        self._random.choices(happenings, weights=(8, 8, 1, 2, 2))[0](terminal)

    def _visit(self, terminal: Terminal) -> None:
        terminal.bus.publish(ev.LanguageChosen(self._random.choice(("de", "en", "uk", "ar", "tr"))))
        terminal.bus.publish(ev.BrowseChosen(BrowseBy.TOPIC, "wohnen"))

    def _leave(self, terminal: Terminal) -> None:
        terminal.bus.publish(ev.EndTapped())
        terminal.bus.publish(ev.EndConfirmed())

    def _call(self, terminal: Terminal) -> None:
        self._visit(terminal)
        terminal.bus.publish(ev.HelpRequested())

    def _paper(self, terminal: Terminal) -> None:
        printer = terminal.devices.a4
        if isinstance(printer, SimulatedDocumentPrinter):
            (printer.insert_paper if self._random.random() < 0.6 else printer.remove_paper)()

    def _roll(self, terminal: Terminal) -> None:
        printer = terminal.devices.receipt
        if isinstance(printer, SimulatedReceiptPrinter):
            (printer.insert_paper if self._random.random() < 0.6 else printer.run_low)()
