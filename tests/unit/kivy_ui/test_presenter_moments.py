"""Help, the end, silence, goodbye and a closed terminal, as views."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.content.text import LANGUAGES
from appliance.session import states as st
from appliance.session.states import Session
from appliance.session.visit import Display, HelpCall
from kivy_ui.presenter_moments import help_state, present_identify, present_moment
from kivy_ui.texts import Texts
from kivy_ui.views_moments import ClosedView, GoodbyeView, HelpState, HelpView, Identity, StillThereView
from tests.ui.samples import NOW, content, session, situations
from tests.ui.samples_offers import sessions

HOME = st.AtHome()
CALL = HelpCall(27, NOW, "wohnen")
MOMENTS = (st.CallingHelp, st.ConfirmingEnd, st.AskingStillThere, st.Goodbye, st.OutOfService, st.Maintenance)


def presented(state: Session, language: str = "de") -> object:
    return present_moment(content(), Texts(content().interface, language), state)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_moment_has_a_view_in_every_language(language: str) -> None:
    for situation in situations(language).values():
        if isinstance(situation, MOMENTS):
            assert presented(session(situation, language, Display()), language) is not None


@pytest.mark.parametrize(
    ("call", "listens", "state"),
    [
        (None, True, HelpState.CALLING),
        (CALL, True, HelpState.CALLED),
        (replace(CALL, answer="coming"), True, HelpState.COMING),
        (replace(CALL, answer="coming"), False, HelpState.COMING),
        (replace(CALL, answer="desk", desk="Platz 3"), True, HelpState.DESK),
        (CALL, False, HelpState.NOT_HEARD),
        (None, False, HelpState.NOT_HEARD),
    ],
)
def test_what_a_caller_is_told(call: HelpCall | None, listens: bool, state: HelpState) -> None:
    """Nobody is told that someone comes when nobody can have heard it; an answer stays true."""
    assert help_state(call, listens) is state


def test_the_desk_and_the_number_are_shown() -> None:
    view = presented(sessions("ar", Display())["help-desk"], "ar")
    assert isinstance(view, HelpView)
    assert (view.number, view.desk) == ("27", "Platz 3")
    assert view.title.text.endswith("Platz 3")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_stands_apart_from_its_words(language: str) -> None:
    view = presented(session(st.CallingHelp(HOME), language, Display()), language)
    assert isinstance(view, HelpView)
    assert view.number == "27"
    assert view.number_label.text
    assert view.number_label.text[-1].isalnum()


def test_unheard_calls_send_the_visitor_to_the_counter() -> None:
    view = presented(sessions("de", Display())["help-not-heard"])
    assert isinstance(view, HelpView)
    assert view.title.text == "Bitte fragen Sie an der Information."


def test_the_countdown_changes_once_a_second() -> None:
    """Within one second nothing is drawn anew: the view is the same."""
    state = session(st.AskingStillThere(HOME, wipe_at=130.0), "de", Display())
    views = [presented(replace(state, at=at)) for at in (100.0, 100.4, 100.9, 101.0)]
    assert all(isinstance(view, StillThereView) for view in views)
    assert views[1] == views[2]
    assert [view.seconds for view in views if isinstance(view, StillThereView)] == [30, 30, 30, 29]


def test_the_countdown_never_goes_below_nothing() -> None:
    state = session(st.AskingStillThere(HOME, wipe_at=90.0), "de", Display())
    view = presented(state)
    assert isinstance(view, StillThereView)
    assert view.seconds == 0


def test_goodbye_is_said_in_the_visitors_language() -> None:
    view = presented(session(st.Goodbye("tr", 0.0), "tr", Display()), "tr")
    assert isinstance(view, GoodbyeView)
    assert view.title.own.language == "tr"
    assert view.chrome.back is None


@pytest.mark.parametrize("situation", [st.OutOfService(st.OutOfServiceReason.FAULT), st.Maintenance()])
def test_a_closed_terminal_speaks_every_language(situation: st.Situation) -> None:
    view = presented(session(situation, "de", Display()))
    assert isinstance(view, ClosedView)
    spoken = {view.german.title.language, view.english.title.language, *(words.language for words in view.others)}
    assert spoken == set(LANGUAGES) - {"de-simple"}


def test_the_terminal_is_named_for_ten_seconds() -> None:
    identity = Identity("b3", "Halle B · Terminal 3")
    state = session(HOME, "de", Display())
    asked = replace(state, surroundings=replace(state.surroundings, identify_until=state.at + 10))
    assert present_identify(state, identity) is None
    assert present_identify(asked, identity) == identity
    assert present_identify(replace(asked, at=asked.at + 10), identity) is None
