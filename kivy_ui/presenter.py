"""Session and content -> the view that is to be seen. Pure."""

from __future__ import annotations

from appliance.content.text import GERMAN
from appliance.session import states as st
from appliance.session.states import Session
from appliance.session.visit import Display
from kivy_ui.content_port import Content
from kivy_ui.presenter_finding import present_home
from kivy_ui.presenter_question import present_question
from kivy_ui.presenter_start import present_display_menu, present_idle, present_language_menu
from kivy_ui.texts import Texts


def language_of(session: Session) -> str:
    if isinstance(session.situation, st.Goodbye):
        return session.situation.language
    return session.visit.language if session.visit else GERMAN


def display_of(session: Session) -> Display:
    return session.visit.display if session.visit else Display()


def present(session: Session, content: Content) -> object:
    texts = Texts(content.interface, language_of(session))
    situation = session.situation
    match situation:
        case st.Idle():
            return present_idle(content)
        case st.ChoosingLanguage():
            return present_language_menu(content, texts)
        case st.ChoosingDisplay():
            return present_display_menu(content, texts, display_of(session))
        case st.AnsweringQuestion():
            return present_question(content, texts, session, situation)
        case st.AtHome():
            return present_home(content, texts)
    raise LookupError(type(situation).__name__)
