"""Files vanish, tear or rot under the outbox, the index first of all: one is hurt at most, and people hear."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from appliance.outbox.events import OutboxFileSetAside
from appliance.outbox.progress import OfficeAnswer, Report, Stage
from appliance.storage.durable_file import seal
from tests.peers.card import TroubledFiles
from tests.peers.outbox_story import OutboxStory


@pytest.fixture
def story(tmp_path: Path) -> OutboxStory:
    return OutboxStory(tmp_path)


def loses_index(story: OutboxStory) -> None:
    for path in story.directory.glob("index.json*"):
        path.unlink()


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def test_without_an_index_what_waits_still_waits_in_its_order(story: OutboxStory) -> None:
    story.office().goes_away()
    ids = [story.posts() for _ in range(4)]
    story.works()
    before = [story.entry(each) for each in ids]
    story.outbox.close()
    loses_index(story)
    story.opens()
    for old in before:
        new = story.entry(old.id)
        assert (new.number, new.office, new.created, new.status_key) == (
            old.number,
            old.office,
            old.created,
            old.status_key,
        )
        assert new.stage is Stage.WAITING
    story.office().comes_back()
    story.works()
    assert story.office().arrived == ids


def test_without_an_index_what_was_handed_over_stays_so(story: OutboxStory) -> None:
    one = story.posts()
    story.works()
    story.office().reports(one, Report(Stage.CONFIRMED, OfficeAnswer.APPOINTMENT))
    story.waits(300)
    before = story.entry(one)
    story.outbox.close()
    loses_index(story)
    story.opens()
    after = story.entry(one)
    assert (after.stage, after.answer, after.expires) == (before.stage, before.answer, before.expires)
    story.waits(3600)
    assert story.office().arrived == [one]


def test_without_an_index_a_begun_hand_over_is_asked_about(story: OutboxStory) -> None:
    story.office().loses_next_confirmation()
    one = story.posts()
    story.works()
    loses_index(story)
    story.crashes()
    assert story.stage(one) is Stage.SENDING
    story.works()
    assert story.office().asked == [one]
    assert story.office().arrived == [one]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"torn",
        seal(b"[]"),
        seal(b'{"submissions":{"1":{"id":5}}}'),
        seal(b"\xff"),
        seal(b'{"submissions":[]}'),
    ],
)
def test_an_index_that_means_nothing_is_set_aside(story: OutboxStory, content: bytes) -> None:
    story.office().goes_away()
    one = story.posts()
    story.outbox.close()
    loses_index(story)
    (story.directory / "index.json").write_bytes(content)
    story.opens()
    assert [event.file_name.startswith("index.json.corrupt") for event in story.told(OutboxFileSetAside)] == [True]
    story.office().comes_back()
    story.works()
    assert story.office().arrived == [one]


def test_an_index_that_is_older_than_the_files_is_not_believed(story: OutboxStory) -> None:
    story.office().goes_away()
    one = story.posts()
    story.outbox.close()
    old = (story.directory / "index.json").read_bytes()
    story.opens()
    story.office().comes_back()
    story.waits(10)
    other = story.posts()
    assert story.stage(one) is Stage.HANDED_OVER
    (story.directory / "index.json").write_bytes(old)
    story.crashes()
    assert story.stage(one) is Stage.HANDED_OVER
    assert story.stage(other) is Stage.WAITING
    story.waits(60)
    assert story.office().arrived == [one, other]


def test_the_index_is_a_second_witness_when_a_mark_is_lost(story: OutboxStory) -> None:
    one = story.posts()
    story.works()
    story.outbox.close()
    (story.directory / f"{one}.mark").unlink()
    story.opens()
    assert story.stage(one) is Stage.HANDED_OVER
    story.waits(10)
    assert (story.directory / f"{one}.mark").exists(), "the mark is written again"
    assert story.office().arrived == [one]


def test_a_mark_that_cannot_be_read_means_ask_first(story: OutboxStory) -> None:
    story.office().loses_next_confirmation()
    one = story.posts()
    story.works()
    spoil(story.directory / f"{one}.mark")
    loses_index(story)
    story.crashes()
    assert story.stage(one) is Stage.SENDING
    assert [".mark-" in event.file_name for event in story.told(OutboxFileSetAside)] == [True]
    story.works()
    assert story.office().arrived == [one]
    assert story.stage(one) is Stage.HANDED_OVER


def test_a_spoiled_body_is_set_aside_told_and_blocks_nobody(story: OutboxStory) -> None:
    story.office().goes_away()
    one, other = story.posts(), story.posts()
    spoil(story.directory / f"{one}.sealed")
    story.office().comes_back()
    story.works()
    assert story.progress(one)[-1] == (Stage.REFUSED, "file-corrupt")
    assert story.waiting().refused == 1
    assert story.office().arrived == [other]
    aside = [event.file_name for event in story.told(OutboxFileSetAside)]
    assert len(aside) == 1
    assert (story.directory / aside[0]).exists()
    story.restarts()
    story.waits(60)
    assert story.told(OutboxFileSetAside) == story.told(OutboxFileSetAside)[:1]


def test_a_spoiled_body_without_an_index_hurts_no_other(story: OutboxStory) -> None:
    story.office().goes_away()
    one, other = story.posts(), story.posts()
    story.outbox.close()
    loses_index(story)
    spoil(story.directory / f"{one}.sealed")
    story.opens()
    story.office().comes_back()
    story.works()
    assert story.outbox.entry(one) is None
    assert len(story.told(OutboxFileSetAside)) == 1
    assert story.office().arrived == [other]


def test_a_body_deleted_under_us_is_told(story: OutboxStory) -> None:
    story.office().goes_away()
    one, other = story.posts(), story.posts()
    (story.directory / f"{one}.sealed").unlink()
    story.office().comes_back()
    story.works()
    assert story.progress(one)[-1] == (Stage.REFUSED, "file-missing")
    assert story.office().arrived == [other]


def test_a_body_deleted_while_the_terminal_was_off_is_told(story: OutboxStory) -> None:
    story.office().goes_away()
    one = story.posts()
    story.outbox.close()
    (story.directory / f"{one}.sealed").unlink()
    story.opens()
    story.office().comes_back()
    story.works()
    assert story.progress(one)[-1] == (Stage.REFUSED, "file-missing")


def test_a_body_deleted_after_it_arrived_is_no_loss(story: OutboxStory) -> None:
    story.office().loses_next_confirmation()
    one = story.posts()
    story.works()
    (story.directory / f"{one}.sealed").unlink()
    story.waits(10)
    assert story.stage(one) is Stage.HANDED_OVER


def test_a_body_that_cannot_be_read_now_lets_others_pass(tmp_path: Path) -> None:
    files = TroubledFiles()
    story = OutboxStory(tmp_path, files=files)
    one, other = story.posts(), story.posts()
    files.unreadable = {f"{one}.sealed"}
    story.works()
    assert story.office().arrived == [other]
    assert story.entry(one).reason == "file-unreadable"
    files.unreadable = set()
    story.waits(60)
    assert story.office().arrived == [other, one]


def test_a_body_under_a_foreign_name_is_not_believed(story: OutboxStory) -> None:
    story.office().goes_away()
    one, other = story.posts(), story.posts()
    shutil.copy(story.directory / f"{one}.sealed", story.directory / f"{other}.sealed")
    story.office().comes_back()
    story.works()
    assert story.office().arrived == [one]
    assert story.progress(other)[-1] == (Stage.REFUSED, "file-corrupt")


def test_the_whole_directory_deleted_under_us(story: OutboxStory) -> None:
    story.office().goes_away()
    one = story.posts()
    shutil.rmtree(story.directory)
    story.office().comes_back()
    story.works()
    assert story.stage(one) is Stage.REFUSED
    other = story.posts()
    story.waits(10)
    assert story.office().arrived == [other]


def test_foreign_files_are_left_alone(story: OutboxStory) -> None:
    (story.directory / "lost+found").mkdir()
    (story.directory / "notes.txt").write_text("gehört nicht hierher")
    (story.directory / "a b.sealed").write_text("kein Name von uns")
    one = story.posts()
    story.restarts()
    story.works()
    assert story.office().arrived == [one]
    assert {"lost+found", "notes.txt", "a b.sealed"} <= story.file_names()


def test_people_can_read_the_index(story: OutboxStory) -> None:
    one = story.posts()
    story.works()
    story.outbox.close()
    rows = json.loads((story.directory / "index.json").read_text().partition("\n")[2])["submissions"]
    assert rows["1"]["id"] == one
    assert rows["1"]["stage"] == "handed_over"
