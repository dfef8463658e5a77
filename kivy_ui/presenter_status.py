"""Views for who asks what became of an application: the code, waiting, the state."""

from __future__ import annotations

import datetime as dt

from appliance.content.text import GERMAN, Localised
from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.outbox.status_note import StatusNote
from appliance.session import states as st
from appliance.session.events import HelpRequested, HomeTapped
from appliance.session.sending_events import StatusOpened
from appliance.session.sending_states import LookupFailure
from appliance.session.states import Session
from appliance.session.step import LOCAL_TIME
from hardware.events import DeviceRole
from kivy_ui.content_port import Content
from kivy_ui.keyboard_layouts import KeyboardKind
from kivy_ui.presenter_start import chrome
from kivy_ui.texts import Texts
from kivy_ui.views_form import Asked, Capitals, FieldSpec, TypedQuestionView
from kivy_ui.views_page import Action, MessageView, Mood, Note, Picture, Weight

_WIDE_MM = 240
_CODE_LENGTH = 29
"""24 characters and 5 dashes."""
_ICONS = {Mood.GOOD: "check-circle", Mood.WARNING: "timer-sand", Mood.BAD: "alert"}
_MOODS = {
    "waiting": Mood.WARNING,
    "handed_over": Mood.GOOD,
    "received": Mood.GOOD,
    "in_progress": Mood.GOOD,
    "papers_needed": Mood.WARNING,
    "appointment": Mood.GOOD,
    "decided": Mood.GOOD,
    "not_delivered": Mood.BAD,
}


def present_status(content: Content, texts: Texts, session: Session) -> object:
    """Raises LookupError for a situation that is not one of these."""
    match session.situation:
        case st.AskingStatus() as page:
            return present_asking(content, texts, session, page)
        case st.LookingUpStatus():
            return present_looking(content, texts)
        case st.ShowingStatus(note=None) as page:
            return present_missed(content, texts, page.failure or LookupFailure.UNKNOWN)
        case st.ShowingStatus() as page if page.note is not None:
            return present_note(content, texts, page.note)
    raise LookupError(type(session.situation).__name__)


def present_asking(content: Content, texts: Texts, session: Session, page: st.AskingStatus) -> TypedQuestionView:
    reads = session.surroundings.works(DeviceRole.SCANNER)
    title = texts.words("status.ask_title")
    hint = texts.own("status.ask_scan" if reads else "status.ask_type")
    asked = Asked(
        key="status-code",
        form=Localised("", GERMAN),
        progress=Localised("", GERMAN),
        position=0,
        total=0,
        label=title,
        help=hint,
        where_title=texts.own("question.where"),
        where=texts.plain("status.where"),
        scan=None,
        problem=texts.own("status.wrong_code") if page.wrong else None,
        problem_part="",
        submit=texts.own("status.look_up"),
        skip=None,
        entry=page.entry,
    )
    return TypedQuestionView(
        chrome=chrome(content, texts, spoken=hint),
        asked=asked,
        keyboard=KeyboardKind.CODE,
        fields=(FieldSpec("value", None, _WIDE_MM, _CODE_LENGTH, None, Capitals.NOTHING),),
    )


def present_looking(content: Content, texts: Texts) -> MessageView:
    title = texts.plain("status.looking")
    return MessageView(
        kind="status-looking",
        chrome=chrome(content, texts, spoken=title.own),
        title=title,
        paragraphs=(texts.plain("common.wait"),),
        picture=Picture("search"),
    )


def present_missed(content: Content, texts: Texts, failure: LookupFailure) -> MessageView:
    title = texts.words(f"status.{failure}.what")
    return MessageView(
        kind="status-missed",
        chrome=chrome(content, texts, spoken=title.own),
        title=title,
        paragraphs=(texts.plain(f"status.{failure}.next"), texts.plain("status.not_lost")),
        picture=Picture("alert"),
        actions=(
            Action(texts.own("trouble.call"), HelpRequested(), icon="help"),
            Action(texts.own("scan.try_again"), StatusOpened(), Weight.MAIN),
        ),
    )


def present_note(content: Content, texts: Texts, note: StatusNote) -> MessageView:
    state = state_of(note.stage, note.answer)
    mood = _MOODS[state]
    office = content.office_name(note.office)
    title = texts.words(texts.of_kind(note.kind, f"status.{state}"), office=office)
    next_ = texts.of_kind(note.kind, f"status.{state}.next")
    form = content.forms.get(note.form_id)
    what = (texts.of(form.title),) if form else ()
    return MessageView(
        kind="status",
        chrome=chrome(content, texts, spoken=title.own),
        title=title,
        paragraphs=(
            *what,
            texts.plain("status.posted", date=_day(note.posted_at)),
            texts.plain("status.as_of", date=_day(note.changed_at)),
            texts.plain(next_),
        ),
        picture=Picture("email", (), Localised(office, GERMAN)),
        note=Note(_ICONS[mood], texts.own(f"status.{state}.short"), mood),
        actions=(
            Action(texts.own("status.another"), StatusOpened()),
            Action(texts.own("common.home"), HomeTapped(), Weight.MAIN),
        ),
    )


def state_of(stage: Stage, answer: OfficeAnswer) -> str:
    """Return which of the few states a person is told; the office's answer counts more than the way there."""
    if stage in (Stage.REFUSED, Stage.EXPIRED) or answer is OfficeAnswer.REFUSED:
        return "not_delivered"
    if answer is not OfficeAnswer.NONE:
        return answer.value
    if stage is Stage.CONFIRMED:
        return "received"
    return "handed_over" if stage is Stage.HANDED_OVER else "waiting"


def _day(moment: str) -> str:
    return dt.datetime.fromisoformat(moment).astimezone(LOCAL_TIME).strftime("%d.%m.%Y")
