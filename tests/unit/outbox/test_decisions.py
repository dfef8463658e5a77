"""What becomes of a submission, decided without clock, disk or network."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from appliance.outbox import decisions
from appliance.outbox.decisions import Moment
from appliance.outbox.entry import Entry
from appliance.outbox.pace import ASK_AGAIN, KEYS_AGAIN, SEND_AGAIN, Pace
from appliance.outbox.progress import Mark, OfficeAnswer, Report, Stage
from appliance.outbox.recovery import furthest
from appliance.outbox.settings import OutboxLimits
from tests.samples import NOON

DAYS = dt.timedelta(days=1)
LIMITS = OutboxLimits()
MOMENT = Moment(NOON, 1000.0, 1.0, LIMITS)
WAITING = Entry("A", 1, "jobcenter", "twin", "application", "small-form", NOON, 500)

moments = some.builds(
    Moment,
    some.integers(0, 90).map(lambda days: NOON + days * DAYS),
    some.floats(0, 1e7),
    some.floats(0, 1),
    some.just(LIMITS),
)
entries = some.builds(
    Entry,
    some.just("A"),
    some.integers(1, 9),
    some.sampled_from(["jobcenter", "schulamt"]),
    some.sampled_from(["twin", "other"]),
    some.just("application"),
    some.just("small-form"),
    some.just(NOON),
    some.integers(1, 1000),
    stage=some.sampled_from(Stage),
    answer=some.sampled_from(OfficeAnswer),
    final=some.booleans(),
    tries=some.integers(0, 1000),
    next_try=some.floats(0, 1e7),
    reason=some.sampled_from(["", "connection-refused", decisions.FILE_UNREADABLE]),
)
reports = some.builds(Report, some.sampled_from(Stage), some.sampled_from(OfficeAnswer), final=some.booleans())


@pytest.mark.parametrize("pace", [SEND_AGAIN, ASK_AGAIN, KEYS_AGAIN])
@given(tries=some.integers(0, 10_000), chance=some.floats(0, 1))
def test_waits_stay_within_bounds(pace: Pace, tries: int, chance: float) -> None:
    assert pace.first_s / 2 <= pace.wait_s(tries, chance) <= pace.longest_s


def test_waits_grow_from_seconds_to_hours_and_go_on_for_days() -> None:
    waits = [SEND_AGAIN.wait_s(tries, 1.0) for tries in range(1, 60)]
    assert waits == sorted(waits)
    assert waits[0] == 5
    assert waits[-1] == 7200
    assert sum(waits) > 3 * 86400


def test_chance_spreads_terminals_apart() -> None:
    assert SEND_AGAIN.wait_s(8, 0.0) * 2 == SEND_AGAIN.wait_s(8, 1.0)


def test_a_failure_puts_the_next_try_off_and_keeps_the_stage() -> None:
    after = decisions.after_failure(WAITING, "connection-refused", MOMENT)
    assert (after.stage, after.reason, after.tries, after.next_try) == (
        Stage.WAITING,
        "connection-refused",
        1,
        1005,
    )


@pytest.mark.parametrize(("days", "stage"), [(13.9, Stage.WAITING), (14, Stage.EXPIRED)])
def test_the_last_failure_is_after_two_weeks(days: float, stage: Stage) -> None:
    later = replace(MOMENT, now=NOON + days * DAYS)
    tried = replace(WAITING, tries=decisions.LEAST_TRIES)
    assert decisions.after_failure(tried, "connection-refused", later).stage is stage


def test_a_mark_makes_it_sending_and_keeps_the_time_it_began() -> None:
    first = decisions.begun(WAITING, Mark({"step": "1"}), MOMENT)
    second = decisions.begun(first, Mark({"step": "2"}), replace(MOMENT, now=NOON + DAYS))
    assert second.stage is Stage.SENDING
    assert second.mark.get("step") == "2"
    assert second.changed == NOON


@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.SENDING])
def test_a_hand_over_that_does_not_end_is_asked_about(stage: Stage) -> None:
    after = decisions.after_hand_over(WAITING, Report(stage), MOMENT)
    assert after.is_open
    assert after.asks_first


@given(entries, reports, moments)
def test_a_hand_over_ends_or_is_tried_again_later(entry: Entry, report: Report, moment: Moment) -> None:
    if not entry.is_open:
        return
    after = decisions.after_hand_over(entry, report, moment)
    if report.stage.is_over:
        assert after.stage is report.stage
        assert after.expires == moment.now + LIMITS.remember_days * DAYS
    elif after.is_open:
        assert after.next_try > moment.monotonic
    if after.stage in (Stage.REFUSED, Stage.EXPIRED):
        assert after.final
        assert after.needs_staff


@given(entries, reports, moments)
def test_an_answer_about_what_arrived_never_leads_back(entry: Entry, report: Report, moment: Moment) -> None:
    if entry.stage not in (Stage.HANDED_OVER, Stage.CONFIRMED):
        return
    after = decisions.after_answer(entry, report, moment)
    assert after.stage.is_over
    assert not (entry.stage is Stage.CONFIRMED and after.stage is Stage.HANDED_OVER)
    assert after.final or after.next_try > moment.monotonic


def test_no_news_is_no_change() -> None:
    handed = decisions.over(WAITING, Report(Stage.HANDED_OVER), MOMENT)
    later = decisions.after_answer(handed, Report(Stage.HANDED_OVER), replace(MOMENT, now=NOON + DAYS))
    assert later.changed == handed.changed
    assert later.expires == handed.expires


def test_an_answer_prolongs_how_long_it_can_be_asked_for() -> None:
    handed = decisions.over(WAITING, Report(Stage.HANDED_OVER), MOMENT)
    later = decisions.after_answer(
        handed, Report(Stage.CONFIRMED, OfficeAnswer.PAPERS_NEEDED), replace(MOMENT, now=NOON + 30 * DAYS)
    )
    assert later.expires == NOON + 120 * DAYS


def test_an_answer_is_not_lost_when_the_next_report_has_none() -> None:
    answered = decisions.over(WAITING, Report(Stage.CONFIRMED, OfficeAnswer.APPOINTMENT), MOMENT)
    later = decisions.after_answer(answered, Report(Stage.CONFIRMED), MOMENT)
    assert later.answer is OfficeAnswer.APPOINTMENT


def test_queues_are_by_office_and_transport_in_the_order_of_posting() -> None:
    def entry(number: int, office: str, transport: str = "twin", stage: Stage = Stage.WAITING) -> Entry:
        return replace(WAITING, id=str(number), number=number, office=office, transport=transport, stage=stage)

    queues = decisions.queues(
        [
            entry(3, "jobcenter"),
            entry(1, "jobcenter", stage=Stage.SENDING),
            entry(2, "schulamt"),
            entry(4, "jobcenter", "other"),
            entry(5, "jobcenter", stage=Stage.REFUSED),
        ]
    )
    assert {way: [each.number for each in queue] for way, queue in queues.items()} == {
        ("jobcenter", "twin"): [1, 3],
        ("schulamt", "twin"): [2],
        ("jobcenter", "other"): [4],
    }


def test_only_the_first_of_a_queue_is_waited_for() -> None:
    first = replace(WAITING, next_try=50.0, tries=1)
    second = replace(WAITING, id="B", number=2, next_try=0.0)
    assert decisions.next_due([second, first]) == 50.0
    unreadable = replace(first, reason=decisions.FILE_UNREADABLE)
    assert decisions.next_due([second, unreadable]) == 0.0
    assert decisions.next_due([]) is None


def test_what_is_over_is_forgotten_and_what_is_open_never() -> None:
    handed = decisions.over(WAITING, Report(Stage.HANDED_OVER), MOMENT)
    assert not decisions.is_forgotten(handed, NOON + 89 * DAYS)
    assert decisions.is_forgotten(handed, NOON + 90 * DAYS)
    assert not decisions.is_forgotten(WAITING, NOON + 5000 * DAYS)


def test_what_a_receiver_says_is_no_id_is_not_repeated() -> None:
    failed = decisions.after_failure(WAITING, "Antrag von Anna Maria Eriksson unlesbar", MOMENT)
    refused = decisions.over(WAITING, Report(Stage.REFUSED, reason="Frau Eriksson, bitte kommen"), MOMENT)
    assert (failed.reason, refused.reason) == ("redacted", "redacted")


def test_giving_up_tells_whether_it_may_have_arrived() -> None:
    later = replace(MOMENT, now=NOON + 15 * DAYS)
    tried = replace(WAITING, tries=decisions.LEAST_TRIES)
    begun = decisions.begun(tried, Mark(), MOMENT)
    assert decisions.after_failure(tried, "x", later).reason == "gave-up"
    assert decisions.after_failure(begun, "x", later).reason == "gave-up-in-doubt"


@given(entries, entries)
def test_the_witness_who_has_seen_more_is_believed(row: Entry, mark: Entry) -> None:
    believed = furthest(row, mark)
    assert believed is not None
    assert believed.stage.is_over == (row.stage.is_over or mark.stage.is_over)
    if Stage.WAITING not in (row.stage, mark.stage):
        assert believed.stage is not Stage.WAITING
    assert furthest(None, mark) == mark
    assert furthest(row, None) == row
