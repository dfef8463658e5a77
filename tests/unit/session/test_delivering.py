"""How an application reaches its office: what is offered, what needs a yes, what happens once and only once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.outbox.ports import SubmissionProgressed, WhyNot
from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.session import events as ev
from appliance.session import sending_events as es
from appliance.session import sending_states as ss
from appliance.session import states as st
from appliance.session.commands import PrintApplication, PrintApplicationReceipt, TypesetApplication
from appliance.session.sending_commands import PostSubmission, PrintSubmissionReceipt
from appliance.session.visit import Delivery
from hardware.events import DeviceRole, JobState, PrintJobChanged
from tests.unit.session.sending import FORM, Bench


def previewing(delivery: Delivery) -> Bench:
    bench = Bench(st.CheckingAnswers(FORM))
    bench.tell(ev.PreviewRequested(), es.DeliveryChosen(delivery))
    if delivery.sends:
        bench.tell(es.PapersDone(), es.ConsentGiven())
    bench.tell(ev.ApplicationTypeset(bench.sees(st.Typesetting).request, FORM, "MD-7K4Q-2XF9", 2, b"%PDF"))
    return bench


def sent(delivery: Delivery) -> Bench:
    bench = previewing(delivery)
    bench.tell(ev.PrintConfirmed())
    bench.tell(es.SubmissionPosted(bench.sees(ss.Sending).request, "01J", "7" * 24))
    return bench


def test_an_office_that_takes_only_paper_leaves_nothing_to_choose() -> None:
    bench = Bench(st.CheckingAnswers(FORM), WhyNot.PRINT_ONLY)
    (command,) = bench.tell(ev.PreviewRequested())
    assert isinstance(command, TypesetApplication)
    assert command.with_cover


def test_print_send_or_both_is_asked_where_sending_is_possible() -> None:
    bench = Bench(st.CheckingAnswers(FORM))
    assert bench.tell(ev.PreviewRequested()) == ()
    assert bench.situation == ss.ChoosingDelivery(FORM)


@pytest.mark.parametrize("why", [WhyNot.FULL, WhyNot.NO_KEY, WhyNot.DISK])
def test_sending_cannot_be_chosen_while_it_is_impossible(why: WhyNot) -> None:
    bench = Bench(ss.ChoosingDelivery(FORM), why)
    bench.tell(es.DeliveryChosen(Delivery.SEND))
    assert bench.situation == ss.ChoosingDelivery(FORM)
    bench.tell(es.DeliveryChosen(Delivery.PRINT))
    bench.sees(st.Typesetting)


def test_nothing_is_sent_without_a_yes() -> None:
    bench = Bench(ss.ChoosingDelivery(FORM))
    bench.tell(es.DeliveryChosen(Delivery.SEND), es.PapersDone())
    assert bench.situation == ss.ConsentingToSend(FORM)
    bench.tell(ev.PreviewRequested(), ev.PrintConfirmed(), ev.WentOn())
    assert bench.situation == ss.ConsentingToSend(FORM)


def test_back_leads_step_by_step_to_the_answers() -> None:
    bench = Bench(ss.ConsentingToSend(FORM))
    seen = []
    for _ in range(3):
        bench.tell(ev.BackTapped())
        seen.append(type(bench.situation))
    assert seen == [ss.AddingPapers, ss.ChoosingDelivery, st.CheckingAnswers]


def test_sending_seals_first_and_prints_the_proof() -> None:
    bench = previewing(Delivery.SEND)
    (command,) = bench.tell(ev.PrintConfirmed())
    assert isinstance(command, PostSubmission)
    commands = bench.tell(es.SubmissionPosted(command.request, "01J", "7" * 24))
    assert [type(each) for each in commands if isinstance(each, PrintSubmissionReceipt | PrintApplication)] == [
        PrintSubmissionReceipt
    ]
    bench.sees(st.TakingReceipt)


def test_both_seals_then_prints_and_asks_for_one_receipt_only() -> None:
    bench = previewing(Delivery.BOTH)
    bench.tell(ev.PrintConfirmed())
    bench.sees(ss.Sending)
    commands = bench.tell(es.SubmissionPosted(bench.sees(ss.Sending).request, "01J", "7" * 24))
    assert {PrintSubmissionReceipt, PrintApplication} <= {type(each) for each in commands}
    bench.tell(PrintJobChanged(DeviceRole.RECEIPT, "MD-7K4Q-2XF9/receipt", JobState.SENT))
    commands = bench.tell(PrintJobChanged(DeviceRole.A4, "MD-7K4Q-2XF9", JobState.SENT, 2))
    assert not any(isinstance(each, PrintApplicationReceipt | PrintSubmissionReceipt) for each in commands)
    assert bench.situation == st.TakingReceipt(FORM, st.ReceiptProgress.PRINTED)


def test_a_second_tap_sends_nothing_again() -> None:
    bench = previewing(Delivery.SEND)
    bench.tell(ev.PrintConfirmed())
    assert bench.tell(ev.PrintConfirmed()) == ()
    bench.tell(es.SubmissionPosted(bench.sees(ss.Sending).request, "01J", "7" * 24))
    assert bench.tell(es.SubmissionPosted(1, "01K", "9" * 24)) == ()
    assert bench.visit.sent is not None
    assert bench.visit.sent.id == "01J"


def test_going_the_same_way_again_shows_the_receipt_and_sends_nothing() -> None:
    bench = sent(Delivery.SEND)
    bench.tell(ev.HomeTapped(), ev.FormChosen(FORM))
    bench.session = replace(bench.session, situation=st.Previewing(FORM))
    assert bench.tell(ev.PrintConfirmed()) == ()
    bench.sees(st.TakingReceipt)


def test_answers_that_change_after_sending_are_a_new_application() -> None:
    bench = sent(Delivery.SEND)
    changed = bench.visit.with_answers(FORM, bench.visit.answers(FORM))
    assert (changed.sent, changed.application, changed.receipt) == (None, None, None)


def test_what_cannot_be_sent_is_printed_instead() -> None:
    bench = previewing(Delivery.SEND)
    bench.tell(ev.PrintConfirmed())
    bench.tell(es.SubmissionNotPosted(bench.sees(ss.Sending).request, WhyNot.FULL))
    assert bench.situation == ss.SendingImpossible(FORM, WhyNot.FULL)
    (command,) = bench.tell(es.PrintInstead())
    assert isinstance(command, TypesetApplication)
    assert command.with_cover
    assert bench.visit.delivery is Delivery.PRINT


def test_a_refusal_of_an_older_request_is_nobodys() -> None:
    bench = previewing(Delivery.SEND)
    bench.tell(ev.PrintConfirmed(), es.SubmissionNotPosted(0, WhyNot.FULL))
    bench.sees(ss.Sending)


def test_the_visitor_sees_how_far_it_has_come() -> None:
    bench = sent(Delivery.SEND)
    bench.tell(SubmissionProgressed("01J", "wohnungsamt", Stage.CONFIRMED, OfficeAnswer.RECEIVED))
    assert bench.visit.sent is not None
    assert (bench.visit.sent.stage, bench.visit.sent.answer) == (Stage.CONFIRMED, OfficeAnswer.RECEIVED)


def test_news_of_somebody_elses_application_change_nothing() -> None:
    bench = sent(Delivery.SEND)
    before = bench.visit
    bench.tell(SubmissionProgressed("01X", "wohnungsamt", Stage.REFUSED))
    assert bench.visit == before
