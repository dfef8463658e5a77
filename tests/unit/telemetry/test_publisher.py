"""State, not events: what is retained is sent when it changes, and whole after every reconnect."""

from __future__ import annotations

import json

from appliance.clock import ManualClock
from appliance.telemetry.link import LinkDown, LinkEvent, LinkUp, MemoryLink
from appliance.telemetry.messages import DeviceMessage, Health, HelpCallMessage, Queues, TerminalInfo
from appliance.telemetry.publisher import MOST_EVENTS_KEPT, Publisher


class Wire:
    """A publisher on the twin of the broker, steered as the terminal steers it."""

    def __init__(self) -> None:
        self.link = MemoryLink(self._steer)
        info = TerminalInfo("Site", "Halle A · Terminal 1", "0.1.0", "1")
        self.clock = ManualClock()
        self.publisher = Publisher("t-1", self.link, self.clock, info)

    def _steer(self, event: LinkEvent) -> None:
        if isinstance(event, LinkUp | LinkDown):
            self.publisher.link_changed(event)

    def topics(self) -> list[str]:
        return [message.topic.removeprefix("terminal/v1/t-1/") for message in self.link.sent]


def test_birth_tells_who_it_is_and_then_everything() -> None:
    wire = Wire()
    wire.publisher.device("a4", DeviceMessage("ready", "ok"))
    wire.publisher.queues(Queues(print=1))
    assert wire.link.sent == []
    wire.link.connect()
    assert wire.topics()[:2] == ["info", "state"]
    assert {"device/a4", "queues"} <= set(wire.topics())
    assert "homeassistant/device/t-1/config" in wire.link.retained
    assert all(message.retain for message in wire.link.sent)


def test_what_does_not_change_is_not_sent_again() -> None:
    wire = Wire()
    wire.link.connect()
    wire.link.sent.clear()
    for _ in range(3):
        wire.publisher.device("a4", DeviceMessage("ready", "ok"))
        wire.publisher.state("busy")
    assert wire.topics() == ["device/a4", "state"]


def test_the_minute_s_repetition_is_sent_although_nothing_changed() -> None:
    wire = Wire()
    wire.link.connect()
    wire.publisher.device("a4", DeviceMessage("ready", "ok"))
    wire.link.sent.clear()
    wire.publisher.device("a4", DeviceMessage("ready", "ok"), again=True)
    assert wire.topics() == ["device/a4"]


def test_after_the_network_came_back_the_newest_state_stands_there() -> None:
    wire = Wire()
    wire.link.connect()
    wire.publisher.help(HelpCallMessage(27, "2026-03-02T09:00:00Z", "wohnen", "tr"))
    wire.link.cut()
    wire.publisher.help(None)
    wire.publisher.device("a4", DeviceMessage("stopped", "error"))
    wire.link.connect()
    assert wire.link.retained["terminal/v1/t-1/help"] == b""
    assert json.loads(wire.link.retained["terminal/v1/t-1/device/a4"])["state"] == "stopped"


def test_each_connection_has_its_own_session_id() -> None:
    wire = Wire()
    wire.link.connect()
    first = json.loads(wire.link.retained["terminal/v1/t-1/state"])["sid"]
    wire.link.cut()
    wire.link.connect()
    assert json.loads(wire.link.retained["terminal/v1/t-1/state"])["sid"] != first


def test_events_of_a_long_night_offline_are_bounded_and_arrive_in_order() -> None:
    wire = Wire()
    for number in range(MOST_EVENTS_KEPT + 50):
        wire.publisher.event("print_trouble", str(number))
    wire.link.connect()
    refs = [json.loads(m.payload)["ref"] for m in wire.link.sent if m.topic.endswith("/event")]
    assert refs == [str(number) for number in range(50, MOST_EVENTS_KEPT + 50)]


def test_events_sent_just_before_the_broker_died_are_sent_again() -> None:
    """What was handed to a connection that turns out to be dead may never have arrived."""
    wire = Wire()
    wire.link.connect()
    wire.publisher.event("print_trouble", "old")
    wire.clock.advance(60)
    wire.publisher.event("print_trouble", "unsure")
    wire.link.cut()
    wire.publisher.event("print_trouble", "meanwhile")
    wire.link.sent.clear()
    wire.link.connect()
    events = [json.loads(m.payload) for m in wire.link.sent if m.topic.endswith("/event")]
    assert [event["ref"] for event in events] == ["unsure", "meanwhile"]
    wire.link.cut()
    wire.clock.advance(60)
    wire.link.connect()
    assert [json.loads(m.payload)["ref"] for m in wire.link.sent if m.topic.endswith("/event")][2:] == [
        "unsure",
        "meanwhile",
    ]


def test_health_expires_and_is_not_kept_for_later() -> None:
    wire = Wire()
    wire.publisher.health(Health(load=0.5))
    wire.link.connect()
    assert "health" not in wire.topics()
    wire.publisher.health(Health(load=0.5))
    assert wire.link.sent[-1].expires_s == 120
    assert wire.link.sent[-1].retain
    assert wire.link.sent[-1].qos == 0
