"""A plain MQTT client that asks for everything and says anything, and remembers what a broker let it have."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

from appliance.telemetry.paho_link import BrokerSettings


def eventually(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


class Guest:
    """Connects with the settings' certificate (none: without one) and subscribes to `#`."""

    def __init__(self, settings: BrokerSettings, client_id: str = "", subscribes: str = "#") -> None:
        self.heard: list[tuple[str, bytes]] = []
        self.refused = ""
        self.is_cut_off = threading.Event()
        ready = threading.Event()
        self.client = mqtt.Client(
            CallbackAPIVersion.VERSION2, client_id=client_id, protocol=mqtt.MQTTv5, reconnect_on_failure=False
        )
        self.client.tls_set(settings.ca_file, settings.certificate_file or None, settings.key_file or None)
        self.client.on_message = lambda _c, _u, message: self.heard.append((message.topic, bytes(message.payload)))
        self.client.on_connect = lambda client, *_: client.subscribe(subscribes, 1)
        self.client.on_subscribe = lambda *_: ready.set()
        self.client.on_disconnect = lambda *_: self.is_cut_off.set()
        try:
            self.client.connect(settings.host, settings.port)
        except OSError as error:
            self.refused = type(error).__name__
            return
        self.client.loop_start()
        deadline = time.monotonic() + 5
        while not ready.is_set() and not self.is_cut_off.is_set() and time.monotonic() < deadline:
            time.sleep(0.01)
        if not ready.is_set():
            self.refused = "cut off at once"

    def says(self, topic: str, payload: bytes = b"x", *, retain: bool = False) -> bool:
        """Return whether the broker let it through, by its acknowledgement (MQTT 5: not authorised is 0x87)."""
        outcome: list[bool] = []
        done = threading.Event()

        def acknowledged(_client: object, _data: object, _id: int, reason: ReasonCode, _more: object) -> None:
            outcome.append(not reason.is_failure)
            done.set()

        self.client.on_publish = acknowledged
        self.client.publish(topic, payload, 1, retain)
        assert done.wait(5)
        return outcome[0]

    def topics(self) -> set[str]:
        return {topic for topic, _ in self.heard}

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()
