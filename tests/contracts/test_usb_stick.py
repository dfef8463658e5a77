"""The contract of ports.UsbStick: the twin, and the driver over a file system that is really mounted."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from hardware.events import (
    HardwareEvent,
    StickFailed,
    StickFailure,
    StickFile,
    StickFileRead,
    StickInserted,
    StickListed,
    StickRemoved,
)
from tests.peers.stick_bench import BENCHES, LIMITS, MountBench, StickBench, why_not_mountable

PATIENCE = 20.0
LETTER = b"%PDF-1.7 letter"
LEASE = b"%PDF-1.7 lease" * 100
PAPERS = {"letter.pdf": LETTER, "flat/Lease.PDF": LEASE}

E = TypeVar("E")


@pytest.fixture(scope="session")
def obstacle(tmp_path_factory: pytest.TempPathFactory) -> str:
    return why_not_mountable(tmp_path_factory.mktemp("trial"))


@pytest.fixture(params=list(BENCHES))
def bench(request: pytest.FixtureRequest, tmp_path: Path, obstacle: str) -> Iterator[StickBench]:
    if request.param != "twin" and obstacle:
        pytest.skip(f"no file system can be mounted here: {obstacle}")
    made = BENCHES[request.param](tmp_path)
    yield made
    made.stick.close()
    made.tear_down()


@pytest.fixture
def mount_bench(tmp_path: Path, obstacle: str) -> Iterator[MountBench]:
    if obstacle:
        pytest.skip(f"no file system can be mounted here: {obstacle}")
    made = MountBench(tmp_path)
    yield made
    made.tear_down()


def next_event(bench: StickBench, kind: type[E]) -> E:
    event = bench.events.get(timeout=PATIENCE)
    assert isinstance(event, kind), event
    return event


def assert_silent(bench: StickBench, seconds: float = 0.4) -> None:
    with pytest.raises(queue.Empty):
        bench.events.get(timeout=seconds)


def inserted(bench: StickBench, files: dict[str, bytes]) -> None:
    bench.stick.start()
    bench.insert(files)
    next_event(bench, StickInserted)


def listed(bench: StickBench) -> tuple[StickFile, ...]:
    bench.stick.look()
    return next_event(bench, StickListed).files


def failure(bench: StickBench) -> StickFailure:
    return next_event(bench, StickFailed).reason


def test_without_a_stick_there_is_nothing_to_see(bench: StickBench) -> None:
    bench.stick.start()
    assert_silent(bench)
    bench.stick.look()
    assert failure(bench) is StickFailure.NO_STICK


def test_a_stick_is_noticed_when_it_comes_and_when_it_goes(bench: StickBench) -> None:
    inserted(bench, PAPERS)
    assert_silent(bench)
    bench.pull()
    next_event(bench, StickRemoved)


def test_its_pdfs_are_listed_the_newest_first(bench: StickBench) -> None:
    inserted(bench, PAPERS)
    files = listed(bench)
    assert [(file.name, file.size) for file in files] == [("letter.pdf", len(LETTER)), ("Lease.PDF", len(LEASE))]
    assert len({file.id for file in files}) == 2


def test_a_listed_file_is_read_and_so_is_the_next_one(bench: StickBench) -> None:
    inserted(bench, PAPERS)
    for file, data in zip(listed(bench), (LETTER, LEASE), strict=True):
        bench.stick.read(file.id)
        read = next_event(bench, StickFileRead)
        assert (read.id, read.name, read.data) == (file.id, file.name, data)


@pytest.mark.parametrize(
    "path",
    [
        "photo.jpg",
        "pdf",
        ".hidden.pdf",
        "._letter.pdf",
        ".Trash/letter.pdf",
        "$RECYCLE.BIN/letter.pdf",
        "System Volume Information/letter.pdf",
        "a/b/c/letter.pdf",
        "empty.pdf",
    ],
)
def test_what_is_hidden_deep_empty_or_no_pdf_is_not_listed(bench: StickBench, path: str) -> None:
    inserted(bench, {path: b"" if path == "empty.pdf" else LETTER})
    bench.stick.look()
    assert failure(bench) is StickFailure.NO_PDF
    bench.pull()
    next_event(bench, StickRemoved)
    bench.insert({path: b"" if path == "empty.pdf" else LETTER, "a/b/lease.pdf": LEASE})
    next_event(bench, StickInserted)
    assert [file.name for file in listed(bench)] == ["lease.pdf"]


def test_of_very_many_files_the_newest_200_are_listed(bench: StickBench) -> None:
    inserted(bench, {f"{n:03}.pdf": LETTER for n in range(LIMITS.files + 30)})
    assert [file.name for file in listed(bench)] == [f"{n:03}.pdf" for n in range(LIMITS.files)]


def test_names_are_shown_without_what_could_turn_them_round(bench: StickBench) -> None:
    inserted(bench, {"a\u202efdp.exe\n.pdf": LETTER})
    assert [file.name for file in listed(bench)] == ["a�fdp.exe�.pdf"]


def test_a_file_over_the_limit_is_refused(bench: StickBench) -> None:
    inserted(bench, {"small.pdf": bytes(LIMITS.file_bytes), "large.pdf": bytes(LIMITS.file_bytes + 1)})
    small, large = listed(bench)
    bench.stick.read(large.id)
    assert failure(bench) is StickFailure.TOO_LARGE
    bench.stick.read(small.id)
    assert len(next_event(bench, StickFileRead).data) == LIMITS.file_bytes


def test_a_file_that_was_never_listed_is_gone(bench: StickBench) -> None:
    inserted(bench, PAPERS)
    bench.stick.read("../../etc/passwd")
    assert failure(bench) is StickFailure.FILE_GONE


def test_a_file_that_has_been_deleted_since_is_gone(bench: StickBench) -> None:
    inserted(bench, PAPERS)
    letter, lease = listed(bench)
    bench.delete("letter.pdf")
    bench.stick.read(letter.id)
    assert failure(bench) is StickFailure.FILE_GONE
    bench.stick.read(lease.id)
    assert next_event(bench, StickFileRead).data == LEASE


def test_what_was_listed_of_one_stick_is_not_read_from_another(bench: StickBench) -> None:
    inserted(bench, PAPERS)
    letter, _ = listed(bench)
    bench.pull()
    next_event(bench, StickRemoved)
    bench.insert(PAPERS)
    next_event(bench, StickInserted)
    bench.stick.read(letter.id)
    assert failure(bench) is StickFailure.FILE_GONE


def test_a_worn_out_stick_is_told_and_the_next_one_is_read(bench: StickBench) -> None:
    inserted(bench, PAPERS)
    letter, _ = listed(bench)
    bench.wear_out()
    bench.stick.read(letter.id)
    assert failure(bench) is StickFailure.UNREADABLE
    bench.stick.look()
    assert failure(bench) is StickFailure.UNREADABLE
    bench.pull()
    next_event(bench, StickRemoved)
    bench.insert(PAPERS)
    next_event(bench, StickInserted)
    assert len(listed(bench)) == 2


def test_released_it_forgets_what_was_listed(bench: StickBench) -> None:
    inserted(bench, PAPERS)
    letter, _ = listed(bench)
    bench.stick.release()
    assert_silent(bench)
    bench.stick.read(letter.id)
    assert failure(bench) is StickFailure.FILE_GONE
    assert len(listed(bench)) == 2


def test_a_stick_that_is_there_from_the_beginning_is_noticed(bench: StickBench) -> None:
    bench.insert(PAPERS)
    bench.stick.start()
    next_event(bench, StickInserted)
    assert_silent(bench)


def test_after_closing_nothing_is_published(bench: StickBench) -> None:
    inserted(bench, PAPERS)
    begun = time.monotonic()
    bench.stick.close()
    assert time.monotonic() - begun < 2.0
    bench.stick.look()
    bench.pull()
    assert_silent(bench)


def test_neither_names_nor_contents_are_in_a_repr(bench: StickBench) -> None:
    inserted(bench, PAPERS)
    files = listed(bench)
    bench.stick.read(files[0].id)
    events: list[HardwareEvent] = [StickListed(files), next_event(bench, StickFileRead)]
    assert not any("letter" in repr(event) for event in (*events, *files))


def test_between_the_questions_nothing_is_mounted(mount_bench: MountBench) -> None:
    inserted(mount_bench, PAPERS)
    assert not mount_bench.is_mounted()
    letter, _ = listed(mount_bench)
    assert not mount_bench.is_mounted()
    mount_bench.stick.read(letter.id)
    next_event(mount_bench, StickFileRead)
    assert not mount_bench.is_mounted()


def test_links_and_pipes_are_never_followed(mount_bench: MountBench, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "inner.pdf").write_bytes(b"%PDF secret")
    mount_bench.write(PAPERS)
    (mount_bench.contents / "link.pdf").symlink_to(secret / "inner.pdf")
    (mount_bench.contents / "folder").symlink_to(secret)
    os.mkfifo(mount_bench.contents / "pipe.pdf")
    mount_bench.format()
    mount_bench.stick.start()
    mount_bench.plug_in()
    next_event(mount_bench, StickInserted)
    assert [file.name for file in listed(mount_bench)] == ["letter.pdf", "Lease.PDF"]


def test_a_file_that_became_a_link_is_gone(mount_bench: MountBench, tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"%PDF secret")
    inserted(mount_bench, PAPERS)
    letter, lease = listed(mount_bench)
    (mount_bench.contents / "letter.pdf").unlink()
    (mount_bench.contents / "letter.pdf").symlink_to(tmp_path / "secret.pdf")
    (mount_bench.contents / "flat").rename(mount_bench.contents / "elsewhere")
    (mount_bench.contents / "flat").symlink_to("elsewhere")
    mount_bench.format()
    for file in (letter, lease):
        mount_bench.stick.read(file.id)
        assert failure(mount_bench) is StickFailure.FILE_GONE


def test_nothing_on_the_stick_is_changed(mount_bench: MountBench) -> None:
    inserted(mount_bench, PAPERS)
    before = mount_bench.image.read_bytes()
    for file in listed(mount_bench):
        mount_bench.stick.read(file.id)
        next_event(mount_bench, StickFileRead)
    assert mount_bench.image.read_bytes() == before


def test_a_helper_that_mounts_for_writing_is_not_trusted(tmp_path: Path, obstacle: str) -> None:
    if obstacle:
        pytest.skip(f"no file system can be mounted here: {obstacle}")
    bench = MountBench(tmp_path, mount=("mount", "-o", "loop,rw,X-mount.mkdir", "{node}", "{directory}"))
    inserted(bench, PAPERS)
    bench.stick.look()
    assert failure(bench) is StickFailure.UNREADABLE
    assert not bench.is_mounted()
    bench.tear_down()


@pytest.mark.parametrize("mount", [("true",), ("false",), ("/no/such/program",)])
def test_a_helper_that_fails_does_not_show_the_terminals_own_folder(
    tmp_path: Path, mount: tuple[str, ...]
) -> None:
    bench = MountBench(tmp_path, mount=mount, unmount=("true",))
    bench.directory.mkdir()
    (bench.directory / "own.pdf").write_bytes(LETTER)
    bench.stick.start()
    bench.plug_in()
    next_event(bench, StickInserted)
    bench.stick.look()
    assert failure(bench) is StickFailure.UNREADABLE
    bench.stick.close()
