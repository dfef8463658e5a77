"""Facts that devices publish. Frozen, past tense, safe to hand from any thread to any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from hardware.id_scanner.document import TravelDocument


class DeviceRole(StrEnum):
    """What a device is for. The values are the device names in MQTT topics."""

    A4 = "a4"
    RECEIPT = "receipt"
    SCANNER = "scanner"
    TOUCH = "touch"


class DeviceState(StrEnum):
    READY = "ready"
    BUSY = "busy"
    STOPPED = "stopped"
    """Present and answering, but it does not work until a person or the queue does something; see the reasons."""
    ABSENT = "absent"
    UNKNOWN = "unknown"
    """Nobody can ask it (CUPS gone, silent line). Never shown as ready."""


class Severity(StrEnum):
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    UNKNOWN = "unknown"


class LevelSource(StrEnum):
    """Where a figure comes from; every figure that a person sees carries it."""

    SENSED = "sensed"
    COUNTED = "counted"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Reason:
    """An IPP `printer-state-reasons` keyword (RFC 8011, PWG 5100.9) without its suffix, and how bad it is."""

    keyword: str
    severity: Severity


@dataclass(frozen=True)
class Level:
    """How much of a consumable is left. `percent` 0-100 or None where the device does not say."""

    name: str
    """`tray-1`, `roll`, `toner-black`."""
    percent: int | None
    source: LevelSource


@dataclass(frozen=True)
class DeviceStatus:
    role: DeviceRole
    state: DeviceState
    severity: Severity
    reasons: tuple[Reason, ...] = ()
    levels: tuple[Level, ...] = ()
    model: str = ""

    def has(self, keyword: str) -> bool:
        return any(reason.keyword == keyword for reason in self.reasons)


class JobState(StrEnum):
    QUEUED = "queued"
    PROCESSING = "processing"
    STOPPED = "stopped"
    """Waits for paper, a cover, a person; goes on by itself afterwards. The reasons are in the event."""
    SENT = "sent"
    """All data is with the printer (CUPS says `completed`): not yet paper in hand."""
    CANCELLED = "cancelled"
    ABORTED = "aborted"

    @property
    def is_final(self) -> bool:
        return self in (JobState.SENT, JobState.CANCELLED, JobState.ABORTED)


@dataclass(frozen=True)
class DeviceAttached:
    role: DeviceRole
    node: str
    """The device node (`/dev/input/event3`) or address; never a serial number."""


@dataclass(frozen=True)
class DeviceDetached:
    role: DeviceRole
    node: str


@dataclass(frozen=True)
class DeviceStatusChanged:
    status: DeviceStatus


@dataclass(frozen=True)
class DeviceFailed:
    """A driver raised. It goes on by itself; the error names its type, never a visitor's data."""

    role: DeviceRole
    error: str


@dataclass(frozen=True)
class PrintJobChanged:
    """The whole state of one job, for the A4 and the receipt printer alike."""

    role: DeviceRole
    key: str
    """The caller's idempotency key: the same key is never printed twice."""
    state: JobState
    pages_done: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentScanned:
    document: TravelDocument


class ScanFailure(StrEnum):
    UNREADABLE = "unreadable"
    """Something was held to the reader, but no machine-readable zone came out of it."""
    TRUNCATED = "truncated"
    """The document was pulled out before it was read whole."""


@dataclass(frozen=True)
class ScanFailed:
    failure: ScanFailure


@dataclass(frozen=True)
class CodeScanned:
    """A code of ours was held to the reader: `MIGRADO:` and what follows, of A-Z, 0-9, `:` and `-`."""

    text: str = field(repr=False)
    """Whoever has it may ask what became of an application: it belongs into no log."""


@dataclass(frozen=True)
class StickInserted:
    """There is a USB stick that can be looked at; nothing on it has been touched."""


@dataclass(frozen=True)
class StickRemoved:
    """It has been pulled out, and what was listed of it is forgotten."""


@dataclass(frozen=True, repr=False)
class StickFile:
    """A PDF on the stick. Its name is the visitor's affair: the repr shows nothing."""

    id: str
    """For `UsbStick.read`, until the next look or until the stick is gone."""
    name: str
    """The last part of its path, fit to be shown: control and direction characters are taken out."""
    size: int
    """Bytes."""


@dataclass(frozen=True)
class StickListed:
    files: tuple[StickFile, ...] = field(repr=False)
    """At least one, the newest first."""


@dataclass(frozen=True, repr=False)
class StickFileRead:
    id: str
    name: str
    data: bytes


class StickFailure(StrEnum):
    NO_STICK = "no_stick"
    UNREADABLE = "unreadable"
    """The file system or the file cannot be read."""
    NO_PDF = "no_pdf"
    FILE_GONE = "file_gone"
    """The file is no longer there, or was never listed."""
    TOO_LARGE = "too_large"


@dataclass(frozen=True)
class StickFailed:
    """What `look` or `read` was asked for did not come about."""

    reason: StickFailure


@dataclass(frozen=True)
class TouchContact:
    """One finger, after calibration and rotation: x and y in 0..1 of the picture, origin top left."""

    contact: int
    phase: str
    """`down`, `move` or `up`."""
    x: float
    y: float


@dataclass(frozen=True)
class TouchLost:
    """The touchscreen is gone; every finger that was down has been reported `up`."""


@dataclass(frozen=True)
class TouchRestored:
    pass


HardwareEvent: TypeAlias = (
    DeviceAttached
    | DeviceDetached
    | DeviceStatusChanged
    | DeviceFailed
    | PrintJobChanged
    | DocumentScanned
    | CodeScanned
    | ScanFailed
    | StickInserted
    | StickRemoved
    | StickListed
    | StickFileRead
    | StickFailed
    | TouchContact
    | TouchLost
    | TouchRestored
)
Publish: TypeAlias = Callable[[HardwareEvent], None]
"""Called from a device's thread; must return at once and never raise."""
