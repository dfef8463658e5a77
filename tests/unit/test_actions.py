"""What the commands do when the background is slower than the visitor, and when something breaks."""

from __future__ import annotations

import logging
import typing
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.actions import Actions
from appliance.background import InlineBackground, Work
from appliance.clock import ManualClock
from appliance.forms.answers import Answers, TextAnswer
from appliance.outbox.ports import WhyNot
from appliance.outbox.submission import Paper
from appliance.sending_actions import SendingActions
from appliance.session import commands as do
from appliance.session import events as ev
from appliance.session.sending_commands import CleanPaper, PostSubmission
from appliance.session.sending_events import (
    PaperCleaned,
    PaperNotTaken,
    SubmissionNotPosted,
    SubmissionPosted,
)
from appliance.session.sending_states import PaperProblem
from appliance.session.staff_commands import Announce, MarkRefusedSeen, RetryOutbox, RunSelfTest
from appliance.session.visit import Application
from appliance.staff.admission import Admission
from appliance.staff_actions import StaffActions
from appliance.status_desk import StatusDesk
from appliance.storage.in_memory import InMemoryStore
from appliance.telemetry.link import NoLink
from hardware.devices import Devices
from hardware.document_printer.simulated import SimulatedDocumentPrinter
from hardware.events import CodeScanned, DeviceRole, DocumentScanned, JobState, PrintJobChanged
from hardware.id_scanner.simulated import SimulatedIdScanner
from hardware.ports import Wanted
from hardware.receipt_printer.simulated import SimulatedReceiptPrinter
from hardware.speech.simulated import SimulatedSpeaker
from hardware.touchscreen.simulated import SimulatedTouchscreen
from hardware.usb_stick.simulated import SimulatedUsbStick
from tests.demo.sample_papers import stick_files
from tests.flows.visit import offering
from tests.peers.noted_outbox import NotedOutbox


class SlowBackground:
    """Does its work when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Work] = []

    def submit(self, work: Work) -> None:
        self.waiting.append(work)

    def catch_up(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()

    def close(self) -> None:
        pass


class Bench:
    def __init__(self, background: SlowBackground | InlineBackground | None = None) -> None:
        self.published: list[object] = []
        self.reported: list[tuple[str, str]] = []
        self.background = background or InlineBackground()
        self.clock = ManualClock()
        self.store = InMemoryStore(self.clock)
        self.receipt = SimulatedReceiptPrinter(self.published.append)
        self.a4 = SimulatedDocumentPrinter(self.published.append)
        self.scanner = SimulatedIdScanner(self.published.append)
        self.speaker = SimulatedSpeaker()
        devices = Devices(
            self.a4,
            self.receipt,
            self.scanner,
            SimulatedTouchscreen(self.published.append),
            self.speaker,
            SimulatedUsbStick(self.published.append),
        )
        actions = Actions(
            devices,
            self.store,
            offering(),
            self.background,
            self.clock,
            self.published.append,
            lambda kind, ref: self.reported.append((kind, ref)),
        )
        admission = Admission(Path("no-such-file"), "Site", self.store, self.clock)
        self.outbox = NotedOutbox()
        common = (offering(), self.background, self.clock, self.published.append)
        staff = StaffActions(devices, admission, *common, "b-3", self.outbox)
        desk = StatusDesk(NoLink(), self.clock, self.published.append)
        sending = SendingActions(devices.stick, self.outbox, desk, *common)
        self._table = {**actions.table(), **staff.table(), **sending.table()}

    def does(self, command: do.Command) -> None:
        self._table[type(command)](command)

    def receipts_work(self) -> None:
        for _ in range(8):
            self.receipt.step()


def test_the_reader_is_told_what_to_look_out_for() -> None:
    bench = Bench()
    bench.scanner.start()
    bench.does(do.ArmScanner(Wanted.CODE))
    bench.scanner.insert_passport()
    bench.scanner.show_code("MIGRADO:UTOPIA-1")
    bench.does(do.ArmScanner())
    bench.scanner.show_code("MIGRADO:UTOPIA-1")
    bench.scanner.insert_passport()
    assert [type(event) for event in bench.published[1:]] == [CodeScanned, DocumentScanned]


def test_a_receipt_still_being_drawn_when_the_visit_ends_never_comes_out() -> None:
    background = SlowBackground()
    bench = Bench(background)
    bench.does(do.PrintHelpSlip("help-1", 27, "de"))
    bench.does(do.CancelReceipts())
    bench.does(do.PrintHelpSlip("help-2", 28, "de"))
    background.catch_up()
    bench.receipts_work()
    assert [job.key for job in bench.receipt.printed] == ["help-2"]


def test_receipts_that_wait_in_the_printer_are_called_off() -> None:
    bench = Bench()
    bench.does(do.PrintHelpSlip("help-1", 27, "de"))
    bench.does(do.CancelReceipts())
    bench.receipts_work()
    assert bench.receipt.printed == []


@pytest.mark.parametrize(
    "command",
    [
        do.PrintWorkshopSlip("no-such-workshop@2026-03-02T16:30", "slip-1", "de"),
        do.PrintApplicationReceipt("slip-1", "no-such-form", "MD-1", Answers({}), "de"),
    ],
)
def test_a_receipt_that_cannot_be_drawn_ends_like_one_that_cannot_be_printed(command: do.Command) -> None:
    bench = Bench()
    bench.does(command)
    assert bench.published == [PrintJobChanged(DeviceRole.RECEIPT, "slip-1", JobState.ABORTED)]


def test_typesetting_that_fails_is_answered_and_says_nothing_of_the_visitor(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bench = Bench()
    with caplog.at_level(logging.DEBUG):
        bench.does(do.TypesetApplication(7, "no-such-form", Answers({"name": TextAnswer("ERIKSSON")}), "de"))
    assert bench.published == [ev.TypesettingFailed(7)]
    assert "ERIKSSON" not in caplog.text


def published_number(bench: Bench, request: int) -> int:
    bench.does(do.CallHelp(request, "wohnen", "de"))
    given = bench.published[-1]
    assert isinstance(given, ev.HelpNumberGiven)
    assert (given.request, given.topic) == (request, "wohnen")
    return given.number


def test_help_numbers_begin_anew_at_midnight_in_dortmund() -> None:
    """The clock starts at 09:00 UTC, in winter: midnight in Dortmund is fourteen hours away."""
    bench = Bench()
    assert [published_number(bench, request) for request in (1, 2)] == [1, 2]
    bench.clock.advance(13.9 * 3600)
    assert published_number(bench, 3) == 3
    bench.clock.advance(0.2 * 3600)
    assert published_number(bench, 4) == 1


def test_an_incident_is_kept_and_told() -> None:
    bench = Bench()
    bench.does(do.NoteIncident("print_trouble", "paper_out"))
    assert [(each.kind, each.ids) for each in bench.store.incidents()] == [("print_trouble", ("paper_out",))]
    assert bench.reported == [("print_trouble", "paper_out")]


def test_counters_count_by_what_is_said() -> None:
    bench = Bench()
    bench.does(do.CountUp("sheets_printed", 3))
    bench.does(do.CountUp("sheets_printed"))
    assert bench.store.counter("sheets_printed") == 4


def test_an_answer_is_said_in_the_visitors_language() -> None:
    bench = Bench()
    bench.does(Announce("help.go_to_desk", "uk", "3"))
    said = bench.speaker.said[-1]
    assert said.language == "uk"
    assert said.text.endswith("3.") or "3" in said.text
    assert bench.speaker.chimes == 0


def test_without_a_voice_for_a_language_german_is_said_and_without_any_it_chimes() -> None:
    bench = Bench()
    bench.does(Announce("help.coming", "ti"))
    assert [said.language for said in bench.speaker.said] == ["de"]
    bench.speaker.remove_voices()
    bench.does(Announce("help.coming", "ti"))
    assert (len(bench.speaker.said), bench.speaker.chimes) == (1, 1)


def test_a_self_test_that_cannot_be_drawn_is_answered_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench()

    def broken(_job: object) -> None:
        raise OSError

    monkeypatch.setattr(bench.a4, "submit", broken)
    bench.does(RunSelfTest("self-test-1"))
    assert PrintJobChanged(DeviceRole.A4, "self-test-1", JobState.ABORTED) in bench.published
    bench.receipts_work()
    assert [job.key for job in bench.receipt.printed] == ["self-test-1/receipt"]


def test_what_staff_ask_of_the_outbox_reaches_it() -> None:
    bench = Bench()
    bench.does(RetryOutbox())
    bench.does(MarkRefusedSeen())
    assert bench.outbox.asked == ["retry", "seen"]


MADE = Application("wohnberechtigungsschein", "MD-7K4Q-2XF9", "MD-7K4Q-2XF9", 2, b"%PDF-1.7")


def test_a_submission_is_posted_with_the_very_application_that_was_seen() -> None:
    bench = Bench()
    bench.does(PostSubmission(7, MADE, Answers(), "ar", (Paper("unterlage-1.pdf", 1, b"%PDF"),)))
    (posted,) = bench.outbox.posted
    assert (posted.pdf, posted.reference, posted.language) == (MADE.pdf, MADE.reference, "ar")
    assert [paper.name for paper in posted.papers] == ["unterlage-1.pdf"]
    assert bench.published[-1] == SubmissionPosted(7, posted.id, "7K4Q2XF9CDHJKMNPQRTWXY23")


def test_a_submission_that_is_not_taken_is_answered() -> None:
    bench = Bench()
    bench.outbox.refuses = WhyNot.FULL
    bench.does(PostSubmission(7, MADE, Answers(), "de"))
    assert bench.published[-1] == SubmissionNotPosted(7, WhyNot.FULL)


def test_a_submission_that_cannot_be_made_is_answered_and_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench()
    unknown = replace(MADE, form_id="no-such-form")
    bench.does(PostSubmission(7, unknown, Answers({"name": TextAnswer("ERIKSSON")}), "de"))
    assert bench.published[-1] == SubmissionNotPosted(7, WhyNot.DISK)
    assert "ERIKSSON" not in caplog.text


def test_a_paper_is_written_anew_before_it_is_taken() -> None:
    bench = Bench()
    bench.does(CleanPaper(7, "unterlage-1.pdf", stick_files()["Mietvertrag.pdf"]))
    taken = bench.published[-1]
    assert isinstance(taken, PaperCleaned)
    assert (taken.request, taken.paper.name, taken.paper.pages) == (7, "unterlage-1.pdf", 2)


def test_what_is_no_paper_is_refused() -> None:
    bench = Bench()
    bench.does(CleanPaper(7, "unterlage-1.pdf", b"holiday picture"))
    assert bench.published[-1] == PaperNotTaken(7, PaperProblem.NOT_READABLE)


def test_there_is_an_action_for_every_command() -> None:
    assert set(Bench()._table) == set(typing.get_args(do.Command))
