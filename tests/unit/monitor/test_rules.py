"""What is to be done, and in which order: stories from a day at the site."""

from __future__ import annotations

import pytest

from appliance.telemetry.messages import Health, LevelMessage, Queues
from monitor.fleet import Fleet
from monitor.received import Origin
from monitor.round import plan_round
from monitor.rules import to_do
from monitor.tasks import Task, Urgency
from tests.unit.monitor.said import NOON, SETTINGS, call, device, hall, hear, kinds, no_paper, state


def tasks_of(fleet: Fleet, now: float = NOON + 1) -> tuple[Task, ...]:
    return to_do(fleet, now, SETTINGS)


def test_nothing_to_do_when_all_is_well() -> None:
    assert tasks_of(hall("a1", "b3")) == ()


def test_paper_out_with_a_waiting_visitor_comes_before_a_receipt_roll_near_its_end() -> None:
    fleet = hear(hall("a4", "b3"), "a4", "device/receipt", device("ready", "media-low:warning", since=NOON - 900))
    fleet = hear(fleet, "b3", "device/a4", no_paper(NOON - 60))
    fleet = hear(fleet, "b3", "help", call(27, "tr", "print-trouble", NOON - 50))
    assert kinds(tasks_of(fleet)) == [("a4-media-empty", "b3"), ("receipt-media-low", "a4")]


def test_a_call_out_of_print_trouble_is_one_card_with_the_trouble() -> None:
    fleet = hear(hall("b1", "b3"), "b3", "device/a4", no_paper())
    fleet = hear(fleet, "b3", "help", call(27, "tr", "print-trouble"))
    (task,) = tasks_of(fleet)
    assert task.waiting is not None
    assert (task.waiting.number, task.waiting.language) == (27, "tr")
    assert [(a.verb, a.answer or a.device, a.desk) for a in task.actions] == [
        ("ack_help", "coming", ""),
        ("ack_help", "desk", "3"),
        ("refill", "a4", ""),
    ]
    assert [a.main for a in task.actions] == [True, False, False]
    assert task.values["alternative"] == "B1"
    assert task.carry == "carry.a4"


def test_a_call_about_something_else_is_its_own_card() -> None:
    fleet = hear(hall("b3"), "b3", "device/a4", no_paper())
    fleet = hear(fleet, "b3", "help", call(27, about="wohnen"))
    assert kinds(tasks_of(fleet)) == [("help-open", "b3"), ("a4-media-empty", "b3")]


def test_of_two_who_wait_the_longer_wait_is_on_top() -> None:
    fleet = hear(hall("a1", "b3"), "a1", "help", call(28, since=NOON - 40))
    fleet = hear(fleet, "b3", "help", call(27, since=NOON - 240))
    assert kinds(tasks_of(fleet)) == [("help-open", "b3"), ("help-open", "a1")]


def test_an_answered_call_steps_back_and_has_no_button_left() -> None:
    fleet = hear(hall("a1", "b3"), "a1", "help", call(27, since=NOON - 400, answered="coming"))
    fleet = hear(fleet, "b3", "help", call(28, since=NOON - 10))
    answered = tasks_of(fleet)[1]
    assert (answered.kind, answered.actions) == ("help-coming", ())


def test_a_held_print_job_counts_as_someone_who_waits() -> None:
    fleet = hear(hall("b3"), "b3", "device/a4", no_paper())
    assert tasks_of(fleet)[0].urgency is Urgency.BROKEN
    fleet = hear(fleet, "b3", "queues", Queues(print=1))
    assert tasks_of(fleet)[0].urgency is Urgency.SOMEONE_WAITS


def test_a_paused_queue_on_a_ready_printer_has_the_button_that_goes_on() -> None:
    fleet = hear(hall("b5"), "b5", "device/a4", device("stopped", "paused:warning", sev="warning"))
    fleet = hear(fleet, "b5", "queues", Queues(print=2))
    (task,) = tasks_of(fleet)
    assert (task.kind, task.values["jobs"], task.actions[0].verb) == ("queue-held", "2", "resume_queue")


def test_the_paper_is_filled_before_the_queue_is_resumed() -> None:
    fleet = hear(hall("b5"), "b5", "device/a4", device("stopped", "paused:warning", "media-empty:error"))
    assert kinds(tasks_of(fleet)) == [("a4-media-empty", "b5")]


@pytest.mark.parametrize(
    ("name", "message", "kind"),
    [
        ("a4", device("stopped", "media-jam:error", "media-empty:error"), "a4-jam"),
        ("a4", device("stopped", "cover-open:error"), "a4-cover-open"),
        ("a4", device("stopped", "toner-empty:error"), "a4-toner-empty"),
        ("a4", device("ready", "toner-low:warning"), "a4-toner-low"),
        ("a4", device("absent", sev="error"), "a4-absent"),
        ("a4", device("unknown", sev="unknown"), "device-unknown"),
        ("a4", device("ready", sev="unknown"), "device-unknown"),
        ("a4", device("stopped", sev="error"), "printer-other"),
        ("a4", device("stopped", "never-heard-of:error"), "printer-other"),
        ("receipt", device("stopped", "media-empty:error"), "receipt-media-empty"),
        ("a4", device("stopped", "rejecting-jobs:warning"), "queue-held"),
        ("receipt", device("stopped", "cover-open:error"), "receipt-cover-open"),
        ("receipt", device("stopped", "separation-cutter-recoverable-failure:error"), "receipt-printer-error"),
        ("receipt", device("stopped", "other:error"), "receipt-printer-error"),
        ("scanner", device("absent", sev="error"), "scanner-absent"),
        ("touch", device("absent", sev="error"), "touch-absent"),
        ("scanner", device("stopped", sev="error"), "device-stopped"),
    ],
)
def test_every_trouble_of_a_device_has_its_task(name: str, message: object, kind: str) -> None:
    fleet = hear(hall("b3"), "b3", f"device/{name}", message)  # type: ignore[arg-type]
    assert kinds(tasks_of(fleet)) == [(kind, "b3")]


def test_the_receipt_roll_says_until_when_only_if_the_figures_allow_it() -> None:
    levels = (LevelMessage("roll", "estimated", None, 20),)
    fleet = hear(hall("a4"), "a4", "device/receipt", device("ready", "media-low:warning", total=0, levels=levels))
    few = hear(fleet, "a4", "device/receipt", device("ready", "media-low:warning", total=4, levels=levels))
    assert not {"rate", "until"} & tasks_of(few)[0].values.keys()
    later = NOON + 1800
    fleet = hear(
        fleet, "a4", "device/receipt", device("ready", "media-low:warning", total=100, levels=levels), at=later
    )
    values = tasks_of(hear(fleet, "a4", "health", Health(), later), later)[0].values
    assert (values["rate"], values["until"]) == ("40", "13:00")


@pytest.mark.parametrize(
    ("health", "kind"),
    [
        (Health(undervoltage=True, throttled=True), "undervoltage"),
        (Health(throttled=True), "throttled"),
        (Health(cpu_temp_c=82.0), "hot"),
        (Health(disk_free_pct=8.0), "disk-low"),
        (Health(disk_free_pct=1.0), "disk-full"),
    ],
)
def test_poor_health_is_told_once_by_its_cause(health: Health, kind: str) -> None:
    assert kinds(tasks_of(hear(hall("b3"), "b3", "health", health))) == [(kind, "b3")]


def test_figures_that_cannot_be_measured_are_no_trouble() -> None:
    assert tasks_of(hear(hall("b3"), "b3", "health", Health())) == ()


def test_out_of_service_is_told_by_itself_only_where_no_device_explains_it() -> None:
    fleet = hear(hall("b3"), "b3", "state", state("out_of_service"))
    fleet = hear(fleet, "b3", "health", Health(), NOON + 1)
    assert kinds(tasks_of(fleet)) == [("out-of-service", "b3")]
    fleet = hear(fleet, "b3", "device/touch", device("absent", sev="error"), NOON + 1)
    assert kinds(tasks_of(fleet)) == [("touch-absent", "b3")]


def test_maintenance_asks_nothing_of_anyone() -> None:
    fleet = hear(hall("b3"), "b3", "device/a4", no_paper())
    assert tasks_of(hear(fleet, "b3", "state", state("maintenance"))) == ()


def test_paper_has_the_button_that_says_it_was_refilled() -> None:
    empty = hear(hall("b3"), "b3", "device/a4", no_paper())
    low = hear(hall("b3"), "b3", "device/receipt", device("ready", "media-low:warning"))
    jam = hear(hall("b3"), "b3", "device/a4", device("stopped", "media-jam:error"))
    labels = [[(a.label, a.device) for a in tasks_of(fleet)[0].actions] for fleet in (empty, low, jam)]
    assert labels == [
        [("action.refilled", "a4"), ("action.on_my_way", "")],
        [("action.refilled", "receipt"), ("action.on_round", "")],
        [("action.on_my_way", "")],
    ]


def test_one_silent_terminal_is_told_and_what_it_said_before_is_not() -> None:
    fleet = hear(hall("a1", "b3"), "b3", "device/a4", no_paper())
    fleet = hear(fleet, "b3", "state", state("lost"), NOON + 10)
    assert kinds(tasks_of(fleet, NOON + 11)) == [("terminal-lost", "b3")]


def test_a_person_at_a_terminal_that_fell_silent_still_waits() -> None:
    fleet = hear(hall("b3"), "b3", "help", call(27))
    fleet = hear(fleet, "b3", "state", state("lost"), NOON + 10)
    assert kinds(tasks_of(fleet, NOON + 11)) == [("help-open", "b3"), ("terminal-lost", "b3")]


def test_many_terminals_that_fall_silent_together_are_one_incident() -> None:
    fleet = hall("a1", "b1", "b2", "b3")
    for n, tid in enumerate(("b1", "b2", "b3")):
        fleet = hear(fleet, tid, "state", state("lost"), NOON + 10 * n)
    (task,) = tasks_of(fleet, NOON + 40)
    assert (task.kind, task.place, task.values["count"]) == ("network-lost", "Halle B", "3")


def test_terminals_that_fell_silent_at_different_times_are_not_one_incident() -> None:
    fleet = hall("b1", "b2", "b3")
    for n, tid in enumerate(("b1", "b2", "b3")):
        fleet = hear(fleet, tid, "health", Health(), NOON + 600 * n)
        fleet = hear(fleet, tid, "state", state("lost"), NOON + 600 * n + 1)
    assert {task.kind for task in tasks_of(fleet, NOON + 1300)} == {"terminal-lost"}


def test_while_the_monitor_has_no_broker_silence_says_nothing() -> None:
    fleet = hear(hall("a1", "b1", "b3"), "b3", "device/a4", no_paper())
    tasks = to_do(fleet, NOON + 200, SETTINGS, broker_trusted=False)
    assert kinds(tasks) == [("a4-media-empty", "b3")]
    assert tasks[0].stale


def test_what_the_database_remembers_is_no_incident_right_after_a_start() -> None:
    fleet = hear(Fleet(), "b3", "state", state("ready"), NOON, Origin.RETAINED)
    assert tasks_of(fleet, NOON + 30) == ()
    assert kinds(tasks_of(fleet, NOON + 80)) == [("terminal-stale", "b3")]


def test_the_round_visits_the_urgent_hall_first_and_no_hall_twice() -> None:
    fleet = hear(hall("a4", "b3", "b5"), "b3", "device/a4", no_paper())
    fleet = hear(fleet, "a4", "device/receipt", device("ready", "media-low:warning", since=NOON - 900))
    fleet = hear(fleet, "b5", "device/a4", device("ready", "toner-low:warning", since=NOON - 5))
    stops = plan_round(tasks_of(fleet), fleet)
    assert [(stop.name, stop.carry) for stop in stops] == [
        ("B3", ("carry.a4",)),
        ("B5", ("carry.toner",)),
        ("A4", ("carry.roll",)),
    ]


def test_a_task_keeps_its_key_while_its_words_change() -> None:
    fleet = hear(hall("b3"), "b3", "help", call(27))
    before = tasks_of(fleet)[0].key
    after = tasks_of(hear(fleet, "b3", "help", call(27, answered="coming")))[0].key
    assert before == after
