"""Staff's hands at the terminal: the number pad, the mask over the PIN, and a whole way in and out by touch."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.staff_events import (
    CornerTouched,
    HelpCallDone,
    RefillConfirmed,
    SelfTestStarted,
    StaffLeft,
    StaffPinGiven,
    StaffSignInOpened,
)
from appliance.session.visit import Display
from kivy_ui.widgets.label import Label
from tests.flows.visit import Story
from tests.staff_room import PIN, STAFF_ID, write_staff_file
from tests.ui.test_typing import Typist

pytestmark = pytest.mark.ui


def texts(typist: Typist) -> list[str]:
    return [node.text for node in typist.screen.walk() if isinstance(node, Label)]


@pytest.mark.parametrize("panel", ["1920x1080", "1280x800", "1080x1920"])
def test_number_and_pin_are_given_once_both_are_there(panel: str) -> None:
    typist = Typist("staff-sign-in", panel)
    if panel == "1280x800":
        typist.taps("field number")
    typist.types("17").taps("key submit").types("482915")
    assert typist.heard == []
    typist.taps("key submit")
    given = typist.heard[-1]
    assert isinstance(given, StaffPinGiven)
    assert (given.staff_id, given.pin) == ("17", "482915")


def test_a_pin_is_never_to_be_seen_and_is_gone_once_it_is_given() -> None:
    typist = Typist("staff-sign-in").types("17").taps("field pin").types("482915")
    assert "17" in texts(typist)
    assert "••••••" in texts(typist)
    assert not [text for text in texts(typist) if "482915" in text]
    typist.taps("key submit")
    assert "••••••" not in texts(typist)
    assert "17" in texts(typist)


def test_no_more_digits_than_a_pin_has_and_deleting_takes_them_back() -> None:
    typist = Typist("staff-sign-in").taps("field pin").types("1" * 15)
    assert "•" * 12 in texts(typist)
    typist.taps("key delete", "key delete")
    assert "•" * 10 in texts(typist)


def test_a_locked_terminal_has_no_number_pad() -> None:
    typist = Typist("staff-sign-in", locked_until=10_000.0)
    assert not [name for name in typist.names() if name.startswith(("key", "field"))]


def test_a_new_word_of_the_judge_keeps_the_number_that_was_typed() -> None:
    from dataclasses import replace

    typist = Typist("staff-sign-in").types("17")
    assert typist.screen.take(replace(typist.view, reader_works=False))
    assert "17" in texts(typist)


def test_staff_come_in_by_touch_see_to_the_terminal_and_give_it_back(tmp_path: Path) -> None:
    from tests.ui.driver import Hands
    from tests.ui.gallery import PANELS

    write_staff_file(tmp_path / "staff.toml")
    story = Story(tmp_path)
    story.begins("ar", "wohnberechtigungsschein")
    hands = Hands(story, PANELS["1920x1080"])
    hands.taps("bar.help")
    hands.taps_intent(StaffSignInOpened)
    hands.types(STAFF_ID)
    hands.taps_word("key submit")
    hands.types(PIN)
    hands.taps_word("key submit")
    assert story.sees(st.StaffMode).staff_id == STAFF_ID
    assert not hands.reads("الاستمارة")
    hands.taps_intent(RefillConfirmed)
    hands.taps_intent(HelpCallDone)
    hands.taps_intent(SelfTestStarted)
    for _ in range(4):
        hands.tap(hands.target(lambda each: isinstance(each.intent, CornerTouched) and "Ecke" in each.name))  # type: ignore[arg-type]
    hands.taps_intent(ev.BackTapped)
    hands.taps_intent(StaffLeft)
    story.sees(st.AnsweringQuestion)
    hands.close()


def test_nothing_of_the_visit_is_on_staffs_pages() -> None:
    """Answers, reference and document of the sample visit are on no page of staff's."""
    from tests.ui.gallery import PANELS, build
    from tests.ui.samples_offers import sessions

    for name, state in sessions("de", Display()).items():
        if not name.startswith("staff"):
            continue
        screen = build(state, PANELS["1920x1080"])
        shown = " ".join(node.text for node in screen.walk() if isinstance(node, Label))
        for secret in ("MUSTERFRAU", "Musterstraße", "MD-7K3F", "erika", "1850"):
            assert secret not in shown, name
        screen.close()
    gc.collect()
