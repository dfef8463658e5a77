"""What only the CUPS driver can get wrong: restarts, broken connections, and what is left behind."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import cups
import pytest

from hardware.document_printer.cups_driver import CupsDocumentPrinter
from hardware.document_printer.job_state import CupsJobState
from hardware.document_printer.queue_attributes import KEY_ATTRIBUTE, spooler_key
from hardware.document_printer.settings import CupsSettings
from hardware.events import DeviceState, JobState
from hardware.ports import DocumentJob
from tests.peers.document_bench import CupsBench, document

pytestmark = pytest.mark.system
A4 = (595, 842)


@pytest.fixture
def bench() -> Iterator[CupsBench]:
    made = CupsBench()
    yield made
    made.close()


def start_ready(bench: CupsBench) -> None:
    bench.printer.start()
    bench.wait_for(lambda: bench.printer.status().state is DeviceState.READY, "ready")


def wait_for_job(bench: CupsBench, job: DocumentJob, state: JobState) -> None:
    bench.wait_for(lambda: bench.events.states_of(job.key)[-1:] == [state], f"{job.key} is {state}")


def wait_until_out_of_paper(bench: CupsBench, job: DocumentJob) -> None:
    def out_of_paper() -> bool:
        last = bench.events.last_of(job.key)
        return last is not None and "media-empty" in last.reasons

    bench.wait_for(out_of_paper, "out of paper")


def restart_terminal(bench: CupsBench) -> None:
    bench.printer.close()
    bench.printer = bench.new_printer()
    start_ready(bench)


def test_the_same_key_is_printed_once_across_a_restart_of_the_terminal(bench: CupsBench) -> None:
    start_ready(bench)
    job = document()
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    restart_terminal(bench)
    seen = len(bench.events.all())
    bench.printer.submit(job)
    bench.wait_for(lambda: len(bench.events.all()) > seen + 1, "the job is followed again")
    wait_for_job(bench, job, JobState.SENT)
    assert bench.printed() == [[A4, A4]]


def test_the_same_key_is_printed_once_across_a_crash_of_cups(bench: CupsBench) -> None:
    start_ready(bench)
    job = document()
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    bench.peer.kill_cupsd()
    bench.peer.start_cupsd()
    restart_terminal(bench)
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    time.sleep(1)
    assert bench.printed() == [[A4, A4]]


def test_cups_restarted_while_the_printer_waits_for_paper(bench: CupsBench) -> None:
    start_ready(bench)
    job = document(pages=3)
    bench.levers.remove_paper(after_pages=1)
    bench.printer.submit(job)
    wait_until_out_of_paper(bench, job)
    bench.peer.restart_cupsd()
    bench.levers.insert_paper()
    wait_for_job(bench, job, JobState.SENT)
    bench.wait_for(lambda: bench.printed() == [[A4, A4, A4]], "printed")
    time.sleep(1)
    assert bench.printed() == [[A4, A4, A4]]


def test_a_job_whose_document_never_arrived_gets_it(bench: CupsBench) -> None:
    """As after a connection that broke between Create-Job and the end of Send-Document."""
    job = document()
    connection = cups.Connection(host=bench.peer.server)
    number = connection.createJob(bench.peer.queue, job.title, {KEY_ATTRIBUTE: spooler_key(job.key)})
    connection.startDocument(bench.peer.queue, number, "half.pdf", "application/pdf", 1)
    connection.writeRequestData(job.pdf[:500], 500)
    del connection
    start_ready(bench)
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    assert bench.printed() == [[A4, A4]]
    assert list(cups.Connection(host=bench.peer.server).getJobs(which_jobs="all")) == [number]


def test_a_job_submitted_while_cups_is_down_is_printed_when_it_is_back(bench: CupsBench) -> None:
    start_ready(bench)
    bench.peer.kill_cupsd()
    bench.wait_for(lambda: bench.printer.status().state is DeviceState.UNKNOWN, "unknown")
    job, withdrawn = document(), document("job-2")
    bench.printer.submit(job)
    bench.printer.submit(withdrawn)
    bench.printer.cancel(withdrawn.key)
    bench.peer.start_cupsd()
    wait_for_job(bench, withdrawn, JobState.CANCELLED)
    wait_for_job(bench, job, JobState.SENT)
    assert bench.printed() == [[A4, A4]]


def test_a_job_that_a_printer_lost_with_its_power_is_not_called_sent(bench: CupsBench) -> None:
    start_ready(bench)
    job, other = document(pages=3), document("job-2", pages=1)
    bench.levers.remove_paper(after_pages=1)
    bench.printer.submit(job)
    wait_until_out_of_paper(bench, job)
    bench.levers.unplug()
    bench.wait_for(lambda: bench.printer.status().state is DeviceState.ABSENT, "absent")
    time.sleep(0.5)
    bench.levers.insert_paper()
    bench.levers.plug_in()
    wait_for_job(bench, job, JobState.ABORTED)
    bench.printer.submit(other)
    wait_for_job(bench, other, JobState.SENT)
    assert bench.printed() == [[A4]]


def submit_held(connection: cups.Connection, queue: str) -> None:
    pdf = document(pages=1).pdf
    number = connection.createJob(queue, "test page", {"job-hold-until": "indefinite"})
    connection.startDocument(queue, number, "t.pdf", "application/pdf", 1)
    connection.writeRequestData(pdf, len(pdf))
    connection.finishDocument(queue)


def test_cancel_all_and_resume_reach_jobs_of_others(bench: CupsBench) -> None:
    """An administrator's test page, or a job from before a restart of the terminal."""
    start_ready(bench)
    stranger = cups.Connection(host=bench.peer.server)
    submit_held(stranger, bench.peer.queue)
    bench.printer.cancel_all()
    bench.wait_for(lambda: not stranger.getJobs(), "cleared")
    submit_held(stranger, bench.peer.queue)
    bench.printer.resume_queue()
    bench.wait_for(lambda: bench.printed() == [[A4]], "released")


def test_a_missing_queue_is_an_absent_printer(bench: CupsBench) -> None:
    connection = cups.Connection(host=bench.peer.server)
    connection.deletePrinter(bench.peer.queue)
    bench.printer.start()
    bench.wait_for(lambda: bench.printer.status().state is DeviceState.ABSENT, "absent")
    assert bench.printer.status().has("queue-missing")


def test_nothing_of_the_document_is_left_behind(
    bench: CupsBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # where libcups would put a file
    job = document()
    start_ready(bench)
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    spooler = bench.peer.directory / "cups"
    left = [path for path in spooler.rglob("*") if path.is_file() and b"%PDF" in path.read_bytes()]
    assert left == []
    assert list(tmp_path.iterdir()) == []


def test_close_does_not_wait_for_a_printer_that_hangs(bench: CupsBench) -> None:
    start_ready(bench)
    bench.peer.device.freeze()
    bench.wait_for(lambda: bench.printer.status().state is DeviceState.ABSENT, "absent")
    before = time.monotonic()
    bench.printer.close()
    assert time.monotonic() - before < 2


def run_again(bench: CupsBench, left_behind_s: float) -> None:
    """Start the driver of a terminal that died with jobs in the queue."""
    bench.printer.close()
    settings = CupsSettings(
        bench.peer.queue, bench.peer.server, poll_active_s=0.1, poll_idle_s=0.5, left_behind_s=left_behind_s
    )
    bench.printer = CupsDocumentPrinter(settings, bench.events.publish)
    bench.printer.start()


def states_in_spooler(bench: CupsBench) -> list[int]:
    connection = cups.Connection(host=bench.peer.server)
    jobs = connection.getJobs(which_jobs="all", my_jobs=False, requested_attributes=["job-id", "job-state"])
    return [job["job-state"] for _, job in sorted(jobs.items())]


def test_what_a_dead_terminal_left_waiting_does_not_come_out_in_front_of_the_next_visitor(
    bench: CupsBench,
) -> None:
    start_ready(bench)
    bench.peer.remove_paper()
    job = document()
    bench.printer.submit(job)
    wait_until_out_of_paper(bench, job)
    connection = cups.Connection(host=bench.peer.server)
    foreign = connection.createJob(bench.peer.queue, "somebody else's", {"job-hold-until": "indefinite"})
    run_again(bench, left_behind_s=1.0)
    bench.wait_for(lambda: CupsJobState.CANCELED in states_in_spooler(bench), "cancelled")
    bench.peer.insert_paper()
    time.sleep(1.5)
    assert bench.printed() == []
    assert states_in_spooler(bench) == [CupsJobState.CANCELED, CupsJobState.HELD], foreign


def test_what_a_dead_terminal_left_printing_still_comes_out(bench: CupsBench) -> None:
    start_ready(bench)
    job = document(pages=4)
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.PROCESSING)
    run_again(bench, left_behind_s=60.0)
    bench.wait_for(lambda: bench.printed() == [[A4] * 4], "all pages")
    bench.wait_for(lambda: states_in_spooler(bench) == [CupsJobState.COMPLETED], "completed")


def test_a_job_that_is_submitted_again_is_not_taken_for_one_left_behind(bench: CupsBench) -> None:
    start_ready(bench)
    bench.peer.remove_paper()
    job = document()
    bench.printer.submit(job)
    wait_until_out_of_paper(bench, job)
    run_again(bench, left_behind_s=0.5)
    bench.printer.submit(job)
    time.sleep(1.5)
    bench.peer.insert_paper()
    bench.wait_for(lambda: bench.printed() == [[A4, A4]], "printed")


def test_sheets_are_printed_on_one_side_whatever_the_printer_does_by_itself(bench: CupsBench) -> None:
    start_ready(bench)
    job = document()
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    connection = cups.Connection(bench.peer.server)
    (number,) = connection.getJobs(which_jobs="all")
    assert connection.getJobAttributes(number)["sides"] == "one-sided"
