"""One message as it came from the broker or out of the database, parsed once and frozen."""

from __future__ import annotations

import re
from enum import Enum
from typing import TypeAlias, get_args

import msgspec

from appliance.telemetry.messages import (
    Acknowledgement,
    DeviceMessage,
    DeviceName,
    EventMessage,
    Health,
    HelpCallMessage,
    MalformedMessage,
    Queues,
    TerminalInfo,
    TerminalState,
    UpdateState,
    decode,
    split_topic,
)

Content: TypeAlias = (
    TerminalState
    | TerminalInfo
    | Health
    | DeviceMessage
    | Queues
    | HelpCallMessage
    | EventMessage
    | Acknowledgement
    | UpdateState
)

KINDS: dict[str, type[Content]] = {
    "state": TerminalState,
    "info": TerminalInfo,
    "health": Health,
    "device": DeviceMessage,
    "queues": Queues,
    "help": HelpCallMessage,
    "event": EventMessage,
    "ack": Acknowledgement,
    "update_state": UpdateState,
}
DEVICES: tuple[str, ...] = get_args(DeviceName)
CURRENT_KINDS = frozenset({"state", "info", "health", "device", "queues", "help", "update_state"})
"""Kinds whose last message is the whole state of one thing."""
NAMED_KINDS = frozenset({"device", "ack"})
MAX_PAYLOAD_BYTES = 16_384

_terminal_id = re.compile(r"[a-z0-9-]{1,32}")


class Origin(Enum):
    LIVE = "live"
    """The terminal said it just now."""
    RETAINED = "retained"
    """The broker remembered it. How old it is nobody knows: it proves no sign of life."""
    RESTORED = "restored"
    """The monitor's own database remembered it, with the time at which it was last heard."""


class Received(msgspec.Struct, frozen=True):
    terminal: str
    kind: str
    """A key of KINDS."""
    name: str
    """The device's name, or the acknowledged command's id; empty for the other kinds."""
    content: Content | None
    """None: an empty payload, which clears a retained topic."""
    payload: bytes
    at: float
    """Seconds since the epoch, by the monitor's clock."""
    origin: Origin


def parse(topic: str, payload: bytes, at: float, origin: Origin) -> Received | None:
    """Return what a topic's payload says, or None when the topic is none of the monitor's business.

    Raises MalformedMessage when it ought to be readable and is not.
    """
    where = split_topic(topic)
    if where is None:
        return None
    terminal, rest = where
    kind = rest[0]
    expected = KINDS.get(kind)
    if expected is None:
        return None
    name = _name(kind, rest)
    if not _terminal_id.fullmatch(terminal) or len(payload) > MAX_PAYLOAD_BYTES:
        raise MalformedMessage(kind)
    content = decode(payload, expected) if payload else None
    return Received(terminal, kind, name, content, payload, at, origin)


def _name(kind: str, rest: tuple[str, ...]) -> str:
    named = kind in NAMED_KINDS
    if len(rest) != (2 if named else 1):
        raise MalformedMessage(kind)
    if not named:
        return ""
    if kind == "device" and rest[1] not in DEVICES:
        raise MalformedMessage(kind)
    return rest[1]
