"""The messages of the MQTT contract, shared by terminal and monitor: frozen structs, topics, encoding.

Flat keys where a number may be graphed; unknown keys are ignored; no personal data in any field.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypeVar

import msgspec

ROOT = "terminal/v1"
MONITOR_STATE_TOPIC = f"{ROOT}/_monitor/state"
HEALTH_INTERVAL_S = 30
HEALTH_EXPIRY_S = 120
DEVICE_INTERVAL_S = 60
COMMAND_EXPIRY_S = 30

TerminalStateName: TypeAlias = Literal["ready", "busy", "degraded", "out_of_service", "maintenance", "lost"]
DeviceName: TypeAlias = Literal["a4", "receipt", "scanner", "touch"]
DeviceStateName: TypeAlias = Literal["ready", "busy", "stopped", "absent", "unknown"]
SeverityName: TypeAlias = Literal["ok", "warning", "error", "unknown"]
LevelSourceName: TypeAlias = Literal["sensed", "counted", "estimated", "unknown"]
UpdatePhase: TypeAlias = Literal["none", "fetching", "installing", "waiting", "proving", "done", "failed"]
"""`waiting`: installed, starts at the next chance. `proving`: started into it, not marked good yet."""
Verb: TypeAlias = Literal[
    "identify",
    "resume_queue",
    "cancel_jobs",
    "refill",
    "restart_ui",
    "reboot",
    "set_mode",
    "ack_help",
    "self_test",
    "retry_outbox",
    "ack_refused",
]


class MalformedMessage(ValueError):
    """The payload is not what its topic promises."""


class TerminalState(msgspec.Struct, frozen=True):
    """`…/state`, retained; also the will (`lost`)."""

    s: TerminalStateName
    sid: str
    """ULID of this connection; a will with an older one is ignored."""
    ts: str
    """RFC 3339, UTC."""


class TerminalInfo(msgspec.Struct, frozen=True):
    """`…/info`, retained."""

    site: str
    place: str
    """Where it stands, as staff say it: `Halle B · Terminal 3`."""
    software: str
    content: str
    slot: str = ""
    serials: dict[str, str] = {}
    addresses: tuple[str, ...] = ()


class Health(msgspec.Struct, frozen=True, omit_defaults=False):
    """`…/health`, every 30 s. None: not measurable on this machine."""

    cpu_temp_c: float | None = None
    throttled: bool | None = None
    undervoltage: bool | None = None
    disk_free_pct: float | None = None
    mem_free_pct: float | None = None
    load: float | None = None
    uptime_s: int | None = None
    clock_offset_s: float | None = None
    ui_fps: float | None = None
    ui_stall_ms_max: float | None = None
    last_touch_s: int | None = None


class ReasonMessage(msgspec.Struct, frozen=True):
    keyword: str
    sev: SeverityName


class LevelMessage(msgspec.Struct, frozen=True):
    name: str
    """`tray-1`, `roll`, `toner-black`."""
    source: LevelSourceName
    percent: int | None = None
    sheets: int | None = None


class DeviceMessage(msgspec.Struct, frozen=True):
    """`…/device/{name}`, retained, every change and every 60 s."""

    state: DeviceStateName
    sev: SeverityName
    reasons: tuple[ReasonMessage, ...] = ()
    levels: tuple[LevelMessage, ...] = ()
    since_refill: int = 0
    """Sheets or receipts since the last refill."""
    total: int = 0
    model: str = ""
    since: str = ""
    """When this state and these reasons began; RFC 3339, UTC."""


class Queues(msgspec.Struct, frozen=True):
    """`…/queues`, retained. Ages in seconds, 0 when empty."""

    print: int = 0
    print_oldest_s: int = 0
    outbox: int = 0
    outbox_oldest_s: int = 0
    help: int = 0
    refused: int = 0
    """Submissions refused or expired that staff have not seen; `ack_refused` makes it 0."""


class HelpCallMessage(msgspec.Struct, frozen=True):
    """`…/help`, retained; an empty payload means that no call is open. Nothing about the visitor."""

    number: int
    since: str
    topic: str
    """Topic or office id, or `print-trouble`, or empty."""
    language: str
    answered: str = ""
    """Empty, `coming` or `desk`."""
    desk: str = ""


class EventMessage(msgspec.Struct, frozen=True):
    """`…/event`, as it happens. Ids only."""

    id: str
    kind: str
    ts: str
    ref: str = ""
    """An id: device name, form id, reason keyword; of a submission `{office}/{submission id}`."""


class Command(msgspec.Struct, frozen=True):
    """`…/cmd/{verb}`, from the monitor, expires after 30 s."""

    id: str
    number: int = 0
    """ack_help: which call."""
    answer: str = ""
    """ack_help: `coming` or `desk`."""
    desk: str = ""
    device: str = ""
    """refill: `a4` or `receipt`."""
    mode: str = ""


class Acknowledgement(msgspec.Struct, frozen=True):
    """`…/ack/{id}`, after a command."""

    ok: bool
    error: str = ""


class UpdateWanted(msgspec.Struct, frozen=True):
    """`…/update`, retained, laid by IT staff's command line. An empty payload: none is wanted."""

    version: str
    """Of the image, as its os-release says."""
    bundle: str
    """The RAUC bundle's file name at the site's update server; no path."""
    size: int
    """Of the bundle, bytes."""
    sha256: str
    """Of the bundle, hexadecimal; also the name of this update."""
    when: Literal["night", "now"] = "night"
    """When the terminal may start anew into it: at night, or as soon as nobody is at it."""


class UpdateState(msgspec.Struct, frozen=True):
    """`…/update_state`, retained: what became of the update that is wanted."""

    phase: UpdatePhase
    ts: str
    """Since when; RFC 3339, UTC."""
    version: str = ""
    sha256: str = ""
    percent: int = 0
    """Of fetching or installing."""
    error: str = ""
    """A keyword: `unreachable`, `disk_full`, `bad_signature`, `wrong_compatible`, `damaged`, `fell_back` …"""


class MonitorState(msgspec.Struct, frozen=True):
    s: Literal["ready", "lost"]
    ts: str


Message: TypeAlias = (
    TerminalState
    | TerminalInfo
    | Health
    | DeviceMessage
    | Queues
    | HelpCallMessage
    | EventMessage
    | Command
    | Acknowledgement
    | MonitorState
    | UpdateState
    | UpdateWanted
)
T = TypeVar("T", bound=msgspec.Struct)

_encoder = msgspec.json.Encoder()


def encode(message: msgspec.Struct) -> bytes:
    return _encoder.encode(message)


def decode(payload: bytes, kind: type[T]) -> T:
    """Decode UTF-8 JSON into `kind`. Raises MalformedMessage with the kind's name, never the payload."""
    try:
        return msgspec.json.decode(payload, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedMessage(f"{kind.__name__}: {type(error).__name__}") from None


def topic(terminal_id: str, *parts: str) -> str:
    return "/".join((ROOT, terminal_id, *parts))


def note_topic(terminal_id: str, lookup: str) -> str:
    """Return where a submission's note lies; `+` as the terminal: wherever it was sent from."""
    return topic(terminal_id, "status", lookup)


def note_lookup(name: str) -> str | None:
    """Return the lookup id of a note's topic; None for every other topic."""
    parts = split_topic(name)
    if parts is None or len(parts[1]) != 2 or parts[1][0] != "status":
        return None
    return parts[1][1]


def split_topic(name: str) -> tuple[str, tuple[str, ...]] | None:
    """Return (terminal id, rest of the topic), or None when it is not of this contract."""
    parts = name.split("/")
    if len(parts) < 4 or "/".join(parts[:2]) != ROOT or parts[2].startswith("_"):
        return None
    return parts[2], tuple(parts[3:])
