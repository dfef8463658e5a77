"""What the terminals of a site say, packed as MQTT 3.1.1 packets and sent as fast as the broker reads."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Iterator

import msgspec

from appliance.telemetry.messages import (
    DeviceMessage,
    EventMessage,
    Health,
    LevelMessage,
    Queues,
    ReasonMessage,
    TerminalState,
    encode,
    topic,
)

TERMINALS = 50
HELLO = bytes.fromhex("101300044d5154540402003c0007666c6f6f642d31")
"""CONNECT: protocol level 4, clean session, keep-alive 60 s, client id `flood-1`."""
ACCEPTED = bytes.fromhex("20020000")
GOODBYE = bytes.fromhex("e000")
PUBLISH = 0x30
AT_LEAST_ONCE = 0x02
MOST_PACKET_IDS = 65_535
TIME = "2026-03-02T08:00:00Z"

Topical = tuple[str, bytes]


def site_messages(count: int) -> list[Topical]:
    """Return `count` messages, terminal by terminal, in the mixture of a busy hour; no two are the same."""
    messages = _forever()
    return [next(messages) for _ in range(count)]


def _forever() -> Iterator[Topical]:
    turn = 0
    while True:
        turn += 1
        for number in range(1, TERMINALS + 1):
            for kind, message in _of_one_terminal(turn, number):
                yield topic(f"sim-{number:02d}", *kind.split("/")), encode(message)


def _of_one_terminal(turn: int, number: int) -> Iterator[tuple[str, msgspec.Struct]]:
    yield (
        "health",
        Health(
            cpu_temp_c=40.0 + turn % 30,
            throttled=False,
            undervoltage=False,
            disk_free_pct=61.0,
            mem_free_pct=50.0 + turn % 7,
            load=0.4,
            uptime_s=30 * turn,
            clock_offset_s=0.01,
            ui_fps=30.0,
            ui_stall_ms_max=18.0,
            last_touch_s=turn % 600,
        ),
    )
    low = (ReasonMessage("media-low", "warning"),) if turn % 5 == 0 else ()
    tray = (LevelMessage("tray-1", "counted", 100 - turn % 100, 250 - turn % 250),)
    yield "device/a4", DeviceMessage("busy" if turn % 2 else "ready", "ok", low, tray, turn, 2 * turn, "A4", TIME)
    yield (
        "device/receipt",
        DeviceMessage("ready", "ok", (), (LevelMessage("roll", "sensed"),), turn, turn, "R", TIME),
    )
    yield "queues", Queues(print=turn % 3, print_oldest_s=turn % 60)
    yield "state", TerminalState("busy" if turn % 2 else "ready", f"SID{number:023d}", TIME)
    yield "event", EventMessage(f"{turn:013d}{number:013d}", "print_trouble", TIME, "media-empty")


class Flood:
    def __init__(self, host: str, port: int, messages: list[Topical]) -> None:
        self._address = (host, port)
        ids = itertools.cycle(range(1, MOST_PACKET_IDS + 1))
        self._packets = b"".join(publish_packet(*message, next(ids)) for message in messages)

    def send(self) -> None:
        with socket.create_connection(self._address, timeout=30) as line:
            line.sendall(HELLO)
            answer = line.recv(len(ACCEPTED))
            if answer != ACCEPTED:
                raise ConnectionError(f"the broker answered {answer.hex()}")
            acknowledgements = threading.Thread(target=_read_to_the_end, args=(line,))
            acknowledgements.start()
            line.sendall(self._packets)
            line.sendall(GOODBYE)
            acknowledgements.join(30)


def _read_to_the_end(line: socket.socket) -> None:
    while line.recv(65_536):
        pass


def publish_packet(topic_name: str, payload: bytes, packet_id: int) -> bytes:
    """Return a PUBLISH packet (MQTT 3.1.1, 3.3): QoS 1, or 0 for health, as the contract says."""
    name = topic_name.encode()
    at_least_once = not topic_name.endswith("/health")
    number = packet_id.to_bytes(2, "big") if at_least_once else b""
    rest = len(name).to_bytes(2, "big") + name + number + payload
    first = PUBLISH | (AT_LEAST_ONCE if at_least_once else 0)
    return bytes([first]) + _remaining_length(len(rest)) + rest


def _remaining_length(length: int) -> bytes:
    """Encode as in MQTT 3.1.1, 2.2.3."""
    encoded = bytearray()
    while True:
        length, byte = divmod(length, 128)
        encoded.append(byte | 0x80 if length else byte)
        if not length:
            return bytes(encoded)
