"""The monitor's one MQTT 5 connection, and the one file here that knows paho."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from appliance.telemetry.messages import (
    COMMAND_EXPIRY_S,
    MONITOR_STATE_TOPIC,
    ROOT,
    MonitorState,
    encode,
)
from monitor.commands import NotConnectedError
from monitor.settings import Broker
from monitor.times import to_wire

KEEPALIVE_S = 15
HEARTBEAT_S = 10.0
MAX_QUEUED = 500
"""Messages on their way out. A site has tens of commands a day: more is a fault."""
FIRST_WAIT_S = (1, 3)
LONGEST_WAIT_S = (3, 5)
"""Ranges for the back-off, drawn anew at every loss: after a broker's restart not all clients come at once."""

log = logging.getLogger(__name__)
Sink = Callable[[str, bytes, bool], None]


@dataclass(frozen=True)
class Link:
    """How the connection stands."""

    connected: bool
    since: float
    round_trip_ms: float | None = None
    """From a QoS 1 publish to the broker's acknowledgement, at the last heartbeat."""


class Subscriber:
    """Connects by itself and for ever; messages go to `sink(topic, payload, retained)` on the network thread."""

    def __init__(
        self,
        broker: Broker,
        sink: Sink,
        on_link: Callable[[], None] = lambda: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.link = Link(connected=False, since=now())
        self.failures = 0
        """Messages on which the sink raised."""
        self._broker, self._sink, self._on_link, self._now = broker, sink, on_link, now
        self._stopping = threading.Event()
        self._heartbeat_sent: tuple[int, float] | None = None
        self._heart = threading.Thread(target=self._beat, name="broker-heartbeat", daemon=True)
        self._client = self._make_client()

    def start(self) -> None:
        """Return at once, whether the broker is there or not."""
        self._client.connect_async(self._broker.host, self._broker.port, keepalive=KEEPALIVE_S)
        self._client.loop_start()
        self._heart.start()

    def close(self) -> None:
        """Say goodbye, so that terminals know at once that nobody listens."""
        self._stopping.set()
        if self.link.connected:
            farewell = self._publish_state("lost")
            farewell.wait_for_publish(2.0)
        self._client.disconnect()
        self._client.loop_stop()

    def publish_command(self, topic: str, payload: bytes) -> None:
        if not self.link.connected:
            raise NotConnectedError
        expiry = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]  # paho leaves it untyped
        expiry.MessageExpiryInterval = COMMAND_EXPIRY_S
        sent = self._client.publish(topic, payload, qos=1, properties=expiry)
        if sent.rc not in {MQTTErrorCode.MQTT_ERR_SUCCESS, MQTTErrorCode.MQTT_ERR_NO_CONN}:
            raise NotConnectedError

    def _make_client(self) -> Client:
        client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
        if self._broker.ca_file is not None:
            client.tls_set(
                ca_certs=str(self._broker.ca_file),
                certfile=str(self._broker.certificate_file) if self._broker.certificate_file else None,
                keyfile=str(self._broker.key_file) if self._broker.key_file else None,
            )
        client.max_queued_messages_set(MAX_QUEUED)
        client.will_set(MONITOR_STATE_TOPIC, self._state("lost"), qos=1, retain=True)
        client.on_connect = self._connected
        client.on_disconnect = self._disconnected
        client.on_message = self._received
        client.on_publish = self._acknowledged
        self._draw_back_off(client)
        return client

    @staticmethod
    def _draw_back_off(client: Client) -> None:
        client.reconnect_delay_set(random.randint(*FIRST_WAIT_S), random.randint(*LONGEST_WAIT_S))  # noqa: S311 - no secret

    def _state(self, state: Any) -> bytes:
        return encode(MonitorState(state, to_wire(self._now())))

    def _publish_state(self, state: str) -> Any:
        return self._client.publish(MONITOR_STATE_TOPIC, self._state(state), qos=1, retain=True)

    def _connected(
        self, client: Client, _data: Any, _flags: ConnectFlags, reason: ReasonCode, _properties: Any
    ) -> None:
        if reason.is_failure:
            log.warning("the broker refused the connection: %s", reason.getName())
            return
        log.info("connected to the broker")
        client.subscribe(f"{ROOT}/+/#", qos=1)
        self._set_link(Link(connected=True, since=self._now()))
        self._beat_once()

    def _disconnected(
        self, client: Client, _data: Any, _flags: DisconnectFlags, reason: ReasonCode, _properties: Any
    ) -> None:
        if self.link.connected:
            if not self._stopping.is_set():
                log.warning("lost the broker: %s", reason.getName())
            self._set_link(Link(connected=False, since=self._now()))
        self._draw_back_off(client)

    def _received(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        try:
            self._sink(message.topic, bytes(message.payload), message.retain)
        except Exception as error:  # noqa: BLE001 - it would end paho's network thread, silently
            self.failures += 1
            log.error("a message could not be taken in: %s", type(error).__name__)

    def _acknowledged(
        self, _client: Client, _data: Any, message_id: int, _reason: ReasonCode, _properties: Any
    ) -> None:
        sent = self._heartbeat_sent
        if sent is None or sent[0] != message_id:
            return
        self._heartbeat_sent = None
        elapsed_ms = (time.perf_counter() - sent[1]) * 1000
        self._set_link(Link(connected=True, since=self.link.since, round_trip_ms=elapsed_ms))

    def _set_link(self, link: Link) -> None:
        self.link = link
        self._on_link()

    def _beat(self) -> None:
        while not self._stopping.wait(HEARTBEAT_S):
            if self.link.connected:
                self._beat_once()

    def _beat_once(self) -> None:
        """Say again that someone listens, so that its age can be trusted; it measures the round trip too."""
        started = time.perf_counter()
        self._heartbeat_sent = (self._publish_state("ready").mid, started)
