"""IT staff's own short talks with the broker, and the one file of provisioning that knows paho.

Every talk has a certificate of its own that lives for minutes: who can open the site's authority needs no other.
"""

from __future__ import annotations

import datetime as dt
import ssl
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.reasoncodes import ReasonCode

from provisioning.site.authority import Authority, client_certificate, key_pem, new_key

PROVISION = "_provision"
LIFE = dt.timedelta(minutes=10)
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
        found = [name for name in _retained(client, f"{root}/#") if not name.startswith(f"{root}/status/")]
        _publish(client, [(name, b"") for name in (*found, f"homeassistant/device/{terminal_id}/config")])
    return len(found)


def bring_certificates(
    place: BrokerPlace, authority: Authority, renewed: Sequence[tuple[str, str]], now: dt.datetime
) -> None:
    """Lay each terminal's new certificate (id, PEM) where it finds it, now or later. Raises NoBroker."""
    with _connected(place, authority, PROVISION, now) as client:
        _publish(client, [(f"terminal/v1/{name}/certificate", pem.encode()) for name, pem in renewed])


@contextmanager
def _connected(place: BrokerPlace, authority: Authority, name: str, now: dt.datetime) -> Iterator[Client]:
    client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5, reconnect_on_failure=False)
    client.tls_set_context(_context(authority, name, now))
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


def _context(authority: Authority, name: str, now: dt.datetime) -> ssl.SSLContext:
    key = new_key()
    certificate = client_certificate(authority, name, key.public_key(), now, LIFE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority.pem.decode())
    with tempfile.TemporaryDirectory(prefix="provision-") as directory:
        both = Path(directory) / "both.pem"
        both.touch(mode=0o600)
        both.write_bytes(certificate.public_bytes(Encoding.PEM) + key_pem(key))
        context.load_cert_chain(both)
    return context


def _retained(client: Client, pattern: str) -> list[str]:
    found: list[str] = []
    heard = threading.Event()

    def received(_client: Client, _data: Any, message: MQTTMessage) -> None:
        if message.retain:
            found.append(message.topic)
            heard.set()

    client.on_message = received
    client.subscribe(pattern, qos=1)
    heard.wait(ANSWER_S / 2)
    while heard.is_set():
        heard.clear()
        heard.wait(QUIET_S)
    client.unsubscribe(pattern)
    return found


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
