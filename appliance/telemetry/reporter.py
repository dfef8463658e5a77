"""Watches the session and the devices, and tells the publisher what the monitor should know. Owner thread only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from appliance.clock import Clock
from appliance.outbox.events import (
    OutboxDegraded,
    OutboxFileSetAside,
    OutboxRestored,
    SiteSettingsTaken,
    SiteSettingsWrong,
)
from appliance.outbox.ports import OutboxChanged, SubmissionProgressed, WhyNot
from appliance.outbox.progress import Stage
from appliance.session.events import Ticked
from appliance.session.sending_events import SendabilityChanged
from appliance.session.staff_commands import SELF_TEST_KEYS
from appliance.session.staff_events import LevelsTold, QueueTold, RefillNoted
from appliance.session.states import Session
from appliance.storage.ports import Store
from appliance.storage.records import StoreDegraded, StoreFileSetAside, StoreRestored
from appliance.telemetry.messages import DEVICE_INTERVAL_S, Queues
from appliance.telemetry.publisher import Publisher
from appliance.telemetry.reports import device_message, help_message, stock_levels, terminal_state
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
_KEYLESS_S = 60.0
"""Keys are fetched at every start; only what lasts is worth staff's attention."""
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
        self._outbox = OutboxChanged(0, 0, 0)
        self._outbox_told_at = 0.0
        self._stages: dict[str, Stage] = {}
        """What was told of each last: an answer that changes later is no new stage."""
        self._offices: Mapping[str, WhyNot | None] = {}
        self._keyless: dict[str, float] = {}
        """Offices without a usable key, and since when, monotonic seconds."""
        self._keyless_told: set[str] = set()

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
                self._publisher.event(_PLAIN_EVENTS[type(event)])
            case OutboxDegraded() | OutboxRestored() | OutboxFileSetAside():
                self._publisher.event(_PLAIN_EVENTS[type(event)])
            case SiteSettingsWrong() | SiteSettingsTaken():
                self._publisher.event(_PLAIN_EVENTS[type(event)])
            case SendabilityChanged(offices):
                self._sendability_changed(offices)
            case OutboxChanged():
                self._outbox, self._outbox_told_at = event, self._clock.monotonic()
                self._send_queues()
            case SubmissionProgressed():
                self._submission_progressed(event)

    def _tick(self) -> None:
        """Once a second: ages, and every device anew once a minute."""
        if self._jobs or self._outbox.depth:
            self._send_queues()
        self._tell_of_keys()
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
        waits = self._outbox.oldest_s + int(self._clock.monotonic() - self._outbox_told_at)
        self._tell_session("queue", QueueTold(len(self._jobs), age - age % 5))
        self._publisher.queues(
            Queues(
                print=len(self._jobs),
                print_oldest_s=age - age % 5,
                outbox=self._outbox.depth,
                outbox_oldest_s=waits - waits % 30 if self._outbox.depth else 0,
                help=int(self._help_open),
                refused=self._outbox.refused,
            )
        )

    def _sendability_changed(self, offices: Mapping[str, WhyNot | None]) -> None:
        before, self._offices = self._offices, offices
        was_full, is_full = (WhyNot.FULL in each.values() for each in (before, offices))
        if is_full is not was_full:
            self._publisher.event("outbox_full" if is_full else "outbox_has_room")
        keyless = {office for office, why_not in offices.items() if why_not is WhyNot.NO_KEY}
        for office in keyless - self._keyless.keys():
            self._keyless[office] = self._clock.monotonic()
        for office in self._keyless.keys() - keyless:
            del self._keyless[office]
            if office in self._keyless_told:
                self._keyless_told.discard(office)
                self._publisher.event("office_key_usable", office)

    def _tell_of_keys(self) -> None:
        for office, since in self._keyless.items():
            if office not in self._keyless_told and self._clock.monotonic() - since >= _KEYLESS_S:
                self._keyless_told.add(office)
                self._publisher.event("office_key_unusable", office)

    def _submission_progressed(self, event: SubmissionProgressed) -> None:
        if self._stages.get(event.id) is event.stage:
            return
        self._stages[event.id] = event.stage
        kind = _SUBMISSION_EVENTS.get(event.stage)
        if kind is not None:
            self._publisher.event(kind, f"{event.office}/{event.id}")


_PLAIN_EVENTS: dict[type[Any], str] = {
    StoreDegraded: "store_degraded",
    StoreRestored: "store_restored",
    StoreFileSetAside: "store_file_set_aside",
    OutboxDegraded: "outbox_degraded",
    OutboxRestored: "outbox_restored",
    OutboxFileSetAside: "outbox_file_set_aside",
    SiteSettingsWrong: "site_settings_wrong",
    SiteSettingsTaken: "site_settings_taken",
}
_SUBMISSION_EVENTS = {
    Stage.HANDED_OVER: "submission_handed_over",
    Stage.CONFIRMED: "submission_confirmed",
    Stage.REFUSED: "submission_refused",
    Stage.EXPIRED: "submission_expired",
}
