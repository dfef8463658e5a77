"""One terminal: what the owner thread holds, and the one step it makes again and again."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from appliance.background import Background
from appliance.bus import Bus
from appliance.clock import Clock
from appliance.config import Config
from appliance.health.snapshot import FrameRate, Snapshot
from appliance.offering import Offering
from appliance.outbox.ports import Outbox
from appliance.sendability import Sendability
from appliance.session.events import MonitorHeard, Ticked
from appliance.session.runner import Runner
from appliance.session.states import Session
from appliance.status_desk import StatusDesk
from appliance.storage.ports import Store
from appliance.telemetry.link import CommandReceived, Link, LinkDown, LinkUp, MonitorStateReceived
from appliance.telemetry.messages import HEALTH_INTERVAL_S, Health
from appliance.telemetry.note_board import NoteBoard
from appliance.telemetry.orders import Orders
from appliance.telemetry.publisher import Publisher
from appliance.telemetry.reporter import Reporter
from hardware.devices import Devices
from hardware.events import DeviceStatusChanged

TICK_S = 1.0


@dataclass
class Terminal:
    """Owner thread only, but for `bus.publish`."""

    config: Config
    offering: Offering
    clock: Clock
    bus: Bus
    runner: Runner
    devices: Devices
    store: Store
    background: Background
    link: Link
    publisher: Publisher
    reporter: Reporter
    orders: Orders
    outbox: Outbox
    sendability: Sendability
    desk: StatusDesk
    notes: NoteBoard
    read_health: Callable[[], Snapshot]
    frame_rate: Callable[[], FrameRate] | None = None
    """Set by the screen."""
    _tick_due: float = field(default=0.0, init=False)
    _health_due: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.bus.subscribe(self._steer_link)
        self.bus.subscribe(self.runner.handle)
        self.bus.subscribe(self.reporter.handle)
        for each in (self.sendability, self.desk, self.notes):
            self.bus.subscribe(each.handle)
        self.runner.watch(self.reporter.session_changed)

    @property
    def session(self) -> Session:
        return self.runner.session

    def start(self) -> None:
        self.reporter.session_changed(None, self.session)
        for device in (self.devices.a4, self.devices.receipt, self.devices.scanner, self.devices.touch):
            # Unknown until it has spoken: what an earlier run said of it may still lie at the broker.
            self.bus.publish(DeviceStatusChanged(device.status()))
        self.devices.start()
        self.outbox.start()
        self.link.start()

    def step(self) -> int:
        """Let time pass and deliver what is waiting; at least once a second. Returns the number of events."""
        now = self.clock.monotonic()
        if now >= self._tick_due:
            self._tick_due = now + TICK_S
            self.bus.publish(Ticked(now, self.clock.now()))
        if now >= self._health_due:
            self._health_due = now + HEALTH_INTERVAL_S
            self.background.submit(self._probe)
        return self.bus.dispatch_pending()

    def close(self) -> None:
        """Stop all threads; the store is flushed and the broker told good-bye, whatever fails on the way."""
        with contextlib.ExitStack() as last_to_first:
            last_to_first.callback(self.store.close)
            last_to_first.callback(self.link.close)
            last_to_first.callback(self.publisher.state, "out_of_service")
            last_to_first.callback(self.outbox.close)
            last_to_first.callback(self.background.close)
            last_to_first.callback(self.devices.close)

    def _probe(self) -> None:
        self.bus.publish(self.read_health())

    def _steer_link(self, event: Any) -> None:
        match event:
            case LinkUp() | LinkDown():
                self.publisher.link_changed(event)
                if isinstance(event, LinkDown):
                    self.bus.publish(MonitorHeard(listens=False))
            case MonitorStateReceived(listens):
                self.bus.publish(MonitorHeard(listens))
            case CommandReceived():
                self.orders.received(event)
            case Snapshot():
                self.publisher.health(self._health(event))

    def _health(self, snapshot: Snapshot) -> Health:
        frames = self.frame_rate() if self.frame_rate else None
        return Health(
            cpu_temp_c=snapshot.cpu_temp_c,
            throttled=snapshot.throttled,
            undervoltage=snapshot.undervoltage,
            disk_free_pct=snapshot.disk_free_pct,
            mem_free_pct=snapshot.mem_free_pct,
            load=snapshot.load,
            uptime_s=snapshot.uptime_s,
            clock_offset_s=snapshot.clock_offset_s,
            ui_fps=frames.fps if frames else None,
            ui_stall_ms_max=frames.longest_stall_ms if frames else None,
            last_touch_s=int(self.clock.monotonic() - self.session.touched_at),
        )
