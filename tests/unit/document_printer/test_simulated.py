"""The twin without a thread: every verb takes effect at once, every step is one page."""

from __future__ import annotations

import pytest

from hardware.document_printer.simulated import SimulatedDocumentPrinter
from hardware.events import DeviceState, DeviceStatusChanged, HardwareEvent, JobState, PrintJobChanged
from hardware.ports import DocumentJob


class Scene:
    def __init__(self) -> None:
        self.events: list[HardwareEvent] = []
        self.printer = SimulatedDocumentPrinter(self.events.append)
        self.printer.start()

    def jobs(self) -> list[tuple[str, JobState, int, tuple[str, ...]]]:
        """The job events since the last call."""
        told = [(e.key, e.state, e.pages_done, e.reasons) for e in self.events if isinstance(e, PrintJobChanged)]
        self.events[:] = [e for e in self.events if not isinstance(e, PrintJobChanged)]
        return told

    def states(self) -> list[DeviceState]:
        return [event.status.state for event in self.events if isinstance(event, DeviceStatusChanged)]


@pytest.fixture
def scene() -> Scene:
    return Scene()


def job(key: str = "a", pages: int = 2) -> DocumentJob:
    return DocumentJob(key, "t", b"%PDF", pages)


def test_one_step_is_one_page(scene: Scene) -> None:
    scene.printer.submit(job())
    assert scene.jobs() == [("a", JobState.QUEUED, 0, ())]
    scene.printer.step()
    assert scene.jobs() == [("a", JobState.PROCESSING, 1, ())]
    assert scene.printer.printed == []
    scene.printer.step()
    assert scene.jobs() == [("a", JobState.SENT, 2, ())]
    assert scene.printer.printed == [job()]
    scene.printer.step()
    assert scene.jobs() == []
    assert scene.states() == [DeviceState.READY, DeviceState.BUSY, DeviceState.READY]


def test_paper_runs_out_after_a_page_and_the_rest_follows(scene: Scene) -> None:
    scene.printer.remove_paper(after_pages=1)
    scene.printer.submit(job(pages=3))
    scene.printer.run()
    assert scene.jobs()[-1] == ("a", JobState.STOPPED, 1, ("media-empty",))
    assert scene.printer.status().state is DeviceState.STOPPED
    scene.printer.insert_paper()
    assert scene.jobs() == [("a", JobState.PROCESSING, 1, ())]
    scene.printer.run()
    assert scene.jobs()[-1] == ("a", JobState.SENT, 3, ())
    assert len(scene.printer.printed) == 1


@pytest.mark.parametrize(
    ("break_it", "mend_it", "keyword", "state"),
    [
        ("remove_paper", "insert_paper", "media-empty", DeviceState.STOPPED),
        ("jam", "clear_jam", "media-jam", DeviceState.STOPPED),
        ("open_cover", "close_cover", "cover-open", DeviceState.STOPPED),
        ("unplug", "plug_in", "offline", DeviceState.ABSENT),
        ("pause_queue", "resume_queue", "paused", DeviceState.STOPPED),
    ],
)
def test_every_mishap_stops_the_job_until_it_is_mended(
    scene: Scene, break_it: str, mend_it: str, keyword: str, state: DeviceState
) -> None:
    scene.printer.submit(job())
    getattr(scene.printer, break_it)()
    assert scene.jobs()[-1] == ("a", JobState.STOPPED, 0, (keyword,))
    assert scene.printer.status().state is state
    scene.printer.run()
    assert scene.printer.printed == []
    getattr(scene.printer, mend_it)()
    assert scene.printer.status().state is DeviceState.READY
    scene.printer.run()
    assert scene.printer.printed == [job()]


def test_a_key_is_printed_once_and_every_submit_is_answered(scene: Scene) -> None:
    scene.printer.submit(job())
    scene.printer.submit(job())
    assert scene.jobs() == [("a", JobState.QUEUED, 0, ())] * 2
    scene.printer.run()
    scene.jobs()
    scene.printer.submit(job())
    assert scene.jobs() == [("a", JobState.SENT, 2, ())]
    scene.printer.run()
    assert len(scene.printer.printed) == 1


def test_cancelled_jobs_do_not_come_out(scene: Scene) -> None:
    for key in "abc":
        scene.printer.submit(job(key))
    scene.printer.step()
    scene.printer.cancel("b")
    scene.printer.run()
    assert [printed.key for printed in scene.printer.printed] == ["a", "c"]
    scene.printer.cancel("a")
    scene.jobs()
    scene.printer.submit(job("d"))
    scene.printer.cancel_all()
    scene.printer.run()
    assert scene.jobs() == [("d", JobState.QUEUED, 0, ()), ("d", JobState.CANCELLED, 0, ())]


def test_a_dead_spooler_says_nothing_new_of_its_jobs(scene: Scene) -> None:
    scene.printer.submit(job())
    scene.jobs()
    scene.printer.stop_spooler()
    scene.printer.submit(job("b"))
    scene.printer.cancel("a")
    scene.printer.run()
    assert scene.printer.status().state is DeviceState.UNKNOWN
    assert scene.jobs() == [("b", JobState.QUEUED, 0, ())]
    scene.printer.start_spooler()
    assert scene.jobs() == [("a", JobState.CANCELLED, 0, ())]
    scene.printer.run()
    assert [printed.key for printed in scene.printer.printed] == ["b"]
    assert scene.states() == [
        DeviceState.READY,
        DeviceState.UNKNOWN,
        DeviceState.READY,
        DeviceState.BUSY,
        DeviceState.READY,
    ]


def test_nothing_is_published_before_start_or_after_close() -> None:
    events: list[HardwareEvent] = []
    printer = SimulatedDocumentPrinter(events.append)
    printer.submit(job())
    assert events == []
    printer.start()
    assert len(events) == 2
    printer.close()
    printer.jam()
    assert len(events) == 2
