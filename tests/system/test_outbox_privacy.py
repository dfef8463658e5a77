"""Nothing readable of a sent application is on the disk at any moment, freed blocks included."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers import traces
from tests.peers.card import CardFiles
from tests.peers.marks import Marks
from tests.peers.outbox_story import OutboxStory
from tests.peers.outbox_victims import ENDED, KILLED, Victims, marked_submission
from tests.peers.small_disk import NotPossibleHere, SmallDisk, small_disk
from tests.peers.text_pdf import as_pdf

pytestmark = pytest.mark.system

MOST_CHANGES = 60


@pytest.fixture
def marks() -> Marks:
    return Marks(secrets.randbits(64))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    try:
        with small_disk(tmp_path) as made:
            yield made
    except NotPossibleHere as why:
        pytest.skip(f"no loop device here: {why}")


def test_no_byte_of_the_disk_can_be_read_whenever_it_is_killed(disk: SmallDisk, marks: Marks) -> None:
    victims = Victims(disk.mounted_at, marks.seed)
    try:
        for number in range(1, MOST_CHANGES):
            ended = victims.kill_before_change(number)
            assert not traces.in_data(disk.raw(), marks.needles()), f"found before change {number}"
            if ended == ENDED:
                break
            assert ended == KILLED
    finally:
        victims.close()
    assert number > 12, "it was not killed at every step"
    assert b"application/jose" in disk.raw(), "what was sealed was never on this disk"


def test_what_was_written_and_deleted_would_be_found(disk: SmallDisk, marks: Marks) -> None:
    """The search itself: a careless temporary file, removed at once, is still in a freed block."""
    careless = disk.mounted_at / "draft.json"
    careless.write_bytes(marked_submission(marks).data)
    disk.raw()
    careless.unlink()
    assert traces.in_data(disk.raw(), marks.needles())


def test_a_pdf_that_was_written_would_be_found(disk: SmallDisk, marks: Marks) -> None:
    document = as_pdf(marks.sentence("message"))
    marks.remember(document)
    (disk.mounted_at / "draft.pdf").write_bytes(document)
    assert traces.in_data(disk.raw(), marks.needles())


def test_no_file_can_be_read_at_any_step(tmp_path: Path, marks: Marks) -> None:
    """Without a file system of its own: between any two changes of the directory."""
    (tmp_path / "outbox").mkdir()
    files = CardFiles(tmp_path / "outbox")
    found: list[str] = []
    files.at_change = lambda: found.extend(traces.in_files(marks, [tmp_path], 0))
    story = OutboxStory(tmp_path, files=files)
    sent = marked_submission(marks)
    marks.remember(sent.pdf)
    marks.remember(sent.papers[0].pdf)
    story.office().loses_next_confirmation()
    story.outbox.post(sent)
    story.works()
    story.waits(60)
    story.restarts()
    story.waits(60)
    assert found == []
    assert files.changes > 20
    assert traces.in_data(sent.data, marks.needles()), "the search does not even find what was sent"


def test_names_and_index_say_nothing_either(tmp_path: Path, marks: Marks) -> None:
    story = OutboxStory(tmp_path)
    story.office().refuses_next()
    sent = marked_submission(marks)
    story.outbox.post(sent)
    story.works()
    story.outbox.close()
    everything = b"".join(path.read_bytes() for path in story.directory.iterdir())
    assert sent.id.encode() in everything
    for secret in (sent.reference, sent.language.join('""'), sent.form_title):
        assert secret.encode() not in everything
