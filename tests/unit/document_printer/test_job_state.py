"""What CUPS says of a job, as an event."""

from __future__ import annotations

import pytest

from hardware.document_printer.job_state import CupsJobState, JobReading, job_event
from hardware.document_printer.queue_attributes import job_reading, queue_reading, spooler_key
from hardware.events import JobState


@pytest.mark.parametrize(
    ("reading", "hindrances", "state", "reasons"),
    [
        (JobReading(CupsJobState.PENDING), (), JobState.QUEUED, ()),
        (JobReading(CupsJobState.PENDING, ("none",)), (), JobState.QUEUED, ()),
        (JobReading(CupsJobState.PENDING), ("paused",), JobState.STOPPED, ("paused",)),
        (JobReading(CupsJobState.HELD, ("job-incoming",)), (), JobState.QUEUED, ()),
        (
            JobReading(CupsJobState.HELD, ("job-hold-until-specified",)),
            (),
            JobState.STOPPED,
            ("job-hold-until-specified",),
        ),
        (JobReading(CupsJobState.PROCESSING, ("job-printing",)), (), JobState.PROCESSING, ()),
        (
            JobReading(CupsJobState.PROCESSING, ("job-printing",)),
            ("media-empty",),
            JobState.STOPPED,
            ("media-empty",),
        ),
        (JobReading(CupsJobState.STOPPED, ("job-stopped",)), (), JobState.STOPPED, ("job-stopped",)),
        (JobReading(CupsJobState.STOPPED, ("job-stopped",)), ("media-jam",), JobState.STOPPED, ("media-jam",)),
        (
            JobReading(CupsJobState.CANCELED, ("job-canceled-by-user",)),
            ("paused",),
            JobState.CANCELLED,
            ("job-canceled-by-user",),
        ),
        (JobReading(CupsJobState.ABORTED, ("aborted-by-system",)), (), JobState.ABORTED, ("aborted-by-system",)),
        (JobReading(CupsJobState.COMPLETED, ("processing-to-stop-point",)), ("media-empty",), JobState.SENT, ()),
        (JobReading(99), (), JobState.QUEUED, ()),
    ],
)
def test_states(
    reading: JobReading, hindrances: tuple[str, ...], state: JobState, reasons: tuple[str, ...]
) -> None:
    event = job_event("k", reading, hindrances)
    assert (event.key, event.state, event.reasons) == ("k", state, reasons)


def test_pages_are_those_that_are_out_not_those_that_cups_has_sent() -> None:
    printing = JobReading(CupsJobState.PROCESSING, (), pages_sent=3)
    assert job_event("k", printing, (), 1).pages_done == 1
    assert job_event("k", printing, ("media-empty",), 1).pages_done == 1
    assert job_event("k", printing, (), None).pages_done == 0
    assert job_event("k", JobReading(CupsJobState.COMPLETED, (), pages_sent=3), (), 1).pages_done == 3


def test_a_job_awaits_its_document_only_while_it_comes_in_without_one() -> None:
    assert JobReading(CupsJobState.HELD, ("job-incoming",)).awaits_document
    assert not JobReading(CupsJobState.HELD, ("job-incoming",), documents=1).awaits_document
    assert not JobReading(CupsJobState.HELD, ("job-hold-until-specified",)).awaits_document
    assert not JobReading(CupsJobState.COMPLETED).awaits_document


def test_readings_from_pycups() -> None:
    """It returns a single value bare and several as a list."""
    job = job_reading(
        {
            "job-state": 5,
            "job-state-reasons": "job-printing",
            "job-media-sheets-completed": 0,
            "job-impressions-completed": 2,
            "number-of-documents": 1,
        }
    )
    assert job == JobReading(5, ("job-printing",), 2, 1)
    assert job_reading({"job-state": 3, "job-state-reasons": ["a", "b"]}).reasons == ("a", "b")
    queue = queue_reading(
        {"printer-state": 5, "printer-state-reasons": ["paused"], "printer-is-accepting-jobs": False}
    )
    assert (queue.state, queue.accepting, queue.reasons) == (5, False, ("paused",))


def test_a_key_in_the_spooler_is_one_plain_word() -> None:
    assert spooler_key("a, b='c' {d}").removeprefix("k-").isalnum()
    assert spooler_key("a") != spooler_key("b")
    assert spooler_key("a") == spooler_key("a")
