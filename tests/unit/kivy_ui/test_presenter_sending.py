"""Sending, its proof and its state later, as views: what is offered, in words that fit what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.content.text import LANGUAGES
from appliance.outbox.ports import WhyNot
from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.session import sending_states as ss
from appliance.session import states as st
from appliance.session.events import FormChosen
from appliance.session.sending_events import DeliveryChosen, PaperDropped, PaperPicked
from appliance.session.states import BrowseBy, Session
from appliance.session.visit import Delivery, Display
from kivy_ui.presenter import present
from kivy_ui.presenter_status import state_of
from kivy_ui.views_form import TypedQuestionView
from kivy_ui.views_offers import BrowsingView
from kivy_ui.views_page import IntroductionView, MessageView, RowsView
from tests.ui.sample_form import FORM_ID
from tests.ui.samples import content, session
from tests.ui.samples_sending import CODE, MESSAGE, sending_sessions


def view(name: str, language: str = "de") -> object:
    return present(sending_sessions(language, Display())[name], content())


def with_offices(situation: st.Situation, why_not: WhyNot | None) -> Session:
    state = session(situation, "de", Display())
    offices = dict.fromkeys(("wohnungsamt", "jobcenter"), why_not)
    return replace(state, surroundings=replace(state.surroundings, sending=offices))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_sending_has_a_view_in_every_language(language: str) -> None:
    for name in sending_sessions(language, Display()):
        assert view(name, language) is not None


def test_three_ways_are_offered_and_only_paper_where_nothing_can_be_sent() -> None:
    three, one = view("delivery"), view("delivery-impossible")
    assert isinstance(three, BrowsingView)
    assert isinstance(one, BrowsingView)
    intents = [offered.item.intent for shelf in three.forms for offered in shelf.offers]
    assert intents == [DeliveryChosen(each) for each in (Delivery.SEND, Delivery.BOTH, Delivery.PRINT)]
    assert [offered.item.intent for shelf in one.forms for offered in shelf.offers] == [
        DeliveryChosen(Delivery.PRINT)
    ]
    assert one.about is not None


def test_a_message_is_not_called_an_application() -> None:
    for name in ("delivery-message", "consent-message"):
        shown = view(name)
        assert isinstance(shown, BrowsingView | MessageView)
        assert "Antrag" not in repr(shown).replace("Antragsteller", "")


def test_papers_show_what_goes_along_and_what_can() -> None:
    shown = view("papers-listed")
    assert isinstance(shown, RowsView)
    changes = [line.change for group in shown.groups for line in group.lines]
    assert changes[:2] == [PaperDropped("unterlage-1.pdf"), PaperDropped("unterlage-2.pdf")]
    assert changes[2:] == [None, PaperPicked("2"), PaperPicked("3")]


def test_nothing_can_be_tapped_twice_while_a_paper_is_read() -> None:
    shown = view("papers-reading")
    assert isinstance(shown, RowsView)
    assert shown.actions == ()
    assert not any(isinstance(line.change, PaperPicked) for group in shown.groups for line in group.lines)


def test_consent_tells_who_can_open_it_before_it_asks() -> None:
    shown = view("consent")
    assert isinstance(shown, MessageView)
    assert "Wohnungsamt" in shown.steps[0].text
    assert len(shown.actions) == 2


def test_the_code_stands_on_the_screen_while_no_receipt_has_come_out() -> None:
    without, taken = view("sent-receipt-trouble"), view("sent")
    assert isinstance(without, MessageView)
    assert isinstance(taken, MessageView)
    assert without.picture.remember.replace(" ", "") == CODE
    assert taken.picture.remember == "MD-7K3F-92QX"


def test_a_mistyped_code_is_said_beside_the_field() -> None:
    shown = view("status-wrong")
    assert isinstance(shown, TypedQuestionView)
    assert shown.asked.problem is not None
    assert shown.asked.entry.get() == "7K4Q-2XF9-PRTW"


@pytest.mark.parametrize(
    ("stage", "answer", "state"),
    [
        (Stage.WAITING, OfficeAnswer.NONE, "waiting"),
        (Stage.SENDING, OfficeAnswer.NONE, "waiting"),
        (Stage.HANDED_OVER, OfficeAnswer.NONE, "handed_over"),
        (Stage.CONFIRMED, OfficeAnswer.NONE, "received"),
        (Stage.CONFIRMED, OfficeAnswer.PAPERS_NEEDED, "papers_needed"),
        (Stage.HANDED_OVER, OfficeAnswer.APPOINTMENT, "appointment"),
        (Stage.REFUSED, OfficeAnswer.NONE, "not_delivered"),
        (Stage.EXPIRED, OfficeAnswer.RECEIVED, "not_delivered"),
        (Stage.CONFIRMED, OfficeAnswer.REFUSED, "not_delivered"),
    ],
)
def test_what_a_person_is_told_of_a_submission(stage: Stage, answer: OfficeAnswer, state: str) -> None:
    assert state_of(stage, answer) == state


def test_every_state_has_its_words() -> None:
    states = {state_of(stage, answer) for stage in Stage for answer in OfficeAnswer}
    texts = content().interface.texts
    for state in states:
        assert {f"status.{state}", f"status.{state}.short", f"status.{state}.next"} <= set(texts)


def test_an_office_offers_a_message_and_a_sheet_for_a_visit() -> None:
    shown = present(session(st.Browsing(BrowseBy.OFFICE, "jobcenter"), "de", Display()), content())
    assert isinstance(shown, BrowsingView)
    intents = [offered.item.intent for shelf in shown.shelves for offered in shelf.offers]
    assert {FormChosen(MESSAGE), FormChosen("gespraech-jobcenter")} <= set(intents)


@pytest.mark.parametrize(
    ("form_id", "why_not", "key"),
    [
        (FORM_ID, WhyNot.PRINT_ONLY, "intro.result"),
        (FORM_ID, None, "intro.result_send"),
        (MESSAGE, WhyNot.PRINT_ONLY, "message.intro.result"),
        (MESSAGE, None, "message.intro.result_send"),
        ("gespraech-jobcenter", None, "conversation.intro.result"),
    ],
)
def test_what_comes_of_a_form_is_said_before_it_is_begun(form_id: str, why_not: WhyNot | None, key: str) -> None:
    shown = present(with_offices(st.IntroducingForm(form_id, st.AtHome()), why_not), content())
    assert isinstance(shown, IntroductionView)
    assert shown.result == content().interface.get(key, "de")


def test_a_sheet_for_a_visit_comes_without_receipt_and_number() -> None:
    state = session(st.TakingReceipt("gespraech-jobcenter", st.ReceiptProgress.PRINTED), "de", Display())
    assert state.visit is not None
    assert state.visit.application is not None
    made = replace(state.visit.application, form_id="gespraech-jobcenter", with_receipt=False)
    shown = present(replace(state, visit=replace(state.visit, application=made)), content())
    assert isinstance(shown, MessageView)
    assert (shown.note, shown.picture.remember) == (None, "")


def test_what_cannot_be_sent_says_why_and_offers_paper() -> None:
    shown = present(session(ss.SendingImpossible(FORM_ID, WhyNot.TOO_LARGE), "de", Display()), content())
    assert isinstance(shown, MessageView)
    words = [each.text for each in shown.paragraphs]
    assert content().interface.get("sending.why_too_large", "de").text in words
