"""The outbox on a good day: sealed, handed over once, followed until the office has answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.outbox.ports import CannotPost, SubmissionProgressed, WhyNot
from appliance.outbox.progress import OfficeAnswer, Report, Stage
from tests.peers.office_twin import data_of
from tests.peers.outbox_story import OutboxStory, submission


@pytest.fixture
def story(tmp_path: Path) -> OutboxStory:
    return OutboxStory(tmp_path)


def test_what_is_posted_arrives_once_and_its_body_leaves_the_disk(story: OutboxStory) -> None:
    posted = story.outbox.post(submission())
    assert posted.status_code == "code-1"
    assert story.bodies() == {posted.id}
    story.works()
    assert story.office().arrived == [posted.id]
    assert story.office().opened == [data_of(posted.id)]
    assert story.bodies() == set()
    assert story.stage(posted.id) is Stage.HANDED_OVER
    assert story.progress(posted.id) == [(Stage.WAITING, ""), (Stage.SENDING, ""), (Stage.HANDED_OVER, "")]
    story.restarts()
    story.waits(86400)
    assert story.office().arrived == [posted.id]


def test_what_the_status_board_needs_is_kept_and_the_code_is_not(story: OutboxStory) -> None:
    posted = story.outbox.post(submission())
    story.restarts()
    keys = story.codes.keys(posted.status_code)
    entry = story.entry(posted.id)
    assert (entry.status_topic, entry.status_key) == (keys.topic, keys.key)
    assert not any(posted.status_code.encode() in path.read_bytes() for path in story.directory.iterdir())


def test_the_order_of_an_office_is_kept(story: OutboxStory) -> None:
    ids = [story.posts() for _ in range(5)]
    story.works()
    assert story.office().arrived == ids


def test_a_long_queue_does_not_hold_up_other_offices(story: OutboxStory) -> None:
    for _ in range(3):
        story.posts("jobcenter")
    last = story.posts("schulamt")
    story.works()
    handed = [each.id for each in story.told(SubmissionProgressed) if each.stage is Stage.HANDED_OVER]
    assert handed.index(last) == 1


def test_the_office_answers_and_asking_ends_with_the_last_word(story: OutboxStory) -> None:
    one = story.posts()
    story.works()
    story.office().answers(one, OfficeAnswer.IN_PROGRESS)
    story.waits(300)
    assert (story.stage(one), story.entry(one).answer) == (Stage.CONFIRMED, OfficeAnswer.IN_PROGRESS)
    story.office().reports(one, Report(Stage.CONFIRMED, OfficeAnswer.DECIDED, final=True))
    story.waits(6 * 3600)
    assert story.entry(one).answer is OfficeAnswer.DECIDED
    asked = len(story.office().asked)
    story.waits(2 * 86400)
    assert len(story.office().asked) == asked


def test_it_is_asked_often_at_first_and_seldom_later(story: OutboxStory) -> None:
    story.posts()
    story.works()
    story.waits(1800)
    first_half_hour = len(story.office().asked)
    story.waits(3 * 86400)
    asked = len(story.office().asked)
    story.waits(86400)
    assert first_half_hour >= 3
    assert len(story.office().asked) - asked in (3, 4, 5)


def test_a_status_is_forgotten_after_its_time(story: OutboxStory) -> None:
    one = story.posts()
    story.works()
    story.office().reports(one, Report(Stage.CONFIRMED, OfficeAnswer.DECIDED, final=True))
    story.waits(600)
    story.clock.advance(89 * 86400)
    story.works()
    assert story.outbox.entry(one) is not None
    story.clock.advance(2 * 86400)
    story.works()
    assert story.outbox.entry(one) is None
    story.restarts()
    assert story.file_names() == {"index.json", "index.json.bak"}


def test_an_office_without_a_transport_takes_paper_only(story: OutboxStory) -> None:
    assert story.outbox.why_not("jobcenter") is None
    assert story.outbox.why_not("wohnungsamt") is WhyNot.PRINT_ONLY
    with pytest.raises(CannotPost) as caught:
        story.posts("wohnungsamt")
    assert caught.value.why is WhyNot.PRINT_ONLY


def test_an_id_can_be_posted_once_only(story: OutboxStory) -> None:
    one = story.posts()
    with pytest.raises(ValueError, match="no new id"):
        story.posts(submission_id=one)
    with pytest.raises(ValueError, match="no new id"):
        story.posts(submission_id="../../etc/passwd")
    story.works()
    assert story.office().arrived == [one]


def test_depth_and_age_are_told_when_they_change(story: OutboxStory) -> None:
    story.office().goes_away()
    story.posts()
    story.works()
    assert (story.waiting().depth, story.waiting().oldest_s) == (1, 0)
    told = len(story.events)
    story.works()
    assert len(story.events) == told
    story.waits(3600)
    assert story.waiting().oldest_s >= 3540
    story.office().comes_back()
    story.waits(7200)
    assert (story.waiting().depth, story.waiting().oldest_s) == (0, 0)
