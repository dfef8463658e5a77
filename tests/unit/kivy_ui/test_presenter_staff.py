"""Staff's pages as views: figures with where they come from, buttons only where there is something to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.outbox.ports import OutboxChanged
from appliance.session import states as st
from appliance.session.staff_states import SelfTest, StaffPage
from appliance.session.states import Session
from appliance.session.visit import Display
from appliance.staff.verdict import Verdict
from hardware.events import DeviceRole, JobState
from kivy_ui.presenter import display_of, language_of, present
from kivy_ui.presenter_staff import present_staff
from kivy_ui.staff_texts import StaffTexts
from kivy_ui.views_page import LineView, Mood, RowsView
from kivy_ui.views_staff import SelfTestView, StaffSignInView
from tests.ui.samples import content
from tests.ui.samples_offers import sessions

TEXTS = StaffTexts(content().staff)


def told(name: str = "staff-overview-told", **surroundings: object) -> Session:
    state = sessions("ar", Display(high_contrast=True))[name]
    return replace(state, surroundings=replace(state.surroundings, **surroundings))  # type: ignore[arg-type]


def lines(state: Session) -> dict[str, LineView]:
    view = present_staff(content(), state)
    assert isinstance(view, RowsView)
    return {line.label.text: line for group in view.groups for line in group.lines}


def test_a_figure_never_stands_without_where_it_comes_from() -> None:
    shown = lines(told())
    assert shown["A4-Drucker"].value.text == (
        "steht: Papier leer, com.example-strange · Fach: 120 Blatt (gezählt) · Toner: 40 % (Sensor)"
    )
    assert shown["Belegdrucker"].value.text == "bereit · Rolle: unbekannt, bitte nachsehen"
    assert shown["Bildschirm"].value.text == "noch nicht gemeldet"


def test_the_call_says_number_time_and_language_and_nothing_else() -> None:
    call = lines(told())["Nummer 27"]
    assert call.value.text == "seit 10:30 Uhr, Sprache: Arabisch"
    assert "Nummer 27" not in lines(told("staff-overview-nobody"))


def test_there_is_a_button_only_where_there_is_something_to_do() -> None:
    assert lines(told())["Aufträge"].value.text == "3, der älteste seit 6 min"
    empty = lines(told(print_jobs=0, outbox=OutboxChanged(0, 0, 0)))
    assert [empty[name].change for name in ("Aufträge", "Warten", "Zurückgewiesen oder abgelaufen")] == [None] * 3
    assert "Warten" not in lines(told(outbox=None))


def test_staff_read_german_with_english_beneath_whatever_the_visitor_reads() -> None:
    state = told()
    assert (language_of(state), display_of(state)) == ("de", Display())
    view = present(state, content())
    assert isinstance(view, RowsView)
    assert (view.title.text, view.title.german) == ("Personal", "Staff")


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.ADMITTED])
def test_every_refusal_has_its_words(verdict: Verdict) -> None:
    state = replace(told(), situation=st.StaffSignIn(st.Idle(), refused=verdict))
    view = present_staff(content(), state)
    assert isinstance(view, StaffSignInView)
    assert view.told is not None
    assert view.told.mood is Mood.BAD


def test_the_lock_counts_down_in_steps_and_then_the_pad_is_open_again() -> None:
    state = replace(told(), situation=st.StaffSignIn(st.Idle(), refused=Verdict.WRONG, locked_until=161.0))
    for at, open_, words in ((100.0, False, "65 s"), (159.0, False, "5 s"), (161.0, True, "falsch")):
        view = present_staff(content(), replace(state, at=at))
        assert isinstance(view, StaffSignInView)
        assert view.told is not None
        assert (view.open, words in view.told.words.text) == (open_, True), view.told


def test_a_test_page_that_waits_has_not_failed() -> None:
    def done(state: JobState | None) -> bool | None:
        mode = st.StaffMode(st.Idle(), "17", 0.0, StaffPage.SELF_TEST, test=SelfTest("key", a4=state))
        view = present_staff(content(), replace(told(), situation=mode))
        assert isinstance(view, SelfTestView)
        return view.checks[0].done

    assert [done(state) for state in (None, JobState.STOPPED, JobState.SENT)] == [None, None, True]
    assert done(JobState.ABORTED) is False


def test_lengths_of_time_are_one_figure() -> None:
    assert [TEXTS.ago(seconds) for seconds in (0, 59, 300, 9000, 400_000)] == [
        "0 s",
        "59 s",
        "5 min",
        "2 h",
        "4 Tagen",
    ]


def test_all_words_that_staffs_pages_ask_for_are_there() -> None:
    for kind in ("refilled_a4", "refilled_receipt", "resumed", "cancelled", "retrying", "seen", "help"):
        assert TEXTS.has(f"done.{kind}")
    for role in DeviceRole:
        assert TEXTS.has(f"device.{role}") or role not in (DeviceRole.A4, DeviceRole.RECEIPT, DeviceRole.SCANNER)
