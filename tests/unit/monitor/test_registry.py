"""Messages become the fleet; what is believed of it depends on time alone."""

from __future__ import annotations

import pytest

from appliance.telemetry.messages import Health, MalformedMessage, Queues, TerminalInfo
from monitor.fleet import Fleet
from monitor.freshness import Freshness, freshness
from monitor.received import Origin, parse
from monitor.registry import MAX_TERMINALS, fold, forget
from monitor.settings import Limits
from tests.unit.monitor.said import NEW_SID, NOON, OLD_SID, call, device, hall, hear, no_paper, received, state

LIMITS = Limits(stale_after_s=75, lost_after_s=300)


def test_a_will_with_an_older_session_id_is_ignored() -> None:
    """The terminal is back under a new session before the broker has noticed that the old one broke."""
    fleet = hear(Fleet(), "b3", "state", state("ready", OLD_SID))
    fleet = hear(fleet, "b3", "state", state("ready", NEW_SID), NOON + 5)
    fleet = hear(fleet, "b3", "state", state("lost", OLD_SID), NOON + 20)
    assert freshness(fleet.terminals["b3"], NOON + 21, LIMITS) is Freshness.FRESH


def test_a_will_of_the_present_session_means_lost_at_once() -> None:
    fleet = hear(hall("b3"), "b3", "state", state("lost"), NOON + 20)
    assert freshness(fleet.terminals["b3"], NOON + 21, LIMITS) is Freshness.LOST


def test_a_birth_with_an_older_session_id_is_believed() -> None:
    """A Pi without a clock starts in the past; it must not stay lost for ever."""
    fleet = hear(hall("b3"), "b3", "state", state("lost"), NOON + 20)
    fleet = hear(fleet, "b3", "state", state("ready", OLD_SID), NOON + 60)
    terminal = fleet.terminals["b3"]
    assert terminal.state is not None
    assert terminal.state.s == "ready"
    assert freshness(terminal, NOON + 61, LIMITS) is Freshness.FRESH


def test_live_messages_after_a_will_prove_it_wrong() -> None:
    fleet = hear(hall("b3"), "b3", "state", state("lost"), NOON + 20)
    fleet = hear(fleet, "b3", "health", Health(), NOON + 40)
    assert freshness(fleet.terminals["b3"], NOON + 41, LIMITS) is Freshness.FRESH


def test_a_retained_ready_after_a_broker_crash_is_not_believed() -> None:
    fleet = hear(Fleet(), "b3", "state", state("ready"), origin=Origin.RETAINED)
    assert freshness(fleet.terminals["b3"], NOON + 1, LIMITS) is Freshness.STALE
    assert freshness(fleet.terminals["b3"], NOON + 301, LIMITS) is Freshness.LOST
    fleet = hear(fleet, "b3", "health", Health(), NOON + 310)
    assert freshness(fleet.terminals["b3"], NOON + 311, LIMITS) is Freshness.FRESH


def test_retained_messages_after_a_reconnect_are_no_sign_of_life() -> None:
    fleet = hear(hall("b3"), "b3", "queues", Queues(print=2), NOON + 100, Origin.RETAINED)
    assert fleet.terminals["b3"].seen_at == NOON
    assert freshness(fleet.terminals["b3"], NOON + 100, LIMITS) is Freshness.STALE


def test_restored_state_is_stale_however_young_until_heard_live() -> None:
    fleet = hear(Fleet(), "b3", "state", state("ready"), NOON, Origin.RESTORED)
    assert freshness(fleet.terminals["b3"], NOON + 1, LIMITS) is Freshness.STALE


@pytest.mark.parametrize(
    ("age", "expected"), [(74, Freshness.FRESH), (76, Freshness.STALE), (301, Freshness.LOST)]
)
def test_age_alone_makes_stale_and_lost(age: float, expected: Freshness) -> None:
    assert freshness(hall("b3").terminals["b3"], NOON + age, LIMITS) is expected


def test_decommissioning_removes_the_terminal_and_late_clears_do_not_bring_it_back() -> None:
    fleet = hear(hall("b3"), "b3", "state", None)
    assert "b3" not in fleet.terminals
    assert "b3" not in hear(fleet, "b3", "device/a4", None).terminals


def test_an_empty_help_payload_closes_the_call() -> None:
    fleet = hear(hall("b3"), "b3", "help", call(27))
    assert hear(fleet, "b3", "help", None).terminals["b3"].help is None


def test_paper_use_is_counted_by_the_hour_from_differences() -> None:
    fleet = hear(hall("b3"), "b3", "device/a4", device(total=100))
    fleet = hear(fleet, "b3", "device/a4", device(total=112), NOON + 60)
    fleet = hear(fleet, "b3", "device/a4", device(total=115), NOON + 3700)
    fleet = hear(fleet, "b3", "device/a4", device(total=3), NOON + 3800)  # a new printer counts from zero
    hour = int(NOON // 3600)
    assert fleet.terminals["b3"].devices["a4"].hours == {hour: 112, hour + 1: 3}


def test_the_same_condition_again_does_not_look_like_a_change() -> None:
    fleet = hear(hall("b3"), "b3", "device/a4", no_paper(), NOON + 10)
    fleet = hear(fleet, "b3", "device/a4", no_paper(), NOON + 70)
    facts = fleet.terminals["b3"].devices["a4"]
    assert (facts.changed_at, facts.at) == (NOON + 10, NOON + 70)


def test_fold_leaves_the_fleet_before_it_alone() -> None:
    before = hall("b3")
    hear(before, "b3", "device/a4", no_paper())
    assert before.terminals["b3"].devices["a4"].message.state == "ready"


def test_memory_is_bounded_against_invented_terminals() -> None:
    fleet = Fleet()
    for n in range(MAX_TERMINALS + 5):
        fleet = fold(fleet, received(f"t{n}", "queues", Queues()))
    assert len(fleet.terminals) == MAX_TERMINALS


def test_terminals_unheard_of_for_long_are_forgotten() -> None:
    assert forget(hall("b3"), NOON - 1).terminals
    assert not forget(hall("b3"), NOON + 1).terminals


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("terminal/v1/b3/state", b"{not json"),
        ("terminal/v1/b3/state", b'{"s":"delighted","sid":"x","ts":""}'),
        ("terminal/v1/b3/device/toaster", b"{}"),
        ("terminal/v1/b3/health/extra", b"{}"),
        ("terminal/v1/B3<script>/health", b"{}"),
        ("terminal/v1/b3/health", b'{"load":0.1,"x":"' + b"y" * 20_000 + b'"}'),
    ],
)
def test_what_ought_to_be_readable_and_is_not_is_refused(topic: str, payload: bytes) -> None:
    with pytest.raises(MalformedMessage):
        parse(topic, payload, NOON, Origin.LIVE)


@pytest.mark.parametrize(
    "topic", ["terminal/v1/_monitor/state", "terminal/v1/b3/cmd/identify", "other/v1/b3/state"]
)
def test_what_is_none_of_its_business_is_passed_over(topic: str) -> None:
    assert parse(topic, b"{}", NOON, Origin.LIVE) is None


def test_unknown_keys_are_ignored() -> None:
    message = parse("terminal/v1/b3/queues", b'{"print":1,"future":true}', NOON, Origin.LIVE)
    assert message is not None
    assert message.content == Queues(print=1)


def test_a_place_without_a_hall_is_its_own_group() -> None:
    fleet = hear(Fleet(), "b3", "info", TerminalInfo("Site", "Foyer", "1", "1"))
    assert fleet.terminals["b3"].group == "Foyer"
