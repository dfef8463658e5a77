"""Subscribes to everything at a broker and forgets nothing."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion


@dataclass
class Onlooker:
    port: int
    heard: list[tuple[str, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        subscribed = threading.Event()
        self._client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
        self._client.on_message = self._hear
        self._client.on_subscribe = lambda *_: subscribed.set()
        self._client.connect("127.0.0.1", self.port)
        self._client.loop_start()
        self._client.subscribe("#", qos=1)
        assert subscribed.wait(5)

    def events_of(self, terminal_id: str) -> list[str]:
        """Return the kinds of all events that a terminal has told."""
        topic = f"terminal/v1/{terminal_id}/event"
        return [json.loads(payload)["kind"] for each, payload in list(self.heard) if each == topic]

    def _hear(self, _client: Client, _data: object, message: MQTTMessage) -> None:
        self.heard.append((message.topic, bytes(message.payload)))

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()
