"""What the monitor knows of all terminals: frozen facts and when they were heard. No judgement, no clock."""

from __future__ import annotations

import msgspec

from appliance.telemetry.messages import (
    DeviceMessage,
    Health,
    HelpCallMessage,
    Queues,
    TerminalInfo,
    TerminalState,
    UpdateState,
)

HOUR_S = 3600


class DeviceFacts(msgspec.Struct, frozen=True):
    message: DeviceMessage
    at: float
    """When this was last heard, retained or live; seconds since the epoch, as all times here."""
    changed_at: float
    """When state or reasons last changed, by the monitor's clock."""
    hours: dict[int, int] = {}
    """Sheets or receipts by hour since the epoch, as far back as USAGE_HOURS."""


class Told(msgspec.Struct, frozen=True):
    """An event that is worth remembering beyond the terminal's log."""

    id: str
    kind: str
    ref: str
    at: float


class TerminalFacts(msgspec.Struct, frozen=True):
    tid: str
    known_at: float
    """When this run of the monitor first met the terminal."""
    seen_at: float | None = None
    """The last live message; None if there was none that anyone remembers."""
    live: bool = False
    """Whether a live message has come in this run: before that even a young `seen_at` proves nothing."""
    state: TerminalState | None = None
    state_at: float = 0.0
    info: TerminalInfo | None = None
    health: Health | None = None
    health_at: float = 0.0
    devices: dict[str, DeviceFacts] = {}
    queues: Queues | None = None
    queues_at: float = 0.0
    help: HelpCallMessage | None = None
    help_at: float = 0.0
    update: UpdateState | None = None
    update_at: float = 0.0
    told: tuple[Told, ...] = ()
    """Events that outlast their moment (`monitor.notices`), the newest last."""

    @property
    def place(self) -> str:
        """Where it stands, as staff say it; the id until the terminal has told."""
        return self.info.place if self.info and self.info.place else self.tid

    @property
    def group(self) -> str:
        """The hall: what stands before the ` · ` in the place."""
        return self.place.partition(" · ")[0]

    @property
    def short_name(self) -> str:
        return self.tid.upper() if len(self.tid) <= 4 else self.tid


class Fleet(msgspec.Struct, frozen=True):
    terminals: dict[str, TerminalFacts] = {}

    def get(self, tid: str) -> TerminalFacts | None:
        return self.terminals.get(tid)
