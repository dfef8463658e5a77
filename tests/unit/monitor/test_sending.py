"""What waits to be sent, what came to nothing, and what stays wrong until someone says otherwise."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from appliance.telemetry.messages import EventMessage, Health, Queues
from monitor.claims import Claims
from monitor.commands import Commands
from monitor.fleet import Fleet
from monitor.history_database import open_database
from monitor.history_reader import HistoryReader
from monitor.history_rows import Batch
from monitor.history_writer import write_batch
from monitor.notices import MOST_OF_A_KIND, SEEN, lost_submissions
from monitor.outbox_view import outbox_figure, site_outbox, terminal_outbox
from monitor.received import Received
from monitor.registry import fold
from monitor.round import plan_round
from monitor.rules import to_do
from monitor.side_view import shift_lines
from monitor.task_view import CardMaker
from monitor.tasks import Look, Task, Urgency
from monitor.times import day_start, to_wire
from monitor.words import WORDS
from tests.unit.monitor.said import NOON, SETTINGS, hall, hear, kinds, received, state
from tests.unit.monitor.test_commands import Wire

REFUSED = "jobcenter/01JUTOPIA00000000000000001"
EXPIRED = "schulamt/01JUTOPIA00000000000000002"
_ids = itertools.count()


def told(fleet: Fleet, tid: str, kind: str, ref: str = "", at: float = NOON) -> Fleet:
    return hear(fleet, tid, "event", event(kind, ref, at), at)


def event(kind: str, ref: str = "", at: float = NOON) -> EventMessage:
    return EventMessage(f"E{next(_ids)}", kind, to_wire(at), ref)


def waiting(fleet: Fleet, tid: str, count: int, age_s: int, at: float = NOON) -> Fleet:
    return hear(fleet, tid, "queues", Queues(outbox=count, outbox_oldest_s=age_s), at)


def tasks_of(fleet: Fleet, now: float = NOON + 1) -> tuple[Task, ...]:
    return to_do(fleet, now, SETTINGS)


def maker(fleet: Fleet, now: float = NOON + 1, language: str = "de") -> CardMaker:
    words = WORDS["de" if language == "de" else "en"]
    return CardMaker(words, fleet, now, SETTINGS, Claims(lambda: now), Commands(Wire(), lambda: now, lambda: None))


def test_submissions_that_wait_half_an_hour_are_told_and_after_four_hours_louder() -> None:
    assert tasks_of(waiting(hall("b3"), "b3", 4, 1700)) == ()
    (old,) = tasks_of(waiting(hall("b3"), "b3", 4, 1900))
    assert (old.kind, old.look, old.since) == ("outbox-old", Look.WARNING, NOON - 1900)
    assert [action.verb for action in old.actions] == ["retry_outbox", None]
    (stuck,) = tasks_of(waiting(hall("b3"), "b3", 4, 4 * 3600 + 10))
    assert (stuck.kind, stuck.look, stuck.urgency) == ("outbox-stuck", Look.BAD, Urgency.BROKEN)
    assert stuck.key == old.key


def test_the_wait_goes_on_growing_between_two_messages() -> None:
    fleet = waiting(hall("b3"), "b3", 1, 1700)
    fleet = hear(fleet, "b3", "health", Health(), NOON + 200)
    assert kinds(tasks_of(fleet, NOON + 201)) == [("outbox-old", "b3")]


def test_the_card_says_that_nothing_is_lost_and_whose_it_is() -> None:
    fleet = waiting(hall("b3"), "b3", 1, 1900)
    card = maker(fleet).card(tasks_of(fleet)[0])
    assert card.what == "1 Sendung geht nicht hinaus"
    assert "Nichts ist verloren" in card.do
    assert "das Amt" in card.do
    assert "2 submissions are not" in maker(waiting(fleet, "b3", 2, 1900), language="en").what(
        tasks_of(waiting(fleet, "b3", 2, 1900))[0]
    )


def test_three_terminals_that_cannot_send_are_one_errand() -> None:
    fleet = hall("a1", "b1", "b3", "b5")
    for tid in ("a1", "b1", "b3"):
        fleet = waiting(fleet, tid, 2, 2400)
    (task,) = tasks_of(fleet)
    assert (task.kind, task.terminals, task.values["outbox"]) == ("outbox-old-many", ("a1", "b1", "b3"), "6")
    assert task.place == "Halle A, Halle B"
    assert maker(fleet).card(task).what == "An 3 Terminals gehen Sendungen nicht hinaus"


def test_a_refused_submission_names_office_time_and_id_and_has_one_button() -> None:
    fleet = told(hall("b3"), "b3", "submission_refused", REFUSED, NOON - 300)
    fleet = hear(fleet, "b3", "queues", Queues(refused=1))
    (task,) = tasks_of(fleet)
    card = maker(fleet).card(task)
    assert card.what == "Sendung kam nicht an: Jobcenter"
    assert "01JUTOPIA00000000000000001" in card.do
    assert (card.since, card.more) == (NOON - 300, "/t/b3#outbox")
    assert [(button.label, button.fields["verb"]) for button in card.buttons] == [("Gesehen", "ack_refused")]


def test_what_staff_have_seen_is_gone_and_only_what_came_after_is_named() -> None:
    fleet = told(hall("b3"), "b3", "submission_refused", REFUSED, NOON - 300)
    fleet = hear(fleet, "b3", "queues", Queues(refused=0))
    assert tasks_of(fleet) == ()
    fleet = told(fleet, "b3", "submission_expired", EXPIRED)
    fleet = hear(fleet, "b3", "queues", Queues(refused=1))
    (lost,) = lost_submissions(fleet.terminals["b3"])
    assert (lost.office, lost.expired) == ("schulamt", True)


def test_a_refusal_of_which_the_monitor_heard_nothing_is_told_all_the_same() -> None:
    fleet = hear(hall("b3"), "b3", "queues", Queues(refused=2))
    (task,) = tasks_of(fleet)
    assert maker(fleet).card(task).what == "2 Sendungen kamen nicht an"
    view = terminal_outbox(fleet.terminals["b3"], WORDS["de"], old=False)
    assert view is not None
    assert view.unknown.startswith("2 weitere")


def test_a_full_outbox_is_told_until_there_is_room_or_nothing_waits() -> None:
    full = told(waiting(hall("b3"), "b3", 60, 60), "b3", "outbox_full")
    assert kinds(tasks_of(full)) == [("outbox-full", "b3")]
    assert tasks_of(told(full, "b3", "outbox_has_room")) == ()
    assert tasks_of(hear(full, "b3", "queues", Queues())) == ()


@pytest.mark.parametrize(
    ("kind", "ref", "ended_by"),
    [
        ("site_settings_wrong", "", "site_settings_taken"),
        ("outbox_degraded", "", "outbox_restored"),
        ("office_key_unusable", "jobcenter", "office_key_usable"),
        ("staff_locked", "", "staff_admitted"),
    ],
)
def test_what_is_wrong_stays_until_it_is_right_or_seen(kind: str, ref: str, ended_by: str) -> None:
    wrong = told(hall("b3"), "b3", kind, ref)
    (task,) = tasks_of(wrong)
    assert task.kind == kind.replace("_", "-")
    assert tasks_of(told(wrong, "b3", ended_by, ref)) == ()
    seen = told(wrong, "b3", SEEN, f"{kind}/{ref}" if ref else kind)
    assert tasks_of(seen) == ()
    assert len(tasks_of(told(seen, "b3", kind, ref))) == 1


def test_the_keys_of_two_offices_are_two_tasks_and_one_office_at_many_terminals_is_one() -> None:
    fleet = hall("a1", "b1", "b3")
    for tid in ("a1", "b1", "b3"):
        fleet = told(fleet, tid, "office_key_unusable", "jobcenter")
    fleet = told(fleet, "b3", "office_key_unusable", "schulamt")
    assert kinds(tasks_of(fleet)) == [("office-key-unusable", "b3"), ("office-key-unusable-many", "a1,b1,b3")]
    assert maker(fleet).card(tasks_of(fleet)[1]).what == "Senden nicht möglich: Jobcenter"


@pytest.mark.parametrize(("ref", "minutes"), [("2-min", 2), ("", 60), ("soon", 60)])
def test_a_lock_is_told_as_long_as_it_lasts(ref: str, minutes: int) -> None:
    locked = told(hall("b3"), "b3", "staff_locked", ref)
    for seconds, kind in ((-2, [("staff-locked", "b3")]), (2, [])):
        now = NOON + 60 * minutes + seconds
        assert kinds(tasks_of(hear(locked, "b3", "health", Health(), now), now)) == kind
    assert tasks_of(told(locked, "b3", "staff_admitted", "17")) == ()


def test_the_same_event_told_again_and_again_costs_no_memory_and_crowds_out_nothing() -> None:
    fleet = told(hall("b3"), "b3", "office_key_unusable", "jobcenter", NOON - 9)
    same = event("staff_refused")
    for message in [same, same, *(event("staff_refused") for _ in range(200))]:
        fleet = hear(fleet, "b3", "event", message)
    assert len(fleet.terminals["b3"].told) == MOST_OF_A_KIND + 1
    assert kinds(tasks_of(fleet)) == [("office-key-unusable", "b3")]


def test_an_event_that_the_broker_delivers_twice_counts_once() -> None:
    same = event("refilled", "a4")
    fleet = hear(hear(hall("b3"), "b3", "event", same), "b3", "event", same)
    assert len(fleet.terminals["b3"].told) == 1


def test_nobody_walks_for_what_only_it_can_mend() -> None:
    fleet = told(waiting(hall("b3"), "b3", 4, 1900), "b3", "site_settings_wrong")
    assert plan_round(tasks_of(fleet), fleet) == ()


def test_a_silent_terminal_says_what_was_in_it_last() -> None:
    fleet = hear(waiting(hall("b3"), "b3", 4, 1900), "b3", "state", state("lost"), NOON + 10)
    (task,) = tasks_of(fleet, NOON + 11)
    notes = maker(fleet, NOON + 11).card(task).notes
    assert task.kind == "terminal-lost"
    assert any("zuletzt 4 Sendungen darin" in note for note in notes)
    figure = outbox_figure(fleet.terminals["b3"], NOON + 11, WORDS["de"], old=True)
    assert (figure.text, figure.since) == ("zuletzt 4", None)


def test_the_site_adds_up_who_is_heard_and_tells_the_silent_apart() -> None:
    fleet = waiting(waiting(hall("a1", "b1", "b3"), "a1", 1, 60), "b1", 2, 2400)
    fleet = waiting(fleet, "b3", 5, 10)
    site = site_outbox(fleet, {"b3"}, NOON, WORDS["de"])
    assert (site.waiting, site.since) == ("2 Terminals: 3 Sendungen", NOON - 2400)
    assert [tid for tid, _, _ in site.terminals] == ["b1", "a1"]
    assert site.silent == "1 Terminal: 5 Sendungen"
    assert site_outbox(hall("a1"), set(), NOON, WORDS["de"]).waiting == ""


def test_the_shift_tells_refills_one_by_one_and_staff_once_with_how_often() -> None:
    fleet = hall("b3")
    for n in range(3):
        fleet = told(told(fleet, "b3", "refilled", "a4", NOON + n), "b3", "staff_refused", "", NOON + n)
    fleet = told(fleet, "b3", "refilled", "receipt", NOON - 86_400)
    lines = shift_lines((), fleet, SETTINGS, WORDS["de"], day_start(NOON, SETTINGS.zone))
    texts = [(line.text, line.lasted) for line in lines]
    assert texts.count(("B3 A4-Drucker nachgefüllt", "")) == 3
    assert ("B3 Personal-Anmeldung abgelehnt", "3×") in texts
    assert len(texts) == 4


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(tmp_path / "monitor.sqlite")
    yield opened
    opened.dispose()


def test_a_restart_forgets_neither_what_was_refused_nor_what_was_seen(engine: Engine) -> None:
    messages: list[Received] = [
        received("b3", "state", state("ready")),
        received("b3", "queues", Queues(refused=1)),
        received("b3", "event", event("submission_refused", REFUSED)),
        received("b3", "event", event("office_key_unusable", "jobcenter")),
        received("b3", "event", event("office_key_unusable", "schulamt")),
        received("b3", "event", event(SEEN, "office_key_unusable/jobcenter")),
    ]
    fleet, batch = Fleet(), Batch()
    for message in messages:
        batch.add(message, fleet.get(message.terminal))
        fleet = fold(fleet, message)
    with engine.begin() as connection:
        write_batch(connection, batch)
    restored = HistoryReader(engine).fleet(NOON + 5)
    assert restored.terminals["b3"].told == fleet.terminals["b3"].told
    assert kinds(tasks_of(restored, NOON + 6)) == [("submission-lost", "b3"), ("office-key-unusable", "b3")]
