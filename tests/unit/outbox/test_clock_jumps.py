"""A terminal without a battery for its clock: when the network comes back, so does the right time, all at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from appliance.clock import ManualClock
from appliance.outbox.decisions import LEAST_TRIES
from appliance.outbox.progress import OfficeAnswer, Stage
from tests.peers.outbox_story import OutboxStory

DAY = 86400.0


class JumpingClock(ManualClock):
    """The wall clock is set; the seconds that are counted go on as ever."""

    def __init__(self) -> None:
        super().__init__()
        self.set_by = dt.timedelta()

    def now(self) -> dt.datetime:
        return super().now() + self.set_by


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
def story(tmp_path: Path, clock: JumpingClock) -> OutboxStory:
    return OutboxStory(tmp_path, clock=clock)


@pytest.mark.parametrize("days", [30, -30, 20_000, -20_000])
def test_what_waits_is_sent_when_its_turn_comes_whatever_the_date(
    story: OutboxStory, clock: JumpingClock, days: int
) -> None:
    story.office().goes_away()
    one = story.posts()
    story.works()
    clock.set_by = dt.timedelta(days=days)
    story.office().comes_back()
    story.waits(30)
    assert story.office().arrived == [one]
    assert story.stage(one) is Stage.HANDED_OVER


def test_a_leap_by_a_month_is_no_month_of_trying(story: OutboxStory, clock: JumpingClock) -> None:
    """The first tries after the leap may fail: the network is only just coming up."""
    story.office().goes_away()
    one = story.posts()
    clock.set_by = dt.timedelta(days=30)
    story.works()
    story.waits(30)
    assert 1 < story.entry(one).tries < LEAST_TRIES
    assert story.stage(one) is Stage.WAITING
    story.office().comes_back()
    story.waits(120)
    assert story.office().arrived == [one]


def test_a_clock_that_falls_back_asks_no_later_for_an_answer(story: OutboxStory, clock: JumpingClock) -> None:
    one = story.posts()
    story.works()
    clock.set_by = dt.timedelta(days=-400)
    story.office().answers(one, OfficeAnswer.RECEIVED)
    story.waits(300)
    assert story.entry(one).answer is OfficeAnswer.RECEIVED


def test_an_age_is_never_below_zero(story: OutboxStory, clock: JumpingClock) -> None:
    story.office().goes_away()
    story.posts()
    clock.set_by = dt.timedelta(days=-400)
    story.works()
    assert story.waiting().oldest_s == 0


def test_numbers_keep_the_order_whatever_the_date(story: OutboxStory, clock: JumpingClock) -> None:
    story.office().goes_away()
    first = story.posts()
    clock.set_by = dt.timedelta(days=-400)
    second = story.posts()
    story.restarts()
    story.office().comes_back()
    story.waits(60)
    assert story.office().arrived == [first, second]
