"""What every receipt printer does: the twin, and the ESC/POS driver over TCP and over a serial line."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from hardware.events import DeviceState, DeviceStatus, JobState, LevelSource, Severity
from hardware.ports import ReceiptJob
from tests.peers.escpos_bench import Bench, EmulatorBench, TwinBench

BENCHES: dict[str, Callable[[], Bench]] = {
    "twin": TwinBench,
    "tcp": lambda: EmulatorBench(line="tcp"),
    "pty": lambda: EmulatorBench(line="pty"),
}


@pytest.fixture(params=BENCHES)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    made = BENCHES[request.param]()
    yield made
    made.close()


def receipt(key: str = "r-1", height: int = 400) -> ReceiptJob:
    """A picture that looks different in every row, so that no part can stand for the whole."""
    return ReceiptJob(key, 576, height, random.Random(key).randbytes(72 * height).replace(b"\x10", b"\x11"))


def wait_for_status(bench: Bench, fits: Callable[[DeviceStatus], bool], what: str) -> DeviceStatus:
    bench.wait_for(lambda: fits(bench.printer.status()), what)
    return bench.printer.status()


def wait_for_job(bench: Bench, job: ReceiptJob, state: JobState) -> None:
    bench.wait_for(lambda: bench.events.states_of(job.key)[-1:] == [state], f"{job.key} is {state}")


def start_ready(bench: Bench) -> None:
    bench.printer.start()
    wait_for_status(bench, lambda status: status.state is DeviceState.READY, "ready")


def start_printing(bench: Bench, job: ReceiptJob) -> None:
    start_ready(bench)
    bench.printer.submit(job)
    bench.wait_until_printing(job)


def test_prints_one_whole_receipt(bench: Bench) -> None:
    start_ready(bench)
    job = receipt()
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    assert bench.events.states_of(job.key) == [JobState.QUEUED, JobState.PROCESSING, JobState.SENT]
    assert bench.whole_receipts(job) == 1


def test_the_same_key_twice_prints_once(bench: Bench) -> None:
    start_ready(bench)
    job = receipt()
    bench.printer.submit(job)
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    bench.printer.submit(job)
    other = receipt("r-2")
    bench.printer.submit(other)
    wait_for_job(bench, other, JobState.SENT)
    assert bench.whole_receipts(job) == 1
    assert bench.events.states_of(job.key).count(JobState.SENT) == 2  # said again to whoever asks again


def test_a_low_roll_warns_and_still_prints(bench: Bench) -> None:
    start_ready(bench)
    bench.levers.run_low()
    status = wait_for_status(bench, lambda status: status.has("media-low"), "low")
    assert (status.state, status.severity) == (DeviceState.READY, Severity.WARNING)
    assert [(level.name, level.percent, level.source) for level in status.levels] == [
        ("roll", None, LevelSource.SENSED)
    ]
    job = receipt()
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)


def test_paper_out_before_the_receipt(bench: Bench) -> None:
    start_ready(bench)
    bench.levers.remove_paper()
    status = wait_for_status(bench, lambda status: status.state is DeviceState.STOPPED, "stopped")
    assert status.severity is Severity.ERROR
    assert status.has("media-empty")
    job = receipt()
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.STOPPED)
    last = bench.events.last_of(job.key)
    assert last is not None
    assert last.reasons == ("media-empty",)
    bench.levers.insert_paper()
    wait_for_job(bench, job, JobState.SENT)
    assert bench.whole_receipts(job) == 1


def test_paper_out_in_the_middle_of_the_receipt(bench: Bench) -> None:
    job = receipt()
    start_printing(bench, job)
    bench.levers.remove_paper()
    wait_for_job(bench, job, JobState.STOPPED)
    assert bench.whole_receipts(job) == 0
    bench.levers.insert_paper()
    wait_for_job(bench, job, JobState.SENT)
    assert bench.whole_receipts(job) == 1
    wait_for_status(bench, lambda status: status.state is DeviceState.READY, "ready again")


def test_cover_opened_in_the_middle_of_the_receipt(bench: Bench) -> None:
    job = receipt()
    start_printing(bench, job)
    bench.levers.open_cover()
    wait_for_job(bench, job, JobState.STOPPED)
    assert bench.printer.status().has("cover-open")
    bench.levers.close_cover()
    wait_for_job(bench, job, JobState.SENT)
    assert bench.whole_receipts(job) == 1


def test_broken_cutter(bench: Bench) -> None:
    start_ready(bench)
    bench.levers.break_cutter()
    status = wait_for_status(bench, lambda status: status.state is DeviceState.STOPPED, "stopped")
    assert status.has("separation-cutter-recoverable-failure")
    job = receipt()
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.STOPPED)
    bench.levers.repair()
    wait_for_job(bench, job, JobState.SENT)
    assert bench.whole_receipts(job) == 1


def test_silence_is_unknown_and_never_ready(bench: Bench) -> None:
    start_ready(bench)
    bench.levers.go_silent()
    status = wait_for_status(bench, lambda status: status.state is DeviceState.UNKNOWN, "unknown")
    assert status.severity is Severity.UNKNOWN
    seen = len(bench.events.statuses())
    for _ in range(20):
        bench.tick()
    assert all(status.state is DeviceState.UNKNOWN for status in bench.events.statuses()[seen:])
    bench.levers.answer_again()
    wait_for_status(bench, lambda status: status.state is DeviceState.READY, "ready again")


def test_silence_in_the_middle_of_the_receipt(bench: Bench) -> None:
    job = receipt()
    start_printing(bench, job)
    bench.levers.go_silent()
    wait_for_job(bench, job, JobState.STOPPED)
    bench.levers.answer_again()
    wait_for_job(bench, job, JobState.SENT)
    assert bench.whole_receipts(job) == 1


def test_unplugged_in_the_middle_and_back(bench: Bench) -> None:
    job = receipt()
    start_printing(bench, job)
    bench.levers.unplug()
    wait_for_status(bench, lambda status: status.state is DeviceState.ABSENT, "absent")
    wait_for_job(bench, job, JobState.STOPPED)
    bench.levers.plug_in()
    wait_for_job(bench, job, JobState.SENT)
    assert bench.whole_receipts(job) == 1


def test_cancelled_receipts_do_not_come_out(bench: Bench) -> None:
    start_ready(bench)
    bench.levers.remove_paper()
    wait_for_status(bench, lambda status: status.state is DeviceState.STOPPED, "stopped")
    first, second = receipt("r-1"), receipt("r-2")
    bench.printer.submit(first)
    bench.printer.submit(second)
    wait_for_job(bench, first, JobState.STOPPED)
    bench.printer.cancel_all()
    wait_for_job(bench, first, JobState.CANCELLED)
    wait_for_job(bench, second, JobState.CANCELLED)
    bench.levers.insert_paper()
    third = receipt("r-3")
    bench.printer.submit(third)
    wait_for_job(bench, third, JobState.SENT)
    assert [bench.whole_receipts(job) for job in (first, second, third)] == [0, 0, 1]


def test_nothing_is_published_after_close(bench: Bench) -> None:
    start_ready(bench)
    bench.printer.close()
    seen = len(bench.events.all())
    bench.levers.open_cover()
    for _ in range(20):
        bench.tick()
    assert len(bench.events.all()) == seen
