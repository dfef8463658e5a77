"""Simulated terminals on the wire: publish what real ones publish, answer commands, without a terminal behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from ulid import ULID

from appliance.telemetry.messages import (
    Acknowledgement,
    Command,
    DeviceMessage,
    EventMessage,
    Health,
    HelpCallMessage,
    LevelMessage,
    Queues,
    ReasonMessage,
    TerminalInfo,
    TerminalState,
    decode,
    encode,
    topic,
)

HEALTHY = Health(
    cpu_temp_c=48.5,
    throttled=False,
    undervoltage=False,
    disk_free_pct=61.0,
    mem_free_pct=52.0,
    load=0.4,
    uptime_s=7200,
    clock_offset_s=0.0,
    ui_fps=30.0,
    ui_stall_ms_max=18.0,
    last_touch_s=20,
)


def wire_time(seconds_ago: float = 0.0) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - seconds_ago))


@dataclass
class TerminalPeer:
    """One terminal. Levers are named after what happens at it; everything is published at once."""

    host: str
    port: int
    tid: str
    place: str
    answers_commands: bool = True
    commands: list[tuple[str, Command]] = field(default_factory=list)
    expiries: list[int | None] = field(default_factory=list)
    """The MessageExpiryInterval of each command, as it arrived."""

    def __post_init__(self) -> None:
        self.sid = str(ULID())
        self.help_call: HelpCallMessage | None = None
        self._subscribed = threading.Event()
        self._client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
        self._client.will_set(self._topic("state"), encode(self._state("lost")), qos=1, retain=True)
        self._client.on_subscribe = lambda *_: self._subscribed.set()
        self._client.on_message = self._on_message

    def connect(self) -> TerminalPeer:
        self._client.connect(self.host, self.port, keepalive=10)
        self._client.loop_start()
        self._client.subscribe(self._topic("cmd", "+"), qos=1)
        assert self._subscribed.wait(5)
        return self

    def start_up(self) -> TerminalPeer:
        """Birth: everything is in order."""
        self.connect()
        self.publish("info", TerminalInfo("Self-Service-Center", self.place, "0.1.0", "2026-03"))
        self.state("ready")
        self.health()
        self.device("a4", levels=(LevelMessage("tray-1", "counted", 72, 180),), model="Simulated A4")
        self.device("receipt", levels=(LevelMessage("roll", "sensed"),), model="Simulated 80 mm")
        self.device("scanner")
        self.device("touch")
        self.queues()
        return self

    def state(self, name: str) -> None:
        self.publish("state", self._state(name))

    def health(self, **changes: object) -> None:
        self.publish("health", msgspec.structs.replace(HEALTHY, **changes), retain=False)

    def device(self, name: str, *reasons: str, seconds_ago: float = 0.0, **fields: object) -> None:
        """`reasons` are `keyword:severity`; state and sev follow from them unless they are given."""
        told = tuple(ReasonMessage(*reason.split(":")) for reason in reasons)  # type: ignore[arg-type]
        worst = next((s for s in ("error", "warning") if any(r.sev == s for r in told)), "ok")
        values: dict[str, object] = {"state": "stopped" if worst == "error" else "ready", "sev": worst}
        values |= {"reasons": told, "since": wire_time(seconds_ago)} | fields
        self.publish("device", DeviceMessage(**values), name=name)  # type: ignore[arg-type]

    def queues(self, **counts: int) -> None:
        self.publish("queues", Queues(**counts))

    def call_help(self, number: int, language: str, about: str = "", seconds_ago: float = 0.0) -> None:
        self.help_call = HelpCallMessage(number, wire_time(seconds_ago), about, language)
        self.publish("help", self.help_call)

    def end_help(self) -> None:
        self.help_call = None
        self._send(self._topic("help"), b"", retain=True)

    def event(self, kind: str, ref: str = "") -> None:
        self.publish("event", EventMessage(str(ULID()), kind, wire_time(), ref), retain=False)

    def publish(self, kind: str, message: msgspec.Struct, name: str = "", retain: bool = True) -> None:
        self._send(self._topic(*filter(None, [kind, name])), encode(message), retain)

    def send_raw(self, kind: str, payload: bytes) -> None:
        self._send(self._topic(kind), payload, retain=False)

    def hear(self, name: str, sink: Callable[[bytes], None]) -> None:
        """Connect and hand every payload of one topic to `sink`."""
        self.connect()
        self._client.message_callback_add(name, lambda _client, _data, message: sink(bytes(message.payload)))
        self._client.subscribe(name, qos=1)

    def leave(self) -> None:
        """Leave without a will: a clean goodbye, after which nothing more is said."""
        self._client.disconnect()
        self._client.loop_stop()

    def lose_power(self) -> None:
        """Drop the connection; the broker sends the will."""
        self._client.loop_stop()
        socket = self._client.socket()
        assert socket is not None
        socket.close()

    def _send(self, name: str, payload: bytes, retain: bool) -> None:
        self._client.publish(name, payload, qos=1, retain=retain).wait_for_publish(5)

    def _topic(self, *parts: str) -> str:
        return topic(self.tid, *parts)

    def _state(self, name: str) -> TerminalState:
        return TerminalState(name, self.sid, wire_time())  # type: ignore[arg-type]

    def _on_message(self, client: Client, _data: object, message: MQTTMessage) -> None:
        verb, command = message.topic.rsplit("/", 1)[-1], decode(bytes(message.payload), Command)
        self.commands.append((verb, command))
        self.expiries.append(getattr(message.properties, "MessageExpiryInterval", None))
        if not self.answers_commands:
            return
        client.publish(self._topic("ack", command.id), encode(Acknowledgement(ok=True)), qos=1)
        if verb == "ack_help" and self.help_call is not None and command.number == self.help_call.number:
            changes = {"answered": command.answer, "desk": command.desk}
            self.help_call = msgspec.structs.replace(self.help_call, **changes)
            client.publish(self._topic("help"), encode(self.help_call), qos=1, retain=True)


def wait_until(condition: Callable[[], bool], timeout_s: float = 5.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "timed out"
        time.sleep(0.02)
