"""One round of the outbox: all that is due is handed over or asked about, and the disk is brought up to date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from appliance.outbox import decisions
from appliance.outbox.courier import Courier
from appliance.outbox.decisions import Way
from appliance.outbox.disk_state import DiskState
from appliance.outbox.ledger import Ledger
from appliance.outbox.pace import DISK_AGAIN
from appliance.outbox.surroundings import Surroundings
from appliance.outbox.ways import Ways

INDEX_EVERY_S: Final = 2.0


class Rounds:
    """On one thread only."""

    def __init__(
        self,
        ledger: Ledger,
        courier: Courier,
        ways: Ways,
        disk: DiskState,
        around: Surroundings,
        is_closing: Callable[[], bool],
    ) -> None:
        self._ledger = ledger
        self._courier = courier
        self._ways = ways
        self._disk = disk
        self._around = around
        self._is_closing = is_closing
        self._keep_up_at = 0.0

    def look(self) -> None:
        """Take over settings that have changed."""
        self._ways.look(self._around.clock.monotonic(), self._ways_in_use)

    def step(self) -> None:
        """Do all that is due."""
        clock = self._around.clock
        self.look()
        self._ways.refresh(clock.monotonic(), self._around.chance(), self._is_closing)
        self._hand_over()
        self._follow_up()
        self._ledger.forget(clock.now())
        self._keep_up()
        self._ledger.tell(clock.now())

    def next_at(self) -> float:
        """Return the monotonic time at which something is due again."""
        times = [self._ways.next_at(), decisions.next_due(self._ledger.entries())]
        if self._ledger.is_behind:
            times.append(self._keep_up_at)
        return min(time for time in times if time is not None)

    def _ways_in_use(self) -> list[Way]:
        return [(entry.office, entry.transport) for entry in self._ledger.entries() if not entry.final]

    def _hand_over(self) -> None:
        """One of each way at a time, so that a long queue of one office does not hold up the others."""
        queues = decisions.queues(self._ledger.entries())
        while queues:
            for way in list(queues):
                if self._is_closing():
                    return
                entry = queues[way].popleft()
                if decisions.is_due(entry, self._around.clock.monotonic()):
                    entry = self._courier.take(entry, self._ways.of(*way))
                    self._keep_up()
                if decisions.holds_up(entry) or not queues[way]:
                    del queues[way]

    def _follow_up(self) -> None:
        for entry in decisions.asks_are_due(self._ledger.entries(), self._around.clock.monotonic()):
            if self._is_closing():
                return
            self._courier.ask(entry, self._ways.of(entry.office, entry.transport))
            self._keep_up()

    def _keep_up(self) -> None:
        monotonic = self._around.clock.monotonic()
        if monotonic >= self._keep_up_at and self._ledger.is_behind:
            self._ledger.catch_up()
            again_s = DISK_AGAIN.wait_s(self._disk.failures, self._around.chance())
            self._keep_up_at = monotonic + (again_s if self._disk.degraded else INDEX_EVERY_S)
