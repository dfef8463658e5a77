"""The way to the office is cut, answers get lost, receivers refuse: nothing is lost, nothing arrives twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.outbox.progress import OfficeAnswer, Report, Stage
from appliance.outbox.settings import OutboxLimits
from tests.peers.outbox_story import OutboxStory

DAY = 86400


@pytest.fixture
def story(tmp_path: Path) -> OutboxStory:
    return OutboxStory(tmp_path)


def test_a_dead_network_is_waited_for(story: OutboxStory) -> None:
    story.office().goes_away()
    ids = [story.posts() for _ in range(3)]
    story.waits(3 * DAY)
    assert {story.stage(each) for each in ids} == {Stage.WAITING}
    assert story.entry(ids[0]).reason == "connection-refused"
    assert story.entry(ids[1]).tries == 0, "those behind the first wait without trying"
    story.office().comes_back()
    story.waits(2 * 3600)
    assert story.office().arrived == ids


def test_staff_can_have_it_tried_at_once(story: OutboxStory) -> None:
    story.office().goes_away()
    one = story.posts()
    story.waits(DAY)
    story.office().comes_back()
    story.works()
    assert story.office().arrived == []
    story.outbox.retry_now()
    story.works()
    assert story.office().arrived == [one]


def test_a_lost_confirmation_is_asked_about_and_nothing_is_sent_again(story: OutboxStory) -> None:
    story.office().loses_next_confirmation()
    one = story.posts()
    story.works()
    assert story.stage(one) is Stage.SENDING
    story.waits(10)
    assert story.stage(one) is Stage.HANDED_OVER
    assert story.office().arrived == [one]
    assert story.office().asked[0] == one


def test_a_hand_over_that_never_began_is_begun_after_asking(story: OutboxStory) -> None:
    story.office().goes_away()
    one = story.posts()
    story.works()
    story.office().comes_back()
    story.waits(10)
    assert story.office().asked == [one]
    assert story.office().arrived == [one]


def test_a_refused_one_is_told_and_does_not_block(story: OutboxStory) -> None:
    story.office().refuses_next()
    one, other = story.posts(), story.posts()
    story.works()
    assert story.progress(one)[-1] == (Stage.REFUSED, "schema-mismatch")
    assert story.entry(one).answer is OfficeAnswer.REFUSED
    assert story.office().arrived == [other]
    assert story.bodies() == set()
    assert story.waiting().refused == 1
    story.outbox.seen()
    story.works()
    assert story.waiting().refused == 0
    story.restarts()
    story.works()
    assert story.waiting().refused == 0


def test_given_back_by_the_carrier_after_two_weeks(story: OutboxStory) -> None:
    """FIT-Connect rejects what an office has not collected."""
    one = story.posts()
    story.works()
    story.office().reports(one, Report(Stage.EXPIRED, reason="not-collected", final=True))
    story.waits(300)
    assert story.progress(one)[-1] == (Stage.EXPIRED, "not-collected")
    assert story.waiting().refused == 1


def test_after_two_weeks_we_give_up_and_say_so(story: OutboxStory) -> None:
    story.office().goes_away()
    one, other = story.posts(), story.posts()
    story.waits(14.5 * DAY)
    assert story.progress(one)[-1] == (Stage.EXPIRED, "gave-up")
    assert story.stage(other) is Stage.EXPIRED
    assert story.bodies() == set()
    story.office().comes_back()
    story.outbox.retry_now()
    story.waits(DAY)
    assert story.office().arrived == []


def test_a_terminal_that_was_off_for_a_month_tries_before_it_gives_up(story: OutboxStory) -> None:
    one = story.posts()
    story.outbox.close()
    story.clock.advance(30 * DAY)
    story.opens()
    story.works()
    assert story.office().arrived == [one]


def test_one_office_away_does_not_hold_up_another(story: OutboxStory) -> None:
    story.office("jobcenter").goes_away()
    story.posts("jobcenter")
    other = story.posts("schulamt")
    story.works()
    assert story.office("schulamt").arrived == [other]


def test_a_mistake_in_a_transport_is_a_reason_to_try_again(story: OutboxStory) -> None:
    one = story.posts()
    story.office().breaks_once(KeyError("access_token"))  # at the refresh
    story.works()
    story.office().breaks_once(ZeroDivisionError())  # at the question
    story.waits(5)
    story.waits(3600)
    assert story.office().arrived == [one]


def test_stages_never_go_back(story: OutboxStory) -> None:
    one = story.posts()
    story.works()
    story.office().reports(one, Report(Stage.CONFIRMED))
    story.waits(600)
    for stage in (Stage.HANDED_OVER, Stage.SENDING, Stage.WAITING):
        story.office().reports(one, Report(stage))
        story.waits(DAY)
        assert story.stage(one) is Stage.CONFIRMED
    assert story.office().arrived == [one]
    assert story.entry(one).reason == "unknown-to-receiver"


def test_keys_are_fetched_at_the_start_and_kept_fresh(story: OutboxStory) -> None:
    story.works()
    assert story.office().refreshed == 1
    story.waits(DAY)
    assert 4 <= story.office().refreshed <= 6


def test_the_age_limit_can_be_set(tmp_path: Path) -> None:
    story = OutboxStory(tmp_path, limits=OutboxLimits(give_up_days=1))
    story.office().goes_away()
    one = story.posts()
    story.waits(1.2 * DAY)
    assert story.stage(one) is Stage.EXPIRED
