"""Sessions of sending: how, which papers, consent, the proof; and of asking what became of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from appliance.forms.answers import Entry
from appliance.outbox.ports import WhyNot
from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.outbox.status_note import StatusNote
from appliance.outbox.submission import Paper
from appliance.session import sending_states as ss
from appliance.session import states as st
from appliance.session.states import ReceiptProgress, Session, Situation, TroubleKind
from appliance.session.visit import Delivery, Display, Sent
from hardware.events import StickFile
from tests.ui.sample_form import FORM_ID
from tests.ui.samples import REAL_FORM, session

CODE = "7K4Q2XF9PRTW3DHJ8MCN5YQX"
OFFICE = "wohnungsamt"
FILES = (
    StickFile("1", "Mietvertrag Musterstraße 12.pdf", 1_240_000),
    StickFile("2", "scan_0042.pdf", 310_000),
    StickFile("3", "Einkommensnachweis Januar bis März zweitausendsechsundzwanzig.pdf", 7_900_000),
)
PAPERS = (Paper("unterlage-1.pdf", 3, b""), Paper("unterlage-2.pdf", 1, b""))
MESSAGE = "nachricht-jobcenter"
NOTES = {
    "waiting": (Stage.WAITING, OfficeAnswer.NONE),
    "handed-over": (Stage.HANDED_OVER, OfficeAnswer.NONE),
    "received": (Stage.CONFIRMED, OfficeAnswer.RECEIVED),
    "in-progress": (Stage.CONFIRMED, OfficeAnswer.IN_PROGRESS),
    "papers-needed": (Stage.CONFIRMED, OfficeAnswer.PAPERS_NEEDED),
    "appointment": (Stage.CONFIRMED, OfficeAnswer.APPOINTMENT),
    "decided": (Stage.CONFIRMED, OfficeAnswer.DECIDED),
    "refused": (Stage.REFUSED, OfficeAnswer.REFUSED),
}


def sending_sessions(language: str, display: Display) -> dict[str, Session]:
    of = partial(_session, language=language, display=display)
    home = st.AtHome()
    listed = ss.AddingPapers(FORM_ID, ss.StickPhase.LISTED, FILES, taken=("1",))
    printed, trouble = ReceiptProgress.PRINTED, ReceiptProgress.TROUBLE
    return {
        "delivery": of(ss.ChoosingDelivery(FORM_ID)),
        "delivery-impossible": _unsendable(of(ss.ChoosingDelivery(FORM_ID))),
        "delivery-message": of(ss.ChoosingDelivery(MESSAGE)),
        "papers": of(ss.AddingPapers(FORM_ID)),
        "papers-listed": _with_papers(of(listed)),
        "papers-reading": of(replace(listed, busy="2")),
        "papers-problem": of(replace(listed, problem=ss.PaperProblem.ENCRYPTED)),
        "consent": of(ss.ConsentingToSend(FORM_ID)),
        "consent-message": of(ss.ConsentingToSend(MESSAGE)),
        "sending": of(ss.Sending(FORM_ID, 1)),
        "sending-impossible": of(ss.SendingImpossible(FORM_ID, WhyNot.TOO_LARGE)),
        "preview-send": _delivering(of(st.Previewing(FORM_ID)), Delivery.BOTH),
        "sent": _sent(of(st.TakingReceipt(REAL_FORM, printed)), Delivery.SEND),
        "sent-printed": _sent(of(st.TakingReceipt(FORM_ID, printed)), Delivery.BOTH),
        "sent-receipt-trouble": _sent(
            of(st.TakingReceipt(FORM_ID, trouble, TroubleKind.PAPER_OUT)), Delivery.SEND
        ),
        "status-asking": of(st.AskingStatus(home)),
        "status-wrong": of(st.AskingStatus(home, Entry({"value": "7K4Q-2XF9-PRTW"}), wrong=True)),
        "status-looking": of(st.LookingUpStatus(home, 1)),
        "status-unknown": of(st.ShowingStatus(home, failure=ss.LookupFailure.UNKNOWN)),
        "status-offline": of(st.ShowingStatus(home, failure=ss.LookupFailure.OFFLINE)),
        **{f"status-{name}": of(st.ShowingStatus(home, note=_note(*state))) for name, state in NOTES.items()},
    }


def _session(situation: Situation, *, language: str, display: Display) -> Session:
    state = session(situation, language, display)
    offices = dict.fromkeys((OFFICE, "jobcenter"), None)
    return replace(state, surroundings=replace(state.surroundings, sending=offices, stick=True))


def _unsendable(state: Session) -> Session:
    offices = {OFFICE: WhyNot.FULL}
    return replace(state, surroundings=replace(state.surroundings, sending=offices))


def _with_papers(state: Session) -> Session:
    assert state.visit is not None
    return replace(state, visit=replace(state.visit, papers=PAPERS))


def _delivering(state: Session, delivery: Delivery) -> Session:
    assert state.visit is not None
    return replace(state, visit=replace(state.visit, delivery=delivery))


def _sent(state: Session, delivery: Delivery) -> Session:
    state = _delivering(state, delivery)
    assert state.visit is not None
    assert state.visit.application is not None
    sent = Sent("01J", state.visit.application.reference, CODE, Stage.WAITING)
    return replace(state, visit=replace(state.visit, sent=sent))


def _note(stage: Stage, answer: OfficeAnswer) -> StatusNote:
    days = ("2026-02-23T09:00:00+00:00", "2026-03-01T10:00:00+00:00", "2026-05-30T10:00:00+00:00")
    return StatusNote(OFFICE, REAL_FORM, "application", stage, answer, *days)
