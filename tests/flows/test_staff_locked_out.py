"""Somebody tries PINs: five, and then longer and longer nothing; neither a cut of the power nor patience helps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from appliance.session import events as ev
from appliance.session import staff_events as sev
from appliance.session import states as st
from appliance.staff.verdict import Verdict
from appliance.storage.tinydb_store import TinyDbStore
from tests.flows.visit import Story
from tests.staff_room import PIN, STAFF_ID, badge, write_staff_file


@pytest.fixture
def story(tmp_path: Path) -> Story:
    write_staff_file(tmp_path / "staff.toml")
    return Story(tmp_path)


def tries(story: Story, count: int, pin: str = "000000") -> st.StaffSignIn:
    for _ in range(count):
        story.does(sev.StaffPinGiven(STAFF_ID, pin))
    return story.sees(st.StaffSignIn)


def test_after_five_wrong_pins_the_right_one_does_not_help_for_a_minute(story: Story) -> None:
    story.does(sev.StaffSignInOpened())
    assert tries(story, 4).locked_until <= story.terminal.session.at
    assert tries(story, 1).locked_until == story.terminal.session.at + 60
    assert tries(story, 1, PIN).refused is Verdict.WRONG
    story.does(ev.BackTapped(), sev.StaffSignInOpened())
    tries(story, 1, PIN)
    story.waits(31)
    story.does(ev.Touched())
    story.waits(30)
    story.does(sev.StaffPinGiven(STAFF_ID, PIN))
    story.sees(st.StaffMode)


def test_each_refusal_is_an_incident_with_ids_only(story: Story) -> None:
    story.does(sev.StaffSignInOpened())
    tries(story, 5, "735193")
    incidents = [(each.kind, each.ids) for each in story.terminal.store.incidents()]
    assert incidents[0] == ("staff_locked", ("1-min",))
    assert incidents[1:6] == [("staff_refused", ("pin-wrong",))] * 5
    sent = [json.loads(each.payload) for each in story.link.sent if each.topic.endswith("/event")]
    assert [each["kind"] for each in sent] == ["staff_refused"] * 5 + ["staff_locked"]
    assert "735193" not in repr(story.link.sent) + repr(incidents)


def test_walking_away_while_it_is_being_judged_hides_no_refusal(story: Story) -> None:
    story.does(sev.StaffSignInOpened())
    story.terminal.bus.publish(sev.StaffPinGiven(STAFF_ID, "000000"))
    story.terminal.bus.publish(ev.BackTapped())
    story.settle()
    story.sees(st.Idle)
    assert [each.kind for each in story.terminal.store.incidents()] == ["staff_refused"]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("MIGRADO:TEST:TERMINAL", Verdict.NOT_A_BADGE),
        (badge(site="Another-Site"), Verdict.FOREIGN),
        (badge()[:-8] + "AAAAAAAA", Verdict.TAMPERED),
    ],
)
def test_a_badge_that_is_none_is_refused_with_its_reason_and_the_next_one_is_read(
    story: Story, text: str, refused: Verdict
) -> None:
    story.does(sev.StaffSignInOpened())
    story.scanner.show_code(text)
    story.settle()
    assert story.sees(st.StaffSignIn).refused is refused
    story.scanner.show_code(badge())
    story.settle()
    story.sees(st.StaffMode)


def test_a_badge_opens_a_terminal_whose_number_pad_is_locked(story: Story) -> None:
    story.does(sev.StaffSignInOpened())
    tries(story, 6)
    story.scanner.show_code(badge())
    story.settle()
    story.sees(st.StaffMode)


def test_a_power_cut_keeps_the_lock(tmp_path: Path) -> None:
    """The second terminal starts from what the first one has on its disk, which it never closed."""
    write_staff_file(tmp_path / "staff.toml")
    path = tmp_path / "store.json"
    story = Story(tmp_path)
    store = TinyDbStore(path, story.clock, lambda _: None)
    first = Story(tmp_path, store=store)
    first.does(sev.StaffSignInOpened())
    tries(first, 5)
    after = TinyDbStore(path, first.clock, lambda _: None)
    second = Story(tmp_path, store=after)
    second.does(sev.StaffSignInOpened())
    assert second.sees(st.StaffSignIn).locked_until == second.terminal.session.at + 60
    tries(second, 1, PIN)
    for each in (store, after):
        each.close()
