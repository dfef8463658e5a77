"""Nothing readable of what was sent stays, wherever it stands: waiting, half way, arrived, answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.session.visit import Delivery
from tests.peers import traces
from tests.peers.three_offices import HOUSING, MIGRATION, SCHOOLS, ThreeOffices
from tests.system.marked_sending import MarkedSendingStory
from tests.system.privacy_watch import Hall, Watch, assert_nothing_is_left, terminal, watched_hall, watching

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]

FORM = "verlaengerung-aufenthaltserlaubnis"
NEXT_TRY_S, FIRST_NEWS_S = 60, 130


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with watched_hall(tmp_path_factory.mktemp("hall")) as made:
        yield made


@pytest.fixture
def watch(hall: Hall, tmp_path: Path) -> Iterator[Watch]:
    with watching(hall, tmp_path) as made:
        yield made


def assert_nothing_can_be_read(story: MarkedSendingStory, watch: Watch) -> None:
    assert_nothing_is_left(story, watch)
    running = [" ".join(child.cmdline()) for child in psutil.Process().children(recursive=True)]
    assert not [command for command in running if "appliance.papers" in command]


def assert_the_office_can(watch: Watch, offices: ThreeOffices, office: str, submission_id: str) -> None:
    """What was looked for everywhere else is where it belongs."""
    received = next(each for each in offices.arrived(office) if each.id == submission_id)
    for readable in (received.pdf, received.data, *received.papers):
        assert traces.in_data(readable, watch.marks.needles())


def test_an_application_with_papers_at_every_stage(watch: Watch, offices: ThreeOffices, settings: Path) -> None:
    with terminal(watch, MarkedSendingStory, settings) as story:
        story.comes_to_sending(FORM, "en")
        offices.goes_away(MIGRATION)
        sent_id = story.sends(Delivery.BOTH)
        assert watch.is_in_memory(), "the search does not even find who is still there"
        story.ends()
        assert_nothing_can_be_read(story, watch)

        offices.comes_back(MIGRATION)
        offices.service.troubles.plan("attachment", "hang")
        story.time_passes(NEXT_TRY_S)
        story.until_stage(sent_id, Stage.SENDING)
        assert_nothing_can_be_read(story, watch)

        offices.goes_away(MIGRATION)
        offices.comes_back(MIGRATION)
        story.works_on(0.5)
        story.time_passes(NEXT_TRY_S)
        story.until_stage(sent_id, Stage.HANDED_OVER)
        assert_nothing_can_be_read(story, watch)

        offices.answers(MIGRATION, sent_id, OfficeAnswer.RECEIVED)
        story.time_passes(FIRST_NEWS_S)
        story.until_stage(sent_id, Stage.CONFIRMED)
        assert_nothing_can_be_read(story, watch)
    assert_the_office_can(watch, offices, MIGRATION, sent_id)


@pytest.mark.parametrize("office", [HOUSING, SCHOOLS])
def test_a_message_in_arabic(office: str, watch: Watch, offices: ThreeOffices, settings: Path) -> None:
    with terminal(watch, MarkedSendingStory, settings) as story:
        story.comes_to_sending(f"nachricht-{office}", "ar")
        offices.goes_away(office)
        sent_id = story.sends(Delivery.SEND)
        story.ends()
        assert_nothing_can_be_read(story, watch)
        offices.comes_back(office)
        story.time_passes(NEXT_TRY_S)
        story.until_stage(sent_id, Stage.HANDED_OVER)
        assert_nothing_can_be_read(story, watch)
    assert_the_office_can(watch, offices, office, sent_id)


def test_a_message_that_is_refused(watch: Watch, offices: ThreeOffices, settings: Path) -> None:
    with terminal(watch, MarkedSendingStory, settings) as story:
        story.comes_to_sending(f"nachricht-{MIGRATION}", "ar")
        offices.service.desk.rejects_next = True
        sent_id = story.sends(Delivery.SEND)
        story.ends()
        story.until_stage(sent_id, Stage.HANDED_OVER)
        story.time_passes(FIRST_NEWS_S)
        story.until_stage(sent_id, Stage.REFUSED)
        assert_nothing_can_be_read(story, watch)
    assert_the_office_can(watch, offices, MIGRATION, sent_id)
