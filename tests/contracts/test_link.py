"""The link to the broker: real mosquitto on the other end, killed and brought back."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from appliance.telemetry.link import (
    CommandReceived,
    LinkDown,
    LinkEvent,
    LinkUp,
    MonitorStateReceived,
    Outgoing,
    StatusNoteReceived,
    UpdateReceived,
)
from appliance.telemetry.messages import Command, MonitorState, TerminalState, decode, encode, note_topic
from appliance.telemetry.paho_link import BrokerSettings, PahoLink
from tests.peers.mosquitto_peer import MosquittoPeer

pytestmark = pytest.mark.system
STATE = "terminal/v1/t-1/state"


def eventually(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


class Onlooker:
    """A plain MQTT client that remembers what it saw and can send."""

    def __init__(self, port: int) -> None:
        self.seen: list[tuple[str, bytes, bool]] = []
        self.client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
        self.client.on_message = lambda _c, _u, m: self.seen.append((m.topic, bytes(m.payload), m.retain))
        subscribed = threading.Event()
        self.client.on_subscribe = lambda *_: subscribed.set()
        self.client.connect("127.0.0.1", port)
        self.client.loop_start()
        self.client.subscribe("terminal/#", 1)
        assert subscribed.wait(5)

    def payloads(self, topic: str) -> list[bytes]:
        return [payload for name, payload, _ in self.seen if name == topic]

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


class Line:
    """A link to a real broker, what it published, and somebody looking on."""

    def __init__(self, directory: Path, *, tls: bool = False) -> None:
        self.broker = MosquittoPeer(directory, tls=tls)
        self.broker.start()
        self.events: list[LinkEvent] = []
        ca_file = str(self.broker.ca_file) if tls else ""
        settings = BrokerSettings("127.0.0.1" if not tls else "localhost", self.broker.port, tls, ca_file)
        self.link = PahoLink("t-1", settings, self.events.append, lambda: "now", first_wait_s=0.1)

    def ups(self) -> list[LinkUp]:
        return [event for event in self.events if isinstance(event, LinkUp)]

    def close(self) -> None:
        self.link.close()
        self.broker.stop()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    made = Line(tmp_path / "broker")
    yield made
    made.close()


def test_it_connects_and_its_words_arrive(line: Line) -> None:
    onlooker = Onlooker(line.broker.port)
    assert line.link.send(Outgoing(STATE, b"too early")) is False
    line.link.start()
    eventually(lambda: bool(line.ups()))
    assert line.link.send(Outgoing(STATE, b"{}", retain=True))
    eventually(lambda: onlooker.payloads(STATE) == [b"{}"])
    onlooker.close()


def test_a_broker_that_dies_and_comes_back_finds_the_link_again(line: Line) -> None:
    line.link.start()
    eventually(lambda: bool(line.ups()))
    line.broker.kill()
    eventually(lambda: isinstance(line.events[-1], LinkDown))
    assert line.link.send(Outgoing(STATE, b"lost")) is False
    line.broker.start()
    eventually(lambda: len(line.ups()) == 2)
    assert line.ups()[0].sid != line.ups()[1].sid


def test_no_broker_at_first_is_no_reason_to_give_up(line: Line) -> None:
    line.broker.stop()
    line.link.start()
    time.sleep(0.3)
    assert line.events == []
    line.broker.start()
    eventually(lambda: bool(line.ups()))


def test_orders_come_in_and_what_is_none_is_dropped(line: Line) -> None:
    onlooker = Onlooker(line.broker.port)
    onlooker.client.publish("terminal/v1/t-1/cmd/identify", encode(Command("left lying")), 1, retain=True)
    line.link.start()
    eventually(lambda: bool(line.ups()))
    onlooker.client.publish("terminal/v1/t-1/cmd/identify", b"not json", 1)
    onlooker.client.publish("terminal/v1/other/cmd/identify", encode(Command("not mine")), 1)
    onlooker.client.publish("terminal/v1/t-1/cmd/identify", encode(Command("c1")), 1)
    eventually(lambda: any(isinstance(event, CommandReceived) for event in line.events))
    time.sleep(0.2)
    orders = [event for event in line.events if isinstance(event, CommandReceived)]
    assert orders == [CommandReceived("identify", Command("c1"))]
    onlooker.close()


def test_whether_the_monitor_listens_is_known(line: Line) -> None:
    onlooker = Onlooker(line.broker.port)
    line.link.start()
    for state, listens in (("ready", True), ("lost", False)):
        message = MonitorState(state, "now")  # type: ignore[arg-type]
        onlooker.client.publish("terminal/v1/_monitor/state", encode(message), 1, retain=True)
        eventually(lambda expected=listens: line.events[-1:] == [MonitorStateReceived(expected)])  # type: ignore[misc]
    onlooker.close()


def test_a_good_bye_leaves_no_will_and_a_death_does(line: Line) -> None:
    """The broker speaks the will of a terminal that dies, under the session id of its last connection."""
    onlooker = Onlooker(line.broker.port)
    line.link.start()
    eventually(lambda: bool(line.ups()))
    line.link.close()
    time.sleep(0.3)
    assert onlooker.payloads(STATE) == []

    events: list[LinkEvent] = []
    dying = PahoLink("t-1", BrokerSettings("127.0.0.1", line.broker.port, False), events.append, lambda: "now")
    dying.start()
    eventually(lambda: bool(events))
    client = dying._client
    assert client is not None
    sock = client.socket()
    assert sock is not None
    socket.fromfd(sock.fileno(), socket.AF_INET, socket.SOCK_STREAM).shutdown(socket.SHUT_RDWR)
    eventually(lambda: bool(onlooker.payloads(STATE)))
    will = decode(onlooker.payloads(STATE)[0], TerminalState)
    first = events[0]
    assert isinstance(first, LinkUp)
    assert (will.s, will.sid) == ("lost", first.sid)
    dying.close()
    onlooker.close()


def test_what_expires_says_so_on_the_wire(line: Line) -> None:
    line.link.start()
    eventually(lambda: bool(line.ups()))
    assert line.link.send(Outgoing("terminal/v1/t-1/health", b"{}", 0, retain=True, expires_s=120))
    time.sleep(0.2)
    left: list[int] = []
    late = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
    late.on_message = lambda _c, _u, message: left.append(vars(message.properties)["MessageExpiryInterval"])
    late.connect("127.0.0.1", line.broker.port)
    late.loop_start()
    late.subscribe("terminal/v1/t-1/health")
    eventually(lambda: bool(left))
    assert 110 <= left[0] <= 120
    late.disconnect()
    late.loop_stop()


def test_no_payload_whatever_makes_it_deaf(line: Line) -> None:
    onlooker = Onlooker(line.broker.port)
    line.link.start()
    eventually(lambda: bool(line.ups()))
    for payload in (b'{"id":"c0","more":' + b"[" * 100_000, b"\xff", b"", b'{"id":"\\ud800"}', b'{"id":7}'):
        onlooker.client.publish("terminal/v1/t-1/cmd/identify", payload, 1)
        onlooker.client.publish("terminal/v1/_monitor/state", payload, 1)
    onlooker.client.publish("terminal/v1/t-1/cmd/identify", encode(Command("c1")), 1)
    eventually(lambda: CommandReceived("identify", Command("c1")) in line.events)
    onlooker.close()


def test_two_with_the_same_name_do_not_throw_each_other_out_all_the_time(line: Line) -> None:
    line.link.start()
    eventually(lambda: bool(line.ups()))
    rival_events: list[LinkEvent] = []
    settings = BrokerSettings("127.0.0.1", line.broker.port, False)
    rival = PahoLink("t-1", settings, rival_events.append, lambda: "now", first_wait_s=0.1)
    rival.start()
    eventually(lambda: isinstance(line.events[-1], LinkDown))
    time.sleep(2.0)
    assert len(line.ups()) + len(rival_events) <= 15  # some 60 without growing waits
    rival.close()


def test_a_certificate_that_is_missing_is_looked_for_again(tmp_path: Path) -> None:
    line = Line(tmp_path / "broker", tls=True)
    late = tmp_path / "late.crt"
    settings = BrokerSettings("localhost", line.broker.port, True, str(late))
    events: list[LinkEvent] = []
    link = PahoLink("t-1", settings, events.append, lambda: "now", first_wait_s=0.1)
    link.start()
    time.sleep(0.3)
    assert line.broker.ca_file is not None
    late.write_bytes(line.broker.ca_file.read_bytes())
    eventually(lambda: bool(events))
    link.close()
    line.close()


def test_the_last_words_before_a_good_bye_arrive(line: Line) -> None:
    onlooker = Onlooker(line.broker.port)
    line.link.start()
    eventually(lambda: bool(line.ups()))
    line.link.send(Outgoing(STATE, b"going", retain=True))
    line.link.close()
    eventually(lambda: onlooker.payloads(STATE) == [b"going"])
    onlooker.close()


def test_over_tls_with_the_site_s_own_authority(tmp_path: Path) -> None:
    line = Line(tmp_path / "broker", tls=True)
    line.link.start()
    eventually(lambda: bool(line.ups()))
    line.close()


def test_a_broker_with_a_foreign_certificate_is_not_spoken_to(tmp_path: Path) -> None:
    line = Line(tmp_path / "broker", tls=True)
    other = MosquittoPeer(tmp_path / "other", tls=True)
    settings = BrokerSettings("localhost", line.broker.port, True, str(other.ca_file))
    events: list[LinkEvent] = []
    link = PahoLink("t-1", settings, events.append, lambda: "now", first_wait_s=0.1)
    link.start()
    time.sleep(0.5)
    assert events == []
    link.close()
    line.close()


def test_a_note_that_lies_at_the_broker_reaches_who_asks_for_it(line: Line) -> None:
    """Laid down by another terminal, long before; and only that one note."""
    onlooker = Onlooker(line.broker.port)
    for lookup in ("aa11", "bb22"):
        onlooker.client.publish(note_topic("t-9", lookup), lookup.encode(), 1, retain=True).wait_for_publish(5)
    line.link.start()
    eventually(lambda: bool(line.ups()))
    assert line.link.watch_note("bb22")
    eventually(lambda: StatusNoteReceived("bb22", b"bb22") in line.events)
    line.link.unwatch_note("bb22")
    assert StatusNoteReceived("aa11", b"aa11") not in line.events
    onlooker.close()


def test_a_terminal_finds_its_own_notes_too(line: Line) -> None:
    line.link.start()
    eventually(lambda: bool(line.ups()))
    assert line.link.send(Outgoing(note_topic("t-1", "cc33"), b"mine", 1, True, 60))
    assert line.link.watch_note("cc33")
    eventually(lambda: StatusNoteReceived("cc33", b"mine") in line.events)


def test_nobody_is_asked_without_a_connection(line: Line) -> None:
    assert line.link.watch_note("aa11") is False


def test_which_update_is_wanted_lies_at_the_broker_and_can_be_taken_away(line: Line) -> None:
    onlooker = Onlooker(line.broker.port)
    onlooker.client.publish("terminal/v1/t-1/update", b"{}", 1, retain=True).wait_for_publish(5)
    onlooker.client.publish("terminal/v1/other/update", b"not mine", 1, retain=True).wait_for_publish(5)
    line.link.start()
    eventually(lambda: UpdateReceived(b"{}") in line.events)
    onlooker.client.publish("terminal/v1/t-1/update", b"", 1, retain=True)
    eventually(lambda: UpdateReceived(b"") in line.events)
    assert UpdateReceived(b"not mine") not in line.events
    onlooker.close()
