"""The outbox with its own thread and a real clock: it starts, works, and ends in time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from appliance.clock import SystemClock
from appliance.outbox.outbox import STOP_S, SealedOutbox
from appliance.outbox.ports import CannotPost, SaveMark, Transport, WhyNot
from appliance.outbox.progress import Mark, Report, Stage
from appliance.outbox.submission import SealedSubmission
from appliance.outbox.surroundings import real_surroundings
from tests.peers.office_twin import OfficeTwin
from tests.peers.outbox_story import Settings, submission, twin_codes


def outbox_with(directory: Path, transports: dict[str, Transport], events: list[object]) -> SealedOutbox:
    around = real_surroundings(SystemClock(), events.append, twin_codes())
    return SealedOutbox(directory, Settings(), lambda _settings: transports, around)


def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.005)


def test_posts_of_several_threads_arrive_once_each(tmp_path: Path) -> None:
    office = OfficeTwin()
    outbox = outbox_with(tmp_path, {"jobcenter": office}, [])
    outbox.start()
    ids: list[str] = []
    threads = [
        threading.Thread(target=lambda: ids.extend(outbox.post(submission()).id for _ in range(5)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    until(lambda: len(office.arrived) >= 20)
    outbox.close()
    assert sorted(office.arrived) == sorted(ids)
    assert [entry.number for entry in sorted(outbox.entries(), key=lambda each: each.number)] == list(range(1, 21))
    assert office.is_closed


class SlowOffice(OfficeTwin):
    """Somebody there takes his time."""

    def __init__(self) -> None:
        super().__init__()
        self.is_busy = threading.Event()
        self.may_go_on = threading.Event()

    def hand_over(self, sealed: SealedSubmission, mark: Mark, save: SaveMark) -> Report:  # noqa: ARG002 - nobody looks at it
        save(mark)
        self.is_busy.set()
        self.may_go_on.wait(20)
        return Report(Stage.HANDED_OVER)


def test_it_ends_in_time_in_the_middle_of_a_hand_over(tmp_path: Path) -> None:
    office = SlowOffice()
    outbox = outbox_with(tmp_path, {"jobcenter": office}, [])
    outbox.start()
    one = outbox.post(submission()).id
    assert office.is_busy.wait(10)
    began = time.monotonic()
    outbox.close()
    assert time.monotonic() - began < STOP_S + 0.5
    entry = outbox.entry(one)
    assert entry is not None
    assert entry.stage is Stage.SENDING
    office.may_go_on.set()
    thread = next((each for each in threading.enumerate() if each.name == "outbox"), None)
    if thread is not None:
        thread.join(5)


def test_posting_goes_on_while_an_office_takes_its_time(tmp_path: Path) -> None:
    office = SlowOffice()
    outbox = outbox_with(tmp_path, {"jobcenter": office}, [])
    outbox.start()
    outbox.post(submission())
    assert office.is_busy.wait(10)
    began = time.monotonic()
    assert outbox.why_not("jobcenter") is None
    outbox.post(submission())
    assert time.monotonic() - began < 1
    office.may_go_on.set()
    outbox.close()


def test_before_it_has_looked_at_its_directory_it_takes_nothing(tmp_path: Path) -> None:
    outbox = outbox_with(tmp_path, {"jobcenter": OfficeTwin()}, [])
    assert outbox.why_not("jobcenter") is WhyNot.DISK
    with pytest.raises(CannotPost):
        outbox.post(submission())


def test_a_directory_that_cannot_be_made_is_tried_again(tmp_path: Path) -> None:
    blocked = tmp_path / "state"
    blocked.write_text("a file where a directory should be")
    events: list[object] = []
    outbox = outbox_with(blocked / "outbox", {"jobcenter": OfficeTwin()}, events)
    outbox.start()
    until(lambda: bool(events))
    blocked.unlink()
    outbox.retry_now()
    until(lambda: outbox.why_not("jobcenter") is None)
    outbox.close()
