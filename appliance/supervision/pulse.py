"""The pulse of the owner thread: feeds the watchdog and writes the heartbeat. A thread that is stuck has none."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from appliance.clock import Clock, SystemClock
from appliance.session.states import Session
from appliance.supervision.heartbeat import Heartbeat, write_heartbeat
from appliance.supervision.notify import NoSupervisor, Supervisor, supervision

PAUSE_S = 5.0
"""A beat that comes later than this after the one before begins a new pulse."""
LONGEST_START_S = 120.0
"""A terminal that is not put together by then never will be: its screen lives, and answers nobody."""
DeviceStates: TypeAlias = Callable[[], Mapping[str, str]]


class Pulse:
    """Owner thread only."""

    def __init__(
        self,
        clock: Clock,
        supervisor: Supervisor | None = None,
        beat_s: float = 2.0,
        directory: Path | None = None,
        *,
        rescue: bool = False,
    ) -> None:
        """`directory`: where the heartbeat is written; None: nowhere."""
        self._clock = clock
        self._supervisor = supervisor or NoSupervisor()
        self._beat_s = beat_s
        self._directory = directory
        self._rescue = rescue
        self._at = self._since = self._due = self._born = clock.monotonic()
        self._first_frame: float | None = None
        self._devices: DeviceStates | None = None

    def first_frame(self) -> None:
        """The first picture is on the display: the process is ready."""
        self._first_frame = self._clock.monotonic()
        self.ready("the first screen is shown")

    def ready(self, status: str) -> None:
        self._supervisor.ready()
        self._supervisor.status(status)

    def follow(self, devices: DeviceStates) -> None:
        """The terminal is put together; from now on its devices are told too."""
        self._devices = devices
        self._supervisor.status("serving")

    def turn(self) -> None:
        """Beat where a beat is due. Call it at every turn of the owner thread's loop."""
        now = self._clock.monotonic()
        if now < self._due or (self._devices is None and now - self._born > LONGEST_START_S):
            return
        if now - self._at > PAUSE_S:
            self._since = now
        self._at, self._due = now, now + self._beat_s
        self._supervisor.alive()
        self._write(now)

    def stopping(self) -> None:
        self._supervisor.stopping()

    def _write(self, now: float) -> None:
        if self._directory is None:
            return
        beat = Heartbeat(
            at=now,
            since=self._since,
            rescue=self._rescue,
            first_frame=self._first_frame,
            devices=None if self._devices is None else dict(self._devices()),
        )
        # A heartbeat that cannot be written costs the mark of a good image, not the terminal.
        with contextlib.suppress(OSError):
            write_heartbeat(self._directory, beat)


def device_states(session: Session) -> Mapping[str, str]:
    return {role.value: status.state.value for role, status in session.surroundings.devices.items()}


def pulse_of_this_process(*, rescue: bool = False) -> Pulse:
    """Return the pulse that systemd asks for, or one that nobody feels where the process was started by hand."""
    told = supervision(os.environ, os.getpid())
    directory = os.environ.get("RUNTIME_DIRECTORY", "").split(":")[0]
    return Pulse(
        SystemClock(), told.supervisor, told.beat_s, Path(directory) if directory else None, rescue=rescue
    )
