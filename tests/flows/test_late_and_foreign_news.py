"""News that came late or is about something else: a job of before, another slip, a number called off."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.states import ReceiptProgress, TroubleKind
from hardware.events import DeviceRole, DeviceState, DeviceStatusChanged, JobState, PrintJobChanged
from tests.flows.visit import Story
from tests.samples import device


@pytest.fixture
def printing(tmp_path: Path) -> Story:
    story = Story(tmp_path)
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.sees(st.Printing)
    return story


@pytest.mark.parametrize("state", [JobState.SENT, JobState.CANCELLED, JobState.STOPPED])
def test_another_job_is_not_taken_for_ours(printing: Story, state: JobState) -> None:
    printing.does(PrintJobChanged(DeviceRole.A4, "MD-OTHER", state))
    printing.sees(st.Printing)


def test_the_receipt_printer_says_nothing_of_the_application(printing: Story) -> None:
    assert printing.visit.application is not None
    printing.does(PrintJobChanged(DeviceRole.RECEIPT, printing.visit.application.key, JobState.SENT))
    printing.sees(st.Printing)


def test_another_slip_is_not_taken_for_the_receipt(printing: Story) -> None:
    printing.printer_works()
    printing.does(PrintJobChanged(DeviceRole.RECEIPT, "help-7", JobState.SENT))
    assert printing.sees(st.TakingReceipt).progress is ReceiptProgress.PRINTING


def test_an_application_typeset_for_older_answers_is_dropped(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("de", "wohnberechtigungsschein")
    story.answers_everything()
    story.does(ev.PreviewRequested())
    asked = story.terminal.session.requests
    page = story.sees(st.Previewing)
    waiting = st.Typesetting(page.form_id, asked + 1)
    late = ev.ApplicationTypeset(asked, page.form_id, "MD-OLD", 1, b"%PDF")
    machine, session = story.terminal.runner._machine, story.terminal.session
    shown, _ = machine.advance(_in(session, waiting), late)
    assert shown.situation == waiting
    failed, _ = machine.advance(_in(session, waiting), ev.TypesettingFailed(asked))
    assert failed.situation == waiting


def _in(session: st.Session, situation: st.Situation) -> st.Session:
    return st.Session(situation, session.now, session.at, session.touched_at, session.visit)


def test_what_is_on_paper_is_not_cancelled_at_the_end(printing: Story) -> None:
    cancelled: list[str] = []
    printing.a4.cancel = cancelled.append  # type: ignore[method-assign, assignment]
    printing.printer_works()
    printing.does(ev.EndTapped())
    assert cancelled == []


def test_what_is_under_way_is_cancelled_at_the_end(printing: Story) -> None:
    assert printing.visit.application is not None
    key = printing.visit.application.key
    cancelled: list[str] = []
    printing.a4.cancel = cancelled.append  # type: ignore[method-assign, assignment]
    printing.does(ev.EndTapped(), ev.EndConfirmed())
    assert cancelled == [key]


def test_a_number_called_off_before_it_was_drawn_is_not_given(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("de"), ev.HelpRequested(), ev.HelpCancelled())
    story.does(ev.HelpNumberGiven(story.terminal.session.requests, 99, ""))
    assert story.visit.help is None
    story.does(ev.HelpRequested())
    assert story.visit.help is not None
    assert story.visit.help.number == 2


def test_staff_s_answer_to_another_number_is_not_shown(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("de"), ev.HelpRequested(), ev.HelpAnswered(77, "coming"))
    assert story.visit.help is not None
    assert story.visit.help.answer == ""


def test_one_slip_however_often_it_is_asked_for(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("de"), ev.WorkshopChosen("sprachcafe@2026-03-02T16:30"))
    story.does(ev.SlipRequested(), ev.SlipRequested())
    slip = story.sees(st.ViewingWorkshop)
    story.does(PrintJobChanged(DeviceRole.RECEIPT, "another", JobState.CANCELLED))
    assert story.sees(st.ViewingWorkshop).slip is slip.slip
    assert story.terminal.session.requests == 1


def test_a_job_the_spooler_calls_stopped_is_trouble_although_the_printer_seems_well(printing: Story) -> None:
    assert printing.visit.application is not None
    key = printing.visit.application.key
    printing.does(PrintJobChanged(DeviceRole.A4, key, JobState.STOPPED, 0, ("media-jam",)))
    assert printing.sees(st.PrintTrouble).kind is TroubleKind.JAM
    printing.does(PrintJobChanged(DeviceRole.A4, key, JobState.STOPPED))
    assert printing.sees(st.PrintTrouble).kind is TroubleKind.OTHER


def test_a_printer_nobody_can_ask_is_trouble(printing: Story) -> None:
    printing.does(DeviceStatusChanged(device(DeviceRole.A4, DeviceState.UNKNOWN)))
    assert printing.sees(st.PrintTrouble).kind is TroubleKind.PRINTER_GONE


def test_one_trouble_is_one_incident_and_waiting_is_remembered(printing: Story) -> None:
    printing.does(DeviceStatusChanged(device(DeviceRole.A4, DeviceState.STOPPED, "media-empty")), ev.WaitChosen())
    for state in (DeviceState.STOPPED, DeviceState.STOPPED):
        printing.does(DeviceStatusChanged(device(DeviceRole.A4, state, "media-empty", "toner-low")))
    assert printing.sees(st.PrintTrouble).waiting
    assert [each.kind for each in printing.terminal.store.incidents()] == ["print_trouble"]


def test_every_sheet_is_counted(printing: Story) -> None:
    assert printing.visit.application is not None
    pages = printing.visit.application.pages
    assert pages > 1
    printing.printer_works()
    assert printing.terminal.store.counter("sheets_printed") == pages


def test_what_is_typed_into_the_search_has_an_end(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("de"), ev.SearchOpened(), ev.SearchTyped("x" * 500))
    assert len(story.sees(st.Searching).query) == 80


def test_pages_that_are_out_stay_out_when_the_printer_no_longer_counts_them(printing: Story) -> None:
    assert printing.visit.application is not None
    key = printing.visit.application.key
    printing.does(PrintJobChanged(DeviceRole.A4, key, JobState.PROCESSING, 2))
    printing.does(PrintJobChanged(DeviceRole.A4, key, JobState.PROCESSING, 0))
    assert printing.sees(st.Printing).pages_done == 2
