"""Keeps the current state of everything that is retained, sends what changes, and all of it after a reconnect."""

from __future__ import annotations

from collections import deque

import msgspec
from ulid import ULID

from appliance.clock import Clock, timestamp
from appliance.telemetry.home_assistant import discovery_payload, discovery_topic
from appliance.telemetry.link import Link, LinkDown, LinkUp, Outgoing
from appliance.telemetry.messages import (
    HEALTH_EXPIRY_S,
    Acknowledgement,
    DeviceMessage,
    EventMessage,
    Health,
    HelpCallMessage,
    Queues,
    TerminalInfo,
    TerminalState,
    TerminalStateName,
    UpdateState,
    encode,
    topic,
)

MOST_EVENTS_KEPT = 200
"""While the broker is away; the oldest go first."""
UNSURE_S = 30.0
"""As long as a dead connection can go unnoticed (one and a half keep-alives): what was sent in it may be lost."""


class Publisher:
    """Owner thread only. Never blocks: the link takes messages into its own thread, or refuses them."""

    def __init__(self, terminal_id: str, link: Link, clock: Clock, info: TerminalInfo) -> None:
        self._id = terminal_id
        self._link = link
        self._clock = clock
        self._info = info
        self._sid = ""
        self._state: TerminalStateName = "ready"
        self._retained: dict[str, bytes] = {}
        self._unsent: deque[EventMessage] = deque(maxlen=MOST_EVENTS_KEPT)
        self._sent: deque[tuple[float, EventMessage]] = deque(maxlen=MOST_EVENTS_KEPT)
        """When each was handed to the link, monotonic seconds."""

    def link_changed(self, event: LinkUp | LinkDown) -> None:
        self._sid = event.sid if isinstance(event, LinkUp) else ""
        if isinstance(event, LinkUp):
            self._birth()
        else:
            self._take_back()

    def state(self, state: TerminalStateName) -> None:
        if state != self._state:
            self._state = state
            self._send_state()

    def device(self, name: str, message: DeviceMessage, *, again: bool = False) -> None:
        """Send the whole state of a device; `again` also where nothing has changed (every 60 s)."""
        self._retain(topic(self._id, "device", name), encode(message), again=again)

    def queues(self, message: Queues) -> None:
        self._retain(topic(self._id, "queues"), encode(message))

    def help(self, message: HelpCallMessage | None) -> None:
        self._retain(topic(self._id, "help"), encode(message) if message else b"")

    def update(self, message: UpdateState) -> None:
        self._retain(topic(self._id, "update_state"), encode(message))

    def health(self, message: Health) -> None:
        self._link.send(Outgoing(topic(self._id, "health"), encode(message), 0, True, HEALTH_EXPIRY_S))

    def event(self, kind: str, ref: str = "") -> None:
        self._unsent.append(EventMessage(str(ULID()), kind, timestamp(self._clock.now()), ref))
        self._send_events()

    def acknowledge(self, command_id: str, error: str = "") -> None:
        message = Acknowledgement(ok=not error, error=error)
        self._link.send(Outgoing(topic(self._id, "ack", command_id), encode(message)))

    def _birth(self) -> None:
        """Publish everything: info first, so that nobody sees a state without knowing whose it is."""
        self._send_retained(topic(self._id, "info"), encode(self._info))
        self._send_state()
        for name, payload in self._retained.items():
            self._send_retained(name, payload)
        self._send_retained(discovery_topic(self._id), discovery_payload(self._id, self._info))
        self._send_events()

    def _send_state(self) -> None:
        if self._sid:
            message: msgspec.Struct = TerminalState(self._state, self._sid, timestamp(self._clock.now()))
            self._send_retained(topic(self._id, "state"), encode(message))

    def _retain(self, name: str, payload: bytes, *, again: bool = False) -> None:
        if again or self._retained.get(name) != payload:
            self._retained[name] = payload
            self._send_retained(name, payload)

    def _send_retained(self, name: str, payload: bytes) -> None:
        self._link.send(Outgoing(name, payload, qos=1, retain=True))

    def _send_events(self) -> None:
        while self._unsent and self._link.send(Outgoing(topic(self._id, "event"), encode(self._unsent[0]))):
            self._sent.append((self._clock.monotonic(), self._unsent.popleft()))

    def _take_back(self) -> None:
        """Send the last events again: an event that comes twice is known by its id, one that is lost is lost."""
        unsure = self._clock.monotonic() - UNSURE_S
        again = [event for sent_at, event in self._sent if sent_at >= unsure]
        self._sent.clear()
        self._unsent = deque((*again, *self._unsent), maxlen=MOST_EVENTS_KEPT)
