"""Views of moments around a visit: help, the end, silence, goodbye, and a terminal that serves nobody."""

from __future__ import annotations

import math

from appliance.content.text import GERMAN, LANGUAGES, Localised
from appliance.session import states as st
from appliance.session.states import Session
from appliance.session.visit import HelpCall
from kivy_ui.content_port import Wording
from kivy_ui.presenter_start import chrome, staff_entry_words
from kivy_ui.texts import Texts
from kivy_ui.views_moments import (
    ClosedView,
    ConfirmingEndView,
    GoodbyeView,
    HelpState,
    HelpView,
    Identity,
    Notice,
    StillThereView,
)
from kivy_ui.words import Words

_ENGLISH = "en"
_HELP_LINES = {
    HelpState.CALLING: ("help.stay", "help.safe"),
    HelpState.CALLED: ("help.heard", "help.stay", "help.safe"),
    HelpState.COMING: ("help.stay", "help.safe"),
    HelpState.DESK: (),
    HelpState.NOT_HEARD: ("help.not_heard", "help.safe"),
}
_HELP_TITLES = {
    HelpState.CALLING: "common.wait",
    HelpState.CALLED: "help.called",
    HelpState.COMING: "help.coming",
    HelpState.NOT_HEARD: "help.ask_counter",
}


def present_moment(content: Wording, texts: Texts, session: Session) -> object:
    """Raises LookupError for a situation that is not one of these."""
    situation = session.situation
    match situation:
        case st.CallingHelp():
            return present_help(content, texts, session)
        case st.ConfirmingEnd():
            return present_confirming_end(content, texts)
        case st.AskingStillThere():
            return present_still_there(content, texts, situation.wipe_at - session.at)
        case st.Goodbye():
            return present_goodbye(content, texts)
        case st.OutOfService():
            return present_fault(content, staff=True)
        case st.Maintenance():
            return present_closed(content, "wrench", "maintenance", person=False, staff=True)
    raise LookupError(type(situation).__name__)


def present_help(content: Wording, texts: Texts, session: Session) -> HelpView:
    call = session.visit.help if session.visit else None
    state = help_state(call, session.surroundings.monitor_listens)
    title = _help_title(texts, state, call)
    return HelpView(
        chrome=chrome(content, texts, spoken=title.own),
        state=state,
        title=title,
        lines=tuple(texts.words(key) for key in _HELP_LINES[state]),
        number=str(call.number) if call else "",
        number_label=_number_label(texts),
        desk=call.desk if call is not None and state is HelpState.DESK else "",
        go_on=texts.own("help.go_on"),
        cancel=texts.own("help.cancel"),
        staff=texts.own("staff.entry"),
    )


def help_state(call: HelpCall | None, monitor_listens: bool) -> HelpState:
    """Return what the visitor is told. An answer stays true when the network goes away after it."""
    if call is not None and call.answer == "desk":
        return HelpState.DESK
    if call is not None and call.answer == "coming":
        return HelpState.COMING
    if not monitor_listens:
        return HelpState.NOT_HEARD
    return HelpState.CALLED if call is not None else HelpState.CALLING


def _help_title(texts: Texts, state: HelpState, call: HelpCall | None) -> Words:
    if state is HelpState.DESK:
        return texts.words("help.go_to_desk", desk=call.desk if call else "")
    return texts.words(_HELP_TITLES[state])


def _number_label(texts: Texts) -> Localised:
    """Return the words around the number without it: the number stands large below them."""
    words = texts.own("help.number", number="")
    return Localised(words.text.strip(" :፦\u00a0"), words.language)


def present_confirming_end(content: Wording, texts: Texts) -> ConfirmingEndView:
    title = texts.words("end.title")
    return ConfirmingEndView(
        chrome=chrome(content, texts, spoken=title.own),
        title=title,
        lost=texts.words("end.lost"),
        stay=texts.own("end.no"),
        leave=texts.own("end.yes"),
    )


def present_still_there(content: Wording, texts: Texts, seconds_left: float) -> StillThereView:
    seconds = max(0, math.ceil(seconds_left))
    title = texts.words("timeout.title")
    return StillThereView(
        chrome=chrome(content, texts, spoken=title.own),
        title=title,
        countdown=texts.words("timeout.countdown", seconds=seconds),
        seconds=seconds,
        go_on=texts.own("timeout.go_on"),
        leave=texts.own("timeout.end"),
    )


def present_goodbye(content: Wording, texts: Texts) -> GoodbyeView:
    return GoodbyeView(
        chrome=chrome(content, texts, back=False),
        title=texts.words("goodbye.title"),
        deleted=texts.words("goodbye.deleted"),
        take=texts.words("goodbye.take_everything"),
        home=texts.own("common.home"),
    )


def present_fault(content: Wording, *, staff: bool = False) -> ClosedView:
    return present_closed(content, "alert-circle", "out", person=True, staff=staff)


def present_closed(content: Wording, icon: str, section: str, *, person: bool, staff: bool) -> ClosedView:
    """`staff`: whether there is a terminal behind it that they can see to."""
    interface = content.interface
    told = (GERMAN, _ENGLISH)

    def notice(language: str) -> Notice:
        return Notice(interface.get(f"{section}.title", language), interface.get(f"{section}.message", language))

    return ClosedView(
        icon=icon,
        german=notice(GERMAN),
        english=notice(_ENGLISH),
        others=tuple(
            interface.get(f"{section}.message", tag) for tag in LANGUAGES if tag not in (*told, "de-simple")
        ),
        person=tuple(interface.get("out.person", tag) for tag in told) if person else (),
        staff=staff_entry_words(content) if staff else None,
    )


def present_identify(session: Session, identity: Identity) -> Identity | None:
    """Return which terminal this is while staff want to see it."""
    return identity if session.surroundings.identify_until > session.at else None
