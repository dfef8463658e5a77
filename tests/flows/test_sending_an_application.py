"""An application goes to the office: sealed, once, with proof; in German and in Arabic, with and without paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.outbox.ports import WhyNot
from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.outbox.settings import OutboxLimits
from appliance.session import events as ev
from appliance.session import events_sending as es
from appliance.session import states as st
from appliance.session import states_sending as ss
from appliance.session.visit import Delivery
from tests.flows.sending import FORM, OFFICE, SendingStory


def test_sent_without_paper_and_taken_by_the_office(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    story.is_asked_how("de")
    sent = story.sends()
    story.sees(st.TakingReceipt)
    assert sent.stage is Stage.WAITING
    story.receipt_printer_works()
    assert story.sees(st.TakingReceipt).progress is st.ReceiptProgress.PRINTED
    assert story.a4.printed == []
    story.network_works()
    (data,) = story.arrived_data()
    assert data["submission"]["reference"] == sent.reference
    assert story.sent.stage is Stage.HANDED_OVER


@pytest.mark.parametrize("language", ["de", "ar"])
def test_print_and_send_in_one_go(tmp_path: Path, language: str) -> None:
    """The office gets the German application, the visitor the same on paper, and one proof of both."""
    story = SendingStory(tmp_path)
    story.is_asked_how(language)
    sent = story.sends(Delivery.BOTH)
    story.sees(st.Printing)
    story.network_works()
    story.printer_works()
    story.receipt_printer_works()
    assert story.sees(st.TakingReceipt).progress is st.ReceiptProgress.PRINTED
    (package,) = story.arrived()
    (printed,) = story.a4.printed
    assert package.files["application.pdf"] == printed.pdf
    assert package.manifest["language"] == language
    assert package.manifest["reference"] == sent.reference
    assert len(story.receipt.printed) == 1


def test_the_same_tap_twice_sends_once(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    story.is_asked_how("de")
    story.agrees_to(Delivery.SEND)
    story.does(ev.PrintConfirmed(), ev.PrintConfirmed())
    story.network_works(120)
    assert len(story.arrived()) == 1


def test_an_office_that_is_away_gets_it_when_it_is_back(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    story.office.goes_away()
    story.is_asked_how("uk")
    story.sends()
    story.network_works(600)
    assert story.arrived() == []
    story.does(ev.EndConfirmed())
    story.office.comes_back()
    story.network_works(6 * 3600)
    assert len(story.arrived()) == 1


def test_an_outbox_that_is_full_says_so_before_and_offers_paper(tmp_path: Path) -> None:
    story = SendingStory(tmp_path, limits=OutboxLimits(most_mib=2, most_submission_mib=1))
    story.free_bytes = 0
    story.network_works()
    story.waits(1)
    story.is_asked_how("de")
    assert story.terminal.session.surroundings.why_not_send(OFFICE) is WhyNot.FULL
    story.does(es.DeliveryChosen(Delivery.SEND))
    story.sees(ss.ChoosingDelivery)
    story.does(es.DeliveryChosen(Delivery.PRINT))
    story.sees(st.Previewing)


def test_a_disk_that_fills_up_while_the_visitor_agrees_loses_nothing(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    story.is_asked_how("de")
    story.agrees_to(Delivery.SEND)
    story.free_bytes = 0
    story.does(ev.PrintConfirmed())
    assert story.sees(ss.SendingImpossible).why is WhyNot.FULL
    story.does(es.PrintInstead())
    story.sees(st.Previewing)
    story.does(ev.PrintConfirmed())
    story.printer_works()
    assert len(story.a4.printed) == 1
    assert story.arrived() == []


def test_paper_that_runs_out_does_not_stop_the_sending(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    story.a4.remove_paper()
    story.is_asked_how("tr")
    story.sends(Delivery.BOTH)
    story.network_works()
    assert len(story.arrived()) == 1
    story.receipt_printer_works()
    story.sees(st.PrintTrouble)
    story.a4.insert_paper()
    story.printer_works()
    assert story.sees(st.TakingReceipt).progress is st.ReceiptProgress.PRINTED
    assert len(story.receipt.printed) == 1


def test_answers_that_change_after_sending_go_again_as_a_new_application(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    story.is_asked_how("de")
    first = story.sends()
    story.network_works()
    story.does(ev.HomeTapped(), ev.FormChosen(FORM), ev.FormStarted())
    story.sees(st.CheckingAnswers)
    story.does(ev.ChangeRequested("family_name"))
    story.answers(value="Mustermann-Neu")
    story.does(ev.PreviewRequested())
    second = story.sends()
    story.network_works()
    assert first.reference != second.reference
    assert [data["submission"]["reference"] for data in story.arrived_data()] == [
        first.reference,
        second.reference,
    ]


def test_a_crash_right_after_the_yes_sends_it_all_the_same(tmp_path: Path) -> None:
    before = SendingStory(tmp_path)
    before.office.goes_away()
    before.is_asked_how("de")
    before.sends()
    after = SendingStory(tmp_path)
    after.office.office.keys[:] = before.office.office.keys
    after.network_works(600)
    assert len(after.office.office.packages) == 1


def test_the_office_refuses_and_the_note_says_so(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    story.office.refuses_next()
    story.is_asked_how("de")
    story.sends()
    story.network_works()
    assert story.sent.stage is Stage.REFUSED
    (event,) = [each for each in story.events() if each["kind"] == "submission_refused"]
    assert event["ref"] == f"{OFFICE}/{story.sent.id}"
    assert story.queues()["refused"] == 1


def test_the_answer_of_the_office_reaches_who_is_still_there(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    story.is_asked_how("de")
    story.sends()
    story.network_works()
    story.office.answers(story.sent.id, OfficeAnswer.RECEIVED)
    story.network_works(3600)
    assert story.sent.answer is OfficeAnswer.RECEIVED
