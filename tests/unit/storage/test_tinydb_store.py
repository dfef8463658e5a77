"""The store on disk through restarts, torn files and full disks."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from appliance.clock import ManualClock
from appliance.storage.durable_file import OsFiles
from appliance.storage.records import Report, StoreDegraded, StoreFileSetAside, StoreReport, StoreRestored
from appliance.storage.tinydb_store import TinyDbStore

TODAY = dt.date(2026, 3, 2)


class FullDisk(OsFiles):
    """A disk that a lever fills: what is written then is cut, as a real one does."""

    def __init__(self) -> None:
        self.full = False

    def write(self, path: Path, content: bytes) -> None:
        if self.full:
            super().write(path, content[: len(content) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(path, content)


@contextlib.contextmanager
def opened(path: Path, report: Report | None = None, files: OsFiles | None = None) -> Iterator[TinyDbStore]:
    store = TinyDbStore(path, ManualClock(), report or (lambda _report: None), files)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "store.json"


def test_everything_survives_a_restart(path: Path) -> None:
    with opened(path) as store:
        store.increment("visits", by=7)
        store.put_setting("calibration", "1 0 0 1")
        incident = store.add_incident("paper-jam", "a4")
        store.next_help_number(TODAY)
    with opened(path) as store:
        assert store.counter("visits") == 7
        assert store.get_setting("calibration") == "1 0 0 1"
        assert store.incidents() == (incident,)
        assert store.next_help_number(TODAY) == 2
        assert store.add_incident("again").sequence == 2


def test_a_help_number_is_on_disk_when_it_is_handed_out(path: Path) -> None:
    with opened(path) as store:
        store.next_help_number(TODAY)
        with opened(path) as after_a_crash:
            assert after_a_crash.next_help_number(TODAY) == 2


def test_incidents_beyond_the_bound_leave_the_disk_too(path: Path) -> None:
    with opened(path) as store:
        for _ in range(1003):
            store.add_incident("tick")
    with opened(path) as store:
        sequences = [incident.sequence for incident in store.incidents(limit=5000)]
    assert sequences == list(range(1003, 3, -1))


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda content: content[:-10], id="torn"),
        pytest.param(lambda _content: b"", id="emptied"),
        pytest.param(lambda content: b"\0" * len(content), id="zeroes after a power cut"),
        pytest.param(lambda content: content.replace(b'"value":2', b'"value":3'), id="a flipped digit"),
    ],
)
def test_a_spoiled_file_is_set_aside_and_the_state_before_it_loaded(
    path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    with opened(path) as store:
        store.increment("visits")
        store.flush()
        store.increment("visits")
    spoiled = spoil(path.read_bytes())
    path.write_bytes(spoiled)
    reports: list[StoreReport] = []
    with opened(path, reports.append) as store:
        assert store.counter("visits") == 1
        assert store.flush()
        (report,) = reports
        assert isinstance(report, StoreFileSetAside)
        assert report.from_backup
        assert store.incidents()[0].kind == "store-file-set-aside"
    assert (path.parent / report.file_name).read_bytes() == spoiled
    assert report.file_name.startswith("store.json.corrupt-")


def test_when_the_backup_is_spoiled_too_both_are_kept_for_people(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"neither")
    path.with_name("store.json.bak").write_bytes(b"nor")
    reports: list[StoreReport] = []
    with opened(path, reports.append) as store:
        assert store.flush()
    assert [isinstance(report, StoreFileSetAside) and report.from_backup for report in reports] == [False, False]
    assert {file.read_bytes() for file in path.parent.glob("*.corrupt-*")} == {b"neither", b"nor"}


def test_a_file_that_cannot_be_set_aside_is_not_written_over(path: Path) -> None:
    class NoRename(OsFiles):
        def rename(self, source: Path, target: Path) -> None:  # noqa: ARG002 - the port's signature
            raise OSError(errno.EROFS, "Read-only file system")

    path.parent.mkdir()
    path.write_bytes(b"torn")
    reports: list[StoreReport] = []
    with opened(path, reports.append, NoRename()) as store:
        store.increment("visits")
        assert not store.flush()
    assert path.read_bytes() == b"torn"
    assert reports == [StoreDegraded("EROFS")]


def test_a_full_disk_is_told_once_and_nothing_is_lost(path: Path) -> None:
    disk = FullDisk()
    reports: list[StoreReport] = []
    with opened(path, reports.append, disk) as store:
        store.increment("visits")
        assert store.flush()
        disk.full = True
        for _ in range(5):
            store.increment("visits")
            assert not store.flush()
        assert store.next_help_number(TODAY) == 1
        assert store.counter("visits") == 6
        assert reports == [StoreDegraded("ENOSPC")]
        disk.full = False
        assert store.flush()
        assert reports == [StoreDegraded("ENOSPC"), StoreRestored()]
    with opened(path) as store:
        assert store.counter("visits") == 6
        assert store.next_help_number(TODAY) == 2


def test_a_full_disk_leaves_the_old_state_on_disk_whole(path: Path) -> None:
    disk = FullDisk()
    with opened(path, files=disk) as store:
        store.increment("visits")
        store.flush()
        disk.full = True
        store.increment("visits")
        assert not store.flush()
        reports: list[StoreReport] = []
        with opened(path, reports.append) as after_a_crash:
            assert after_a_crash.counter("visits") == 1
        assert reports == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    mountpoint = tmp_path / "small"
    mountpoint.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(mountpoint)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting a small tmpfs needs root")
    yield mountpoint
    subprocess.run(["umount", str(mountpoint)], check=True)


def test_a_really_full_disk(small_disk: Path) -> None:
    reports: list[StoreReport] = []
    path = small_disk / "store.json"
    with opened(path, reports.append) as store:
        store.increment("visits")
        assert store.flush()
        ballast = small_disk / "ballast"
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        store.increment("visits")
        assert not store.flush()
        assert reports == [StoreDegraded("ENOSPC")]
        ballast.unlink()
        assert store.flush()
        assert reports[1:] == [StoreRestored()]
    with opened(path) as store:
        assert store.counter("visits") == 2
