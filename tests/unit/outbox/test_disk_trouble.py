"""The disk is full, read-only or nearly full: nothing half is kept, and work goes on by itself afterwards."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from appliance.outbox.admission import LEAST_FREE, MIB
from appliance.outbox.events import OutboxDegraded, OutboxRestored
from appliance.outbox.ports import CannotPost, WhyNot
from appliance.outbox.progress import Stage
from appliance.outbox.settings import OutboxLimits
from tests.peers.card import TroubledFiles
from tests.peers.outbox_story import OutboxStory


@pytest.fixture
def files() -> TroubledFiles:
    return TroubledFiles()


@pytest.fixture
def story(tmp_path: Path, files: TroubledFiles) -> OutboxStory:
    return OutboxStory(tmp_path, files=files)


def cannot_post(story: OutboxStory, size: int = 200) -> WhyNot:
    with pytest.raises(CannotPost) as caught:
        story.posts(size=size)
    return caught.value.why


@pytest.mark.parametrize("trouble", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_what_cannot_be_written_is_not_kept(story: OutboxStory, files: TroubledFiles, trouble: int) -> None:
    files.trouble = trouble
    assert cannot_post(story) is WhyNot.DISK
    assert story.told(OutboxDegraded) == [OutboxDegraded(errno.errorcode[trouble])]
    assert story.outbox.why_not("jobcenter") is WhyNot.DISK
    assert trouble == errno.EROFS or story.file_names() == set(), "half a file would fill the disk even more"
    files.trouble = 0
    story.waits(90)
    assert story.told(OutboxRestored) == [OutboxRestored()]
    assert story.outbox.why_not("jobcenter") is None
    assert story.office().arrived == []
    assert story.bodies() == set()
    one = story.posts()
    story.works()
    assert story.office().arrived == [one]


def test_what_is_not_surely_durable_is_not_kept_either(story: OutboxStory, files: TroubledFiles) -> None:
    """People were told to print: it must not arrive all the same after the next start."""
    files.cannot_sync = True
    assert cannot_post(story) is WhyNot.DISK
    assert story.bodies() == set()
    files.cannot_sync = False
    story.crashes()
    story.waits(60)
    assert story.office().arrived == []


@pytest.mark.parametrize("trouble", [errno.ENOSPC, errno.EROFS])
def test_without_a_mark_on_disk_nothing_is_sent(story: OutboxStory, files: TroubledFiles, trouble: int) -> None:
    one = story.posts()
    files.trouble = trouble
    story.waits(3600)
    assert story.office().arrived == []
    assert story.stage(one) is Stage.WAITING
    assert len(story.told(OutboxDegraded)) == 1
    files.trouble = 0
    story.waits(2 * 3600)
    assert story.office().arrived == [one]
    assert len(story.told(OutboxRestored)) == 1


class FillsUpAfterTheMark(TroubledFiles):
    def __init__(self) -> None:
        super().__init__()
        self.marks = 0

    def write(self, path: Path, content: bytes) -> None:
        if path.name.endswith(".mark.new"):
            self.marks += 1
            if self.marks == 2:
                self.trouble = errno.ENOSPC
        super().write(path, content)


def test_a_hand_over_that_cannot_be_recorded_is_remembered_and_recorded_later(tmp_path: Path) -> None:
    files = FillsUpAfterTheMark()
    story = OutboxStory(tmp_path, files=files)
    one = story.posts()
    story.waits(600)
    assert story.office().arrived == [one]
    assert story.stage(one) is Stage.HANDED_OVER
    assert story.bodies() == {one}, "the body stays until it is on disk that nobody needs it"
    files.trouble = 0
    story.waits(60)
    assert story.bodies() == set()
    assert story.office().arrived == [one]


def test_a_hand_over_that_cannot_be_recorded_is_asked_about_after_a_crash(tmp_path: Path) -> None:
    files = FillsUpAfterTheMark()
    story = OutboxStory(tmp_path, files=files)
    one = story.posts()
    story.works()
    files.trouble = 0
    story.crashes()
    assert story.stage(one) is Stage.SENDING
    story.works()
    assert story.office().arrived == [one]
    assert story.bodies() == set()


def test_sending_is_not_offered_before_the_limit_is_reached(tmp_path: Path) -> None:
    story = OutboxStory(tmp_path, limits=OutboxLimits(most_mib=5, most_submission_mib=2))
    story.office().goes_away()
    assert story.outbox.why_not("jobcenter") is None
    story.posts(size=MIB)
    assert story.outbox.why_not("jobcenter") is None
    story.posts(size=MIB)
    assert story.outbox.why_not("jobcenter") is WhyNot.FULL
    assert cannot_post(story, size=2 * MIB - 1000) is WhyNot.FULL
    story.posts(size=1000)
    story.office().comes_back()
    story.waits(60)
    assert story.outbox.why_not("jobcenter") is None


def test_one_that_is_too_large_is_refused_by_itself(tmp_path: Path) -> None:
    story = OutboxStory(tmp_path, limits=OutboxLimits(most_mib=4, most_submission_mib=1))
    assert cannot_post(story, size=MIB) is WhyNot.TOO_LARGE
    assert story.file_names() == set()


def test_the_rest_of_the_terminal_keeps_its_share_of_the_disk(story: OutboxStory) -> None:
    story.free = LEAST_FREE + 100
    assert cannot_post(story) is WhyNot.FULL
    story.works()
    assert story.outbox.why_not("jobcenter") is WhyNot.FULL
    story.free = LEAST_FREE + 100 * MIB
    story.works()
    assert story.outbox.why_not("jobcenter") is None


def test_an_office_without_a_usable_key_is_not_offered(story: OutboxStory) -> None:
    story.office().has_no_key = True
    assert story.outbox.why_not("jobcenter") is WhyNot.NO_KEY
    assert cannot_post(story) is WhyNot.NO_KEY
    assert story.outbox.why_not("schulamt") is None
