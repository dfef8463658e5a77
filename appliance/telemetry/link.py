"""The port to the broker, what comes in over it, and its twin in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from appliance.telemetry.messages import Command, note_lookup


@dataclass(frozen=True)
class LinkUp:
    """Connected; everything retained has to be published again under this session id."""

    sid: str


@dataclass(frozen=True)
class LinkDown:
    pass


@dataclass(frozen=True)
class CommandReceived:
    verb: str
    command: Command


@dataclass(frozen=True)
class MonitorStateReceived:
    listens: bool


@dataclass(frozen=True, repr=False)
class StatusNoteReceived:
    """A note that lies at the broker, of this terminal or another; ciphertext."""

    lookup: str
    payload: bytes


@dataclass(frozen=True, repr=False)
class CertificateReceived:
    """This terminal's next certificate, PEM, laid at the broker by IT staff; public, and not judged yet."""

    pem: bytes


@dataclass(frozen=True)
class UpdateReceived:
    """Which update is wanted, laid at the broker by IT staff, JSON; empty for none. Not judged yet."""

    payload: bytes


LinkEvent: TypeAlias = (
    LinkUp
    | LinkDown
    | CommandReceived
    | MonitorStateReceived
    | StatusNoteReceived
    | CertificateReceived
    | UpdateReceived
)
PublishEvent: TypeAlias = Callable[[LinkEvent], None]
"""Called from the link's thread."""


@dataclass(frozen=True)
class Outgoing:
    topic: str
    payload: bytes
    qos: int = 1
    retain: bool = False
    expires_s: int | None = None


class Link(Protocol):
    def start(self) -> None:
        """Begin to connect, and go on trying for ever."""

    def send(self, message: Outgoing) -> bool:
        """Hand a message to the link's thread. False, and nothing kept, while there is no connection."""

    def watch_note(self, lookup: str) -> bool:
        """Ask for the note of this lookup id, once. False while there is no connection."""

    def unwatch_note(self, lookup: str) -> None: ...

    def close(self) -> None: ...


class NoLink:
    """No broker is configured."""

    def start(self) -> None:
        pass

    def send(self, message: Outgoing) -> bool:  # noqa: ARG002 - the port's signature
        return False

    def watch_note(self, lookup: str) -> bool:  # noqa: ARG002 - the port's signature
        return False

    def unwatch_note(self, lookup: str) -> None:
        pass

    def close(self) -> None:
        pass


class MemoryLink:
    """The twin: a broker's retained topics and everything that was sent, with levers."""

    def __init__(self, publish: PublishEvent) -> None:
        self._publish = publish
        self._connections = 0
        self.connected = False
        self.sent: list[Outgoing] = []
        self.retained: dict[str, bytes] = {}
        self.watched: set[str] = set()
        self.wanted_update = b""
        """What lies on the terminal's own `update` topic."""

    def start(self) -> None:
        self.connect()

    def send(self, message: Outgoing) -> bool:
        if not self.connected:
            return False
        self.sent.append(message)
        if message.retain:
            self.retained[message.topic] = message.payload
            self._tell_watchers(message.topic)
        return True

    def watch_note(self, lookup: str) -> bool:
        if not self.connected:
            return False
        self.watched.add(lookup)
        for name in list(self.retained):
            self._tell_watchers(name)
        return True

    def unwatch_note(self, lookup: str) -> None:
        self.watched.discard(lookup)

    def close(self) -> None:
        self.connected = False

    def connect(self) -> None:
        self._connections += 1
        self.connected = True
        self._publish(LinkUp(f"SID{self._connections:023d}"))
        if self.wanted_update:
            self._publish(UpdateReceived(self.wanted_update))

    def cut(self) -> None:
        self.connected = False
        self._publish(LinkDown())

    def command(self, verb: str, command: Command) -> None:
        self._publish(CommandReceived(verb, command))

    def monitor(self, listens: bool) -> None:
        self._publish(MonitorStateReceived(listens))

    def update(self, payload: bytes) -> None:
        """IT staff lay down which update is wanted; empty: they take it away."""
        self.wanted_update = payload
        if self.connected:
            self._publish(UpdateReceived(payload))

    def lay_down(self, topic: str, payload: bytes) -> None:
        """Another terminal publishes a retained message."""
        self.retained[topic] = payload
        self._tell_watchers(topic)

    def _tell_watchers(self, name: str) -> None:
        lookup = note_lookup(name)
        if lookup is not None and lookup in self.watched and self.retained[name]:
            self._publish(StatusNoteReceived(lookup, self.retained[name]))
