"""IT staff's own short talks with the broker, and the one file of provisioning that knows paho.

Every talk has a certificate of its own that lives for minutes: who can open the site's authority needs no other.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from provisioning.broker.short_pass import PROVISION, client_context
from provisioning.site.authority import Authority

ANSWER_S = 10.0
QUIET_S = 1.0
"""Retained messages come at once; after so long without one there are no more."""


class NoBroker(Exception):
    """The broker was not reached, or does not take our certificate."""


@dataclass(frozen=True)
class BrokerPlace:
    host: str
    port: int


def cut_off(
    place: BrokerPlace, authority: Authority, terminal_id: str, now: dt.datetime, *, is_shut_out: bool = True
) -> None:
    """End the terminal's open session: the broker lets one session a name live, and the newer one is ours.

    mosquitto asks its revocation list only at the handshake. Call it after the broker has read the new list and
    rights: the terminal cannot come back then. `is_shut_out`: by name, too; our own session shows whether the
    broker knows it. Raises NoBroker.
    """
    with _connected(place, authority, terminal_id, now) as client:
        if is_shut_out and _may_say(client, f"terminal/v1/{terminal_id}/event"):
            raise NoBroker(f"the broker still lets {terminal_id} speak: has it read the new acl and crl.pem?")


def clear_retained(place: BrokerPlace, authority: Authority, terminal_id: str, now: dt.datetime) -> int:
    """Take away what lies at the broker of a terminal that is gone. Returns how many topics. Raises NoBroker.

    Its sealed notes stay until they expire: visitors still ask about them.
    """
    root = f"terminal/v1/{terminal_id}"
    with _connected(place, authority, PROVISION, now) as client:
        left = [name for name in _retained(client, [f"{root}/#"]) if not name.startswith(f"{root}/status/")]
        _publish(client, [(name, b"") for name in (*left, f"homeassistant/device/{terminal_id}/config")])
    return len(left)


def bring_certificates(
    place: BrokerPlace, authority: Authority, renewed: Sequence[tuple[str, str]], now: dt.datetime
) -> None:
    """Lay each terminal's new certificate (id, PEM) where it finds it, now or later. Raises NoBroker."""
    lay(place, authority, {f"terminal/v1/{name}/certificate": pem.encode() for name, pem in renewed}, now)


def lay(place: BrokerPlace, authority: Authority, messages: Mapping[str, bytes], now: dt.datetime) -> None:
    """Lay a message at each topic, to be found now or later; an empty one takes it away. Raises NoBroker."""
    with _connected(place, authority, PROVISION, now) as client:
        _publish(client, tuple(messages.items()))


def found(place: BrokerPlace, authority: Authority, patterns: Sequence[str], now: dt.datetime) -> dict[str, bytes]:
    """Return what lies at the broker, by topic. Raises NoBroker."""
    with _connected(place, authority, PROVISION, now) as client:
        return _retained(client, patterns)


@contextmanager
def _connected(place: BrokerPlace, authority: Authority, name: str, now: dt.datetime) -> Iterator[Client]:
    client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5, reconnect_on_failure=False)
    client.tls_set_context(client_context(authority, name, now))
    answered = threading.Event()
    reasons: list[Any] = []

    def connected(_client: Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        reasons.append(reason)
        answered.set()

    client.on_connect = connected
    try:
        client.connect(place.host, place.port)
    except (OSError, ValueError) as error:
        raise NoBroker(f"the broker {place.host}:{place.port} is not reached: {error}") from error
    client.loop_start()
    try:
        if not answered.wait(ANSWER_S) or reasons[0].is_failure:
            raise NoBroker(f"the broker {place.host}:{place.port} does not let us in; did it read its new files?")
        yield client
    finally:
        client.disconnect()
        client.loop_stop()


def _retained(client: Client, patterns: Sequence[str]) -> dict[str, bytes]:
    lying: dict[str, bytes] = {}
    heard = threading.Event()

    def received(_client: Client, _data: Any, message: MQTTMessage) -> None:
        if message.retain:
            lying[message.topic] = bytes(message.payload)
            heard.set()

    client.on_message = received
    client.subscribe([(pattern, 1) for pattern in patterns])
    heard.wait(ANSWER_S / 2)
    while heard.is_set():
        heard.clear()
        heard.wait(QUIET_S)
    client.unsubscribe(list(patterns))
    return lying


def _may_say(client: Client, topic: str) -> bool:
    """Ask by saying nothing; MQTT 5 acknowledges what is refused as refused."""
    answers: list[ReasonCode] = []
    answered = threading.Event()

    def acknowledged(_client: Client, _data: Any, _id: int, reason: ReasonCode, _properties: Any) -> None:
        answers.append(reason)
        answered.set()

    client.on_publish = acknowledged
    client.publish(topic, b"", qos=1)
    return not answered.wait(ANSWER_S) or not answers[0].is_failure


def _publish(client: Client, messages: Sequence[tuple[str, bytes]]) -> None:
    sent = [client.publish(topic, payload, qos=1, retain=True) for topic, payload in messages]
    for each in sent:
        each.wait_for_publish(ANSWER_S)
        if not each.is_published():
            raise NoBroker("the broker does not confirm what we sent")
