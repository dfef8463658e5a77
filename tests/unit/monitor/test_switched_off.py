"""Terminals that are switched off in order: said quietly, apart from what is broken, until they are back."""

from __future__ import annotations

from appliance.telemetry.messages import Health
from monitor.fleet import Fleet
from monitor.freshness import is_switched_off
from monitor.received import Origin
from monitor.row_view import OLD, fleet_row
from monitor.rules import to_do
from monitor.tasks import Look, Task, Urgency
from monitor.words import WORDS
from tests.unit.monitor.said import NEW_SID, NOON, SETTINGS, call, hall, hear, kinds, no_paper, state

EVENING = NOON + 100
AT_NIGHT = EVENING + 8 * 3600


def tasks_of(fleet: Fleet, now: float) -> tuple[Task, ...]:
    return to_do(fleet, now, SETTINGS)


def switch_off(fleet: Fleet, *tids: str, at: float = EVENING) -> Fleet:
    for tid in tids:
        fleet = hear(fleet, tid, "state", state("out_of_service", at=at), at)
    return fleet


def test_it_is_out_of_service_at_once_and_stays_so_in_its_silence() -> None:
    fleet = switch_off(hear(hall("b3"), "b3", "device/a4", no_paper()), "b3")
    for now in (EVENING + 1, EVENING + 120, AT_NIGHT):
        (task,) = tasks_of(fleet, now)
        assert (task.kind, task.since) == ("switched-off", EVENING)
        assert (task.look, task.urgency) == (Look.WARNING, Urgency.SOON)


def test_it_comes_after_a_terminal_that_is_lost() -> None:
    fleet = switch_off(hall("a1", "b3"), "a1")
    fleet = hear(fleet, "b3", "state", state("lost"), EVENING + 10)
    assert kinds(tasks_of(fleet, EVENING + 11)) == [("terminal-lost", "b3"), ("switched-off", "a1")]


def test_who_called_from_there_still_waits() -> None:
    fleet = switch_off(hear(hall("b3"), "b3", "help", call(27)), "b3")
    assert kinds(tasks_of(fleet, AT_NIGHT)) == [("help-open", "b3"), ("switched-off", "b3")]


def test_it_is_gone_when_the_terminal_is_back() -> None:
    fleet = switch_off(hall("b3"), "b3")
    fleet = hear(fleet, "b3", "state", state("ready", at=AT_NIGHT), AT_NIGHT)
    assert tasks_of(fleet, AT_NIGHT + 1) == ()


def test_many_at_the_end_of_the_day_are_one_card() -> None:
    fleet = hall("a1", "a2", "b3", "b4")
    for minute, tid in enumerate(("a1", "a2", "b3")):
        fleet = switch_off(fleet, tid, at=EVENING + 60 * minute)
    fleet = hear(fleet, "b4", "health", Health(), AT_NIGHT)
    (task,) = tasks_of(fleet, AT_NIGHT + 1)
    assert (task.kind, task.place, task.since) == ("switched-off-many", "Halle A, Halle B", EVENING)
    assert (task.values["count"], task.values["names"]) == ("3", "A1, A2, B3")


def test_one_that_is_out_of_service_and_goes_on_speaking_is_broken() -> None:
    fleet = switch_off(hall("b3"), "b3")
    fleet = hear(fleet, "b3", "health", Health(), EVENING + 30)
    (task,) = tasks_of(fleet, EVENING + 31)
    assert (task.kind, task.look, task.urgency) == ("out-of-service", Look.BAD, Urgency.BROKEN)
    assert task.key == tasks_of(switch_off(hall("b3"), "b3"), EVENING + 1)[0].key


def test_one_that_was_out_of_service_before_it_was_switched_off_says_so_once_only() -> None:
    fleet = hear(switch_off(hall("b3"), "b3"), "b3", "health", Health(), EVENING + 30)
    assert kinds(tasks_of(fleet, EVENING + 200)) == [("switched-off", "b3")]


def test_one_that_loses_power_while_out_of_service_is_lost() -> None:
    fleet = hear(switch_off(hall("b3"), "b3"), "b3", "state", state("lost", NEW_SID), EVENING + 30)
    assert kinds(tasks_of(fleet, EVENING + 31)) == [("terminal-lost", "b3")]


def test_a_monitor_that_starts_at_night_knows_it_from_the_broker() -> None:
    said = state("out_of_service", at=EVENING)
    fleet = hear(Fleet(), "b3", "state", said, AT_NIGHT, Origin.RETAINED)
    (task,) = tasks_of(fleet, AT_NIGHT + 1)
    assert (task.kind, task.since) == ("switched-off", EVENING)


def test_nobody_is_sent_there_to_print() -> None:
    fleet = hear(hall("b1", "b2", "b3"), "b3", "device/a4", no_paper())
    assert tasks_of(fleet, NOON + 1)[0].values["alternative"] == "B2"
    fleet = switch_off(fleet, "b2", at=NOON + 10)
    assert tasks_of(fleet, NOON + 11)[0].values["alternative"] == "B1"


def test_its_row_is_grey_and_says_out_of_service() -> None:
    fleet = switch_off(hall("b3"), "b3")
    terminal = fleet.terminals["b3"]
    assert is_switched_off(terminal, EVENING + 1, SETTINGS.limits)
    row = fleet_row(terminal, list(tasks_of(fleet, EVENING + 1)), EVENING + 1, SETTINGS, WORDS["de"])
    assert (row.state.text, row.state.tone, row.old) == ("außer Betrieb", OLD, True)
