"""The MQTT 5 connection to the site's broker, by paho; the only file of the terminal that imports it."""

from __future__ import annotations

import contextlib
import logging
import random
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions
from ulid import ULID

from appliance.telemetry import messages
from appliance.telemetry.complaints import Complaints
from appliance.telemetry.link import (
    CertificateReceived,
    CommandReceived,
    LinkDown,
    LinkUp,
    MonitorStateReceived,
    Outgoing,
    PublishEvent,
    StatusNoteReceived,
    UpdateReceived,
)

_KEEPALIVE_S = 20
_FIRST_WAIT_S = 1.0
_LAST_WORDS_S = 1.0
_LONGEST_WAIT_S = 60.0
_STOOD_LONG_S = 30.0
"""A connection that breaks sooner makes the waits longer: two terminals with the same id would otherwise throw
each other out every second. mosquitto 2.0 does not tell the one that it disconnects why."""
_MOST_UNSENT = 500
"""A connection that hangs must not fill the memory; state is published anew on reconnect."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class BrokerSettings:
    host: str
    port: int
    tls: bool = True
    ca_file: str = ""
    certificate_file: str = ""
    key_file: str = ""


class PahoLink:
    """Connects on a thread of its own and again after every loss, waiting longer each time, with jitter."""

    def __init__(
        self,
        terminal_id: str,
        settings: BrokerSettings,
        publish: PublishEvent,
        now: Callable[[], str],
        first_wait_s: float = _FIRST_WAIT_S,
    ) -> None:
        self._terminal_id = terminal_id
        self._settings = settings
        self._publish = publish
        self._now = now
        self._first_wait_s = first_wait_s
        self._closing = threading.Event()
        self._lost = threading.Event()
        self._client: mqtt.Client | None = None
        self._connected = False
        self._last_sent: mqtt.MQTTMessageInfo | None = None
        self._complaints = Complaints()
        self._thread = threading.Thread(target=self._run, name="mqtt", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def send(self, message: Outgoing) -> bool:
        client = self._client
        if client is None or not self._connected:
            return False
        properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]  # paho's own lack
        if message.expires_s is not None:
            properties.MessageExpiryInterval = message.expires_s
        sent = client.publish(message.topic, message.payload, message.qos, message.retain, properties)
        self._last_sent = sent
        return bool(sent.rc == mqtt.MQTT_ERR_SUCCESS)

    def watch_note(self, lookup: str) -> bool:
        client = self._client
        if client is None or not self._connected:
            return False
        result, _ = client.subscribe(messages.note_topic("+", lookup), qos=1)
        return bool(result == mqtt.MQTT_ERR_SUCCESS)

    def unwatch_note(self, lookup: str) -> None:
        client = self._client
        if client is not None and self._connected:
            client.unsubscribe(messages.note_topic("+", lookup))

    def close(self) -> None:
        """Say good-bye properly: what was sent last still arrives, and the will is not spoken."""
        self._closing.set()
        if self._connected and self._last_sent is not None:
            with contextlib.suppress(ValueError, RuntimeError):  # paho's words for a message that it gave up
                self._last_sent.wait_for_publish(_LAST_WORDS_S)
        self._lost.set()
        if self._thread.is_alive():
            self._thread.join(2.0)

    def _run(self) -> None:
        wait = self._first_wait_s
        while not self._closing.is_set():
            stood_long = self._one_connection()
            wait = self._first_wait_s if stood_long else min(wait * 2, _LONGEST_WAIT_S)
            # Half of it is random, so that fifty terminals do not come back in the same second.
            self._closing.wait(wait * (0.5 + random.random() / 2))  # noqa: S311 - jitter, no secret

    def _one_connection(self) -> bool:
        """Connect, stay until the connection is lost, and say whether it stood long.

        A client is used once: the will carries the session id of its connection.
        """
        self._lost.clear()
        sid = str(ULID())
        try:
            client = self._new_client(sid)
            client.connect(self._settings.host, self._settings.port, _KEEPALIVE_S)
        except Exception as error:  # noqa: BLE001 - a certificate that is missing today may be there tomorrow
            log.warning("broker not reached: %s", type(error).__name__)
            return False
        self._client = client
        began = time.monotonic()
        client.loop_start()
        self._lost.wait()
        was_connected, self._connected, self._client = self._connected, False, None
        client.disconnect()
        client.loop_stop()
        if was_connected and not self._closing.is_set():
            self._publish(LinkDown())
        return was_connected and time.monotonic() - began >= _STOOD_LONG_S

    def _new_client(self, sid: str) -> mqtt.Client:
        client = mqtt.Client(
            CallbackAPIVersion.VERSION2,
            client_id=self._terminal_id,
            protocol=mqtt.MQTTv5,
            userdata=sid,
            reconnect_on_failure=False,
        )
        client.max_queued_messages_set(_MOST_UNSENT)
        client.will_set(self._topic("state"), self._will(sid), qos=1, retain=True)
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        if self._settings.tls:
            client.tls_set(
                self._settings.ca_file or None,
                self._settings.certificate_file or None,
                self._settings.key_file or None,
                tls_version=ssl.PROTOCOL_TLS_CLIENT,
            )
        return client

    def _will(self, sid: str) -> bytes:
        return messages.encode(messages.TerminalState("lost", sid, self._now()))

    def _topic(self, *parts: str) -> str:
        return messages.topic(self._terminal_id, *parts)

    def _on_connect(self, client: mqtt.Client, sid: str, _flags: Any, reason: Any, _properties: Any) -> None:
        if reason.is_failure:
            log.warning("broker refused: %s", reason)
            self._lost.set()
            return
        at_least_once = SubscribeOptions(qos=1)
        own = [self._topic(*parts) for parts in (("cmd", "+"), ("certificate",), ("update",))]
        client.subscribe([(topic, at_least_once) for topic in (messages.MONITOR_STATE_TOPIC, *own)])
        self._connected = True
        self._publish(LinkUp(sid))

    def _on_disconnect(self, *_: Any) -> None:
        self._lost.set()

    def _on_message(self, _client: mqtt.Client, _sid: str, message: mqtt.MQTTMessage) -> None:
        try:
            self._receive(message)
        except messages.MalformedMessage as error:
            self._complaints.dropped(str(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, it would end paho's thread without a word
            self._complaints.dropped(type(error).__name__)

    def _receive(self, message: mqtt.MQTTMessage) -> None:
        payload = bytes(message.payload)
        if message.topic == messages.MONITOR_STATE_TOPIC:
            listens = bool(payload) and messages.decode(payload, messages.MonitorState).s == "ready"
            self._publish(MonitorStateReceived(listens))
            return
        if message.topic == self._topic("certificate"):
            self._publish(CertificateReceived(payload))
            return
        if message.topic == self._topic("update"):
            self._publish(UpdateReceived(payload))
            return
        lookup = messages.note_lookup(message.topic)
        if lookup is not None:
            self._publish(StatusNoteReceived(lookup, payload))
            return
        if message.retain:
            return  # an order that somebody left lying is no order
        verb = message.topic.rsplit("/", 1)[-1]
        self._publish(CommandReceived(verb, messages.decode(payload, messages.Command)))
