"""Session and content -> the view that is to be seen. Pure."""

from __future__ import annotations

from appliance.content.text import GERMAN
from appliance.session import states as st
from appliance.session import states_sending as ss
from appliance.session.states import Session
from appliance.session.step import STAFF
from appliance.session.visit import Display
from kivy_ui import presenter_form as form
from kivy_ui import presenter_paper as paper
from kivy_ui import presenter_sending as sending
from kivy_ui import presenter_start as start
from kivy_ui import presenter_status as status
from kivy_ui.content_port import Content
from kivy_ui.presenter_finding import present_home
from kivy_ui.presenter_moments import present_moment
from kivy_ui.presenter_offers import present_offer
from kivy_ui.presenter_question import present_question
from kivy_ui.presenter_staff import present_staff
from kivy_ui.texts import Texts

_OFFERS = (
    st.Browsing,
    st.Searching,
    st.ReadingGuide,
    st.WatchingVideo,
    st.BrowsingWorkshops,
    st.ViewingWorkshop,
)
_FORM = (
    st.IntroducingForm,
    st.AnsweringQuestion,
    st.ScanningDocument,
    st.ConfirmingDocument,
    st.CheckingAnswers,
)
_SENDING = (ss.ChoosingDelivery, ss.AddingPapers, ss.ConsentingToSend, ss.Sending, ss.SendingImpossible)
_STATUS = (st.AskingStatus, st.LookingUpStatus, st.ShowingStatus)
_PAPER = (st.Typesetting, st.Previewing, st.Printing, st.PrintTrouble, st.TakingReceipt)


def language_of(session: Session) -> str:
    if isinstance(session.situation, st.Goodbye):
        return session.situation.language
    if isinstance(session.situation, STAFF):
        return GERMAN
    return session.visit.language if session.visit else GERMAN


def display_of(session: Session) -> Display:
    staff = isinstance(session.situation, STAFF)
    return session.visit.display if session.visit and not staff else Display()


def present(session: Session, content: Content) -> object:
    """Return the view model of whatever the session is in. Raises LookupError where the content lacks it."""
    texts = Texts(content.interface, language_of(session))
    situation = session.situation
    if isinstance(situation, _OFFERS):
        return present_offer(content, texts, session)
    if isinstance(situation, _FORM):
        return _present_form(content, texts, session)
    if isinstance(situation, _PAPER):
        return paper.present_paper(content, texts, session)
    if isinstance(situation, _SENDING):
        return sending.present_sending(content, texts, session)
    if isinstance(situation, _STATUS):
        return status.present_status(content, texts, session)
    if isinstance(situation, STAFF):
        return present_staff(content, session)
    match situation:
        case st.Idle(aloud):
            return start.present_idle(content, aloud=aloud)
        case st.ChoosingLanguage():
            return start.present_language_menu(content, texts)
        case st.ChoosingDisplay():
            return start.present_display_menu(content, texts, display_of(session))
        case st.AtHome():
            return present_home(content, texts)
    return present_moment(content, texts, session)


def _present_form(content: Content, texts: Texts, session: Session) -> object:
    match session.situation:
        case st.IntroducingForm() as page:
            return form.present_introduction(content, texts, session, page)
        case st.AnsweringQuestion() as page:
            return present_question(content, texts, session, page)
        case st.ScanningDocument() as page:
            return form.present_scanning(content, texts, session, page)
        case st.ConfirmingDocument(document):
            return form.present_document(content, texts, session, document)
        case st.CheckingAnswers() as page:
            return form.present_check(content, texts, session, page)
    raise LookupError(type(session.situation).__name__)
