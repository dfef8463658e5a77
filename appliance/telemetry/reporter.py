"""Watches the session and the devices, and tells the publisher what the monitor should know. Owner thread only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from appliance.clock import Clock
from appliance.session.events import Ticked
from appliance.session.staff_commands import SELF_TEST_KEYS
from appliance.session.staff_events import LevelsTold, QueueTold, RefillNoted
from appliance.session.states import Session
from appliance.storage.ports import Store
from appliance.storage.records import StoreDegraded, StoreFileSetAside, StoreRestored
from appliance.telemetry.messages import DEVICE_INTERVAL_S, Queues
from appliance.telemetry.publisher import Publisher
from appliance.telemetry.reports import device_message, help_message, stock_levels, terminal_state
from appliance.telemetry.sending_report import SendingReport
from hardware.events import (
    DeviceAttached,
    DeviceDetached,
    DeviceFailed,
    DeviceRole,
    DeviceStatus,
    DeviceStatusChanged,
    JobState,
    PrintJobChanged,
)

_FAILURE_AGAIN_S = 600.0
"""A driver that fails at every try is told of once in this time: the store is no log, and its card wears out."""
_COUNTERS = {DeviceRole.A4: "sheets_printed", DeviceRole.RECEIPT: "receipts_printed"}


class Reporter:
    def __init__(
        self,
        publisher: Publisher,
        store: Store,
        clock: Clock,
        a4_capacity: int,
        tell: Callable[[object], None] | None = None,
    ) -> None:
        """`tell`: the session, which shows staff the paper that is left and the jobs that wait."""
        self._publisher = publisher
        self._tell = tell
        self._told: dict[object, object] = {}
        self._store = store
        self._clock = clock
        self._a4_capacity = a4_capacity
        self._statuses: dict[DeviceRole, tuple[DeviceStatus, dt.datetime]] = {}
        self._jobs: dict[str, float] = {}
        """A4 jobs under way: when they were first seen, monotonic seconds."""
        self._failures: dict[tuple[DeviceRole, str], float] = {}
        """When each failure was last told, monotonic seconds."""
        self._help_open = False
        self._devices_due = 0.0
        self._sending = SendingReport(publisher.event, clock)

    def session_changed(self, before: Session | None, session: Session) -> None:
        """`before` is None at the start: then the queues too are told, as old ones may still lie at the broker."""
        self._publisher.state(terminal_state(session))
        call = help_message(session)
        self._publisher.help(call)
        if before is None or (call is not None) != self._help_open:
            self._help_open = call is not None
            self._send_queues()

    def handle(self, event: Any) -> None:
        match event:
            case Ticked():
                self._tick()
            case DeviceStatusChanged(status):
                self._status_changed(status)
            case PrintJobChanged():
                self._job_changed(event)
            case RefillNoted(role):
                self._refilled(role)
                if role in self._statuses:
                    self._send_device(role)
            case DeviceAttached(role) | DeviceDetached(role):
                kind = "device_attached" if isinstance(event, DeviceAttached) else "device_detached"
                self._publisher.event(kind, role.value)
            case DeviceFailed(role, error):
                self._device_failed(role, error)
            case StoreDegraded() | StoreRestored() | StoreFileSetAside():
                self._publisher.event(_STORE_EVENTS[type(event)])
            case _ if self._sending.handle(event):
                self._send_queues()

    def _tick(self) -> None:
        """Once a second: ages, and every device anew once a minute."""
        if self._jobs or self._sending.depth:
            self._send_queues()
        self._sending.tick()
        if self._clock.monotonic() >= self._devices_due:
            self._devices_due = self._clock.monotonic() + DEVICE_INTERVAL_S
            for role in self._statuses:
                self._send_device(role, again=True)

    def _status_changed(self, status: DeviceStatus) -> None:
        before, since = self._statuses.get(status.role, (None, self._clock.now()))
        if before is None or (before.state, before.reasons) != (status.state, status.reasons):
            since = self._clock.now()
        if before is not None and before.has("media-empty") and not status.has("media-empty"):
            self._refilled(status.role)
        self._statuses[status.role] = (status, since)
        self._send_device(status.role)

    def _device_failed(self, role: DeviceRole, error: str) -> None:
        now, told = self._clock.monotonic(), self._failures.get((role, error))
        if told is not None and now - told < _FAILURE_AGAIN_S:
            return
        self._failures[role, error] = now
        self._store.add_incident("device_failed", role.value, error)
        self._publisher.event("device_failed", role.value)

    def _refilled(self, role: DeviceRole) -> None:
        """Begin to count anew: paper that had run out is there again."""
        total = self._store.counter(_COUNTERS[role])
        self._store.put_setting(f"{role.value}_at_refill", str(total))
        self._publisher.event("refilled", role.value)

    def _send_device(self, role: DeviceRole, *, again: bool = False) -> None:
        status, since = self._statuses[role]
        counter = _COUNTERS.get(role)
        total = self._store.counter(counter) if counter else 0
        since_refill = max(0, total - self._at_refill(role))
        message = device_message(status, since, since_refill, total, self._a4_capacity)
        self._publisher.device(role.value, message, again=again)
        self._tell_session(role, LevelsTold(role, stock_levels(message)))

    def _tell_session(self, about: object, event: object) -> None:
        if self._tell is not None and self._told.get(about) != event:
            self._told[about] = event
            self._tell(event)

    def _at_refill(self, role: DeviceRole) -> int:
        text = self._store.get_setting(f"{role.value}_at_refill") or "0"
        return int(text) if text.isdigit() else 0

    def _job_changed(self, event: PrintJobChanged) -> None:
        if event.role is DeviceRole.RECEIPT and event.state is JobState.SENT:
            self._store.increment(_COUNTERS[DeviceRole.RECEIPT])
        if event.role is DeviceRole.A4:
            self._follow(event)
            if event.state is JobState.SENT and event.key.startswith(SELF_TEST_KEYS):
                self._store.increment(_COUNTERS[DeviceRole.A4])
        if event.state.is_final and event.role in self._statuses:
            self._send_device(event.role)

    def _follow(self, event: PrintJobChanged) -> None:
        if event.state.is_final:
            self._jobs.pop(event.key, None)
        else:
            self._jobs.setdefault(event.key, self._clock.monotonic())
        self._send_queues()

    def _send_queues(self) -> None:
        oldest = min(self._jobs.values(), default=self._clock.monotonic())
        age = int(self._clock.monotonic() - oldest)
        self._tell_session("queue", QueueTold(len(self._jobs), age - age % 5))
        self._publisher.queues(
            Queues(
                print=len(self._jobs),
                print_oldest_s=age - age % 5,
                outbox=self._sending.depth,
                outbox_oldest_s=self._sending.oldest_s(),
                help=int(self._help_open),
                refused=self._sending.refused,
            )
        )


_STORE_EVENTS = {
    StoreDegraded: "store_degraded",
    StoreRestored: "store_restored",
    StoreFileSetAside: "store_file_set_aside",
}
