"""What every A4 printer does: the twin, and the driver with real CUPS and a real IPP printer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from hardware.events import DeviceState, DeviceStatus, JobState, LevelSource, Severity
from hardware.ports import DocumentJob
from tests.peers.document_bench import Bench, CupsBench, TwinBench, document

A4 = (595, 842)


@pytest.fixture(
    params=[pytest.param(TwinBench, id="twin"), pytest.param(CupsBench, id="cups", marks=pytest.mark.system)]
)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    make: Callable[[], Bench] = request.param
    made = make()
    yield made
    made.close()


def wait_for_status(bench: Bench, fits: Callable[[DeviceStatus], bool], what: str) -> DeviceStatus:
    bench.wait_for(lambda: fits(bench.printer.status()), what)
    return bench.printer.status()


def wait_until(bench: Bench, state: DeviceState) -> DeviceStatus:
    return wait_for_status(bench, lambda status: status.state is state, state)


def wait_for_job(bench: Bench, job: DocumentJob, state: JobState) -> None:
    bench.wait_for(lambda: bench.events.states_of(job.key)[-1:] == [state], f"{job.key} is {state}")


def wait_until_stopped_for(bench: Bench, job: DocumentJob, reason: str) -> None:
    def stopped() -> bool:
        last = bench.events.last_of(job.key)
        return last is not None and last.state is JobState.STOPPED and reason in last.reasons

    bench.wait_for(stopped, f"{job.key} is stopped for {reason}")


def start_ready(bench: Bench) -> None:
    bench.printer.start()
    wait_until(bench, DeviceState.READY)


def test_prints_every_page_on_a4_and_says_so(bench: Bench) -> None:
    start_ready(bench)
    job = document(pages=3)
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    assert bench.printed() == [[A4, A4, A4]]
    assert bench.events.states_of(job.key)[0] is JobState.QUEUED
    last = bench.events.last_of(job.key)
    assert last is not None
    assert last.pages_done == 3
    wait_until(bench, DeviceState.READY)


def test_tells_model_and_sensed_levels(bench: Bench) -> None:
    start_ready(bench)
    status = bench.printer.status()
    assert status.severity is Severity.OK
    assert status.reasons == ()
    assert status.model
    levels = {level.name: level for level in status.levels}
    assert levels["tray-1"].percent == 100
    assert levels["tray-1"].source is LevelSource.SENSED
    assert levels["toner-black"].percent == 75


def test_the_same_key_is_printed_once(bench: Bench) -> None:
    start_ready(bench)
    job, other = document(), document("job-2", pages=1)
    for _ in range(3):
        bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    bench.printer.submit(job)
    bench.printer.submit(other)
    wait_for_job(bench, other, JobState.SENT)
    assert bench.printed() == [[A4, A4], [A4]]
    assert bench.events.states_of(job.key)[-2:] == [JobState.SENT, JobState.SENT], "each submit is answered"


def test_paper_that_runs_out_mid_print_stops_the_job_and_refilling_finishes_it(bench: Bench) -> None:
    start_ready(bench)
    job = document(pages=3)
    bench.levers.remove_paper(after_pages=1)
    bench.printer.submit(job)
    wait_until_stopped_for(bench, job, "media-empty")
    last = bench.events.last_of(job.key)
    assert last is not None
    assert last.pages_done == 1
    status = bench.printer.status()
    assert (status.state, status.severity) == (DeviceState.STOPPED, Severity.ERROR)
    assert status.has("media-empty")
    assert bench.printed() == []
    bench.levers.insert_paper()
    wait_for_job(bench, job, JobState.SENT)
    assert bench.printed() == [[A4, A4, A4]]


def test_an_empty_tray_is_told_before_anyone_prints(bench: Bench) -> None:
    start_ready(bench)
    bench.levers.remove_paper()
    status = wait_until(bench, DeviceState.STOPPED)
    assert status.reasons[0].keyword == "media-empty"
    assert status.severity is Severity.ERROR
    assert [level.percent for level in status.levels if level.name == "tray-1"] == [0]
    bench.levers.insert_paper()
    wait_until(bench, DeviceState.READY)


def test_a_paused_queue_is_a_state_of_its_own_and_resumes(bench: Bench) -> None:
    start_ready(bench)
    job = document(pages=1)
    bench.levers.pause_queue()
    status = wait_until(bench, DeviceState.STOPPED)
    assert [reason.keyword for reason in status.reasons] == ["paused"]
    assert status.severity is Severity.WARNING
    bench.printer.submit(job)
    wait_until_stopped_for(bench, job, "paused")
    bench.printer.resume_queue()
    wait_for_job(bench, job, JobState.SENT)
    assert bench.printed() == [[A4]]


def test_a_cancelled_job_never_comes_out_and_the_next_one_does(bench: Bench) -> None:
    start_ready(bench)
    job, other = document(), document("job-2", pages=1)
    bench.levers.pause_queue()
    bench.printer.submit(job)
    wait_until_stopped_for(bench, job, "paused")
    bench.printer.cancel(job.key)
    wait_for_job(bench, job, JobState.CANCELLED)
    bench.printer.submit(other)
    bench.printer.resume_queue()
    wait_for_job(bench, other, JobState.SENT)
    assert bench.printed() == [[A4]]


def test_a_job_is_cancelled_while_it_waits_for_paper(bench: Bench) -> None:
    start_ready(bench)
    job = document(pages=3)
    bench.levers.remove_paper(after_pages=1)
    bench.printer.submit(job)
    wait_until_stopped_for(bench, job, "media-empty")
    bench.printer.cancel(job.key)
    wait_for_job(bench, job, JobState.CANCELLED)
    bench.levers.insert_paper()
    wait_until(bench, DeviceState.READY)
    assert bench.printed() == []


def test_cancel_all_clears_the_queue(bench: Bench) -> None:
    start_ready(bench)
    jobs = [document(f"job-{number}", pages=1) for number in range(3)]
    bench.levers.pause_queue()
    for job in jobs:
        bench.printer.submit(job)
    for job in jobs:
        wait_until_stopped_for(bench, job, "paused")
    bench.printer.cancel_all()
    for job in jobs:
        wait_for_job(bench, job, JobState.CANCELLED)
    bench.printer.resume_queue()
    wait_until(bench, DeviceState.READY)
    assert bench.printed() == []


def test_a_job_waits_for_a_printer_that_is_gone(bench: Bench) -> None:
    start_ready(bench)
    job = document(pages=1)
    bench.levers.unplug()
    status = wait_until(bench, DeviceState.ABSENT)
    assert status.severity is Severity.ERROR
    bench.printer.submit(job)
    wait_until_stopped_for(bench, job, "offline")
    bench.levers.plug_in()
    wait_for_job(bench, job, JobState.SENT)
    assert wait_until(bench, DeviceState.READY).severity is Severity.OK
    assert bench.printed() == [[A4]]


def test_a_dead_spooler_is_unknown_and_its_jobs_are_followed_again(bench: Bench) -> None:
    start_ready(bench)
    job, later = document(pages=1), document("job-2")
    bench.levers.pause_queue()
    bench.printer.submit(job)
    wait_until_stopped_for(bench, job, "paused")
    bench.levers.stop_spooler()
    assert wait_until(bench, DeviceState.UNKNOWN).severity is Severity.UNKNOWN
    bench.printer.submit(later)
    bench.levers.start_spooler()
    wait_until(bench, DeviceState.STOPPED)
    bench.printer.resume_queue()
    wait_for_job(bench, job, JobState.SENT)
    wait_for_job(bench, later, JobState.SENT)
    assert bench.printed() == [[A4], [A4, A4]]


def test_close_is_quick_and_nothing_is_published_afterwards(bench: Bench) -> None:
    start_ready(bench)
    before = time.monotonic()
    bench.printer.close()
    assert time.monotonic() - before < 2
    published = bench.events.all()
    bench.levers.remove_paper()
    bench.printer.submit(document())
    time.sleep(0.5)
    assert bench.events.all() == published
