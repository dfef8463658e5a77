"""An update arrives during a visit, waits, and the machine starts into it at night, with nobody in front of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.health.snapshot import Snapshot
from appliance.session import events as ev
from appliance.session import states as st
from appliance.telemetry.messages import Command
from tests.flows.updating import AT_ONCE, NEW, OLD, WANTED, UpdateStory


@pytest.fixture
def story(tmp_path: Path) -> UpdateStory:
    return UpdateStory(tmp_path)


def test_it_waits_for_the_night_and_is_done_in_the_morning(story: UpdateStory) -> None:
    assert story.told() == ("none", "")
    story.is_ready_to_print()
    story.lays_down(WANTED)
    story.updater_works()
    assert story.told() == ("waiting", "")
    story.sees(st.Previewing)
    story.at(23)
    story.waits(600)
    story.sees(st.Idle)
    assert not story.asks_for_a_start()
    story.at(4, 10)
    assert story.asks_for_a_start()
    assert story.events() == ["update_installed 0.2.0"]

    story.machine_starts("B", NEW)
    story.updater_works(lambda: story.proofs.note("B", NEW))
    assert story.told() == ("done", "")
    assert story.events() == ["update_done 0.2.0"]
    story.machine_starts("B", NEW)
    story.updater_works()
    assert story.told() == ("done", "")
    assert story.events() == []
    story.at(4, 20)
    assert not story.asks_for_a_start()


def test_while_it_proves_itself_the_monitor_is_told_so(story: UpdateStory) -> None:
    story.lays_down(WANTED)
    story.updater_works()
    story.machine_starts("B", NEW)
    seen: list[tuple[str, str]] = []

    def looks() -> None:
        story.waits(1)
        seen.append(story.told())
        story.proofs.note("B", NEW)

    story.updater_works(looks)
    assert seen == [("proving", "")]


def test_it_falls_back_and_is_not_tried_again(story: UpdateStory) -> None:
    story.lays_down(WANTED)
    story.updater_works()
    story.at(4, 10)
    story.machine_starts("A", OLD)
    story.updater_works()
    assert story.told() == ("failed", "fell_back")
    assert story.events() == ["update_failed 0.2.0"]
    story.lays_down(WANTED)
    story.updater_works()
    story.at(4, 20)
    assert story.fetched == 1
    assert not story.asks_for_a_start()
    story.machine_starts("A", OLD)
    story.lays_down(WANTED)
    story.updater_works()
    assert (story.fetched, story.events()) == (1, [])


def test_at_once_means_when_nobody_is_there(story: UpdateStory) -> None:
    story.lays_down(AT_ONCE)
    story.begins("uk", "wohnberechtigungsschein")
    story.updater_works()
    story.waits(60)
    assert not story.asks_for_a_start()
    story.does(ev.EndTapped(), ev.EndConfirmed())
    story.waits(20)
    story.sees(st.Idle)
    story.waits(150)
    assert not story.asks_for_a_start()
    story.waits(15)
    assert story.asks_for_a_start()


def test_a_finger_on_the_idle_screen_counts_as_somebody(story: UpdateStory) -> None:
    story.lays_down(AT_ONCE)
    story.updater_works()
    for _ in range(4):
        story.waits(100)
        story.does(ev.Touched())
    assert not story.asks_for_a_start()


def test_nothing_starts_while_a_print_job_waits_for_paper(story: UpdateStory) -> None:
    story.is_ready_to_print()
    story.a4.remove_paper()
    story.does(ev.PrintConfirmed())
    story.a4.step()
    story.settle()
    story.lays_down(AT_ONCE)
    story.updater_works()
    story.waits(300)
    assert not story.asks_for_a_start()


def test_a_clock_that_nobody_believes_starts_nothing_at_night(story: UpdateStory) -> None:
    story.terminal.read_health = Snapshot
    story.waits(31)
    story.lays_down(WANTED)
    story.updater_works()
    story.at(4, 10)
    story.waits(60)
    assert not story.asks_for_a_start()


def test_a_terminal_without_a_picture_starts_at_once(story: UpdateStory) -> None:
    story.does(ev.DisplayFailed())
    story.lays_down(WANTED)
    story.updater_works()
    assert story.asks_for_a_start()


def test_what_makes_no_sense_changes_nothing(story: UpdateStory) -> None:
    story.lays_down(WANTED)
    for payload in (
        b"{}",
        b"not json",
        b'{"version":"1","bundle":"../x.raucb","size":1,"sha256":"%s"}' % (b"a" * 64),
    ):
        story.link.update(payload)
        story.waits(1)
    assert story.folder.wanted() == WANTED


def test_what_was_taken_away_while_nobody_listened_is_wanted_no_more(story: UpdateStory) -> None:
    story.lays_down(WANTED)
    story.link.cut()
    story.link.update(b"")
    story.waits(100)
    assert story.folder.wanted() == WANTED
    story.link.connect()
    story.waits(20)
    assert story.folder.wanted() == WANTED
    story.waits(15)
    assert story.folder.wanted() is None


def test_what_still_lies_there_after_a_reconnect_is_no_other_wish(story: UpdateStory) -> None:
    story.lays_down(WANTED)
    story.folder.take_changed()
    story.link.cut()
    story.link.connect()
    story.waits(60)
    assert story.folder.wanted() == WANTED
    assert not story.folder.has_changed


def test_the_monitor_is_told_again_after_a_reconnect(story: UpdateStory) -> None:
    story.lays_down(WANTED)
    story.updater_works()
    story.link.cut()
    story.link.retained.clear()
    story.link.connect()
    story.waits(1)
    assert story.told() == ("waiting", "")


def test_a_start_that_the_monitor_orders_waits_for_no_night_but_for_the_visitor(story: UpdateStory) -> None:
    story.begins("uk", "wohnberechtigungsschein")
    story.orders("reboot", Command("c1"))
    assert not story.asks_for_a_start()
    story.does(ev.EndTapped(), ev.EndConfirmed())
    story.waits(20)
    story.orders("reboot", Command("c2"))
    assert story.asks_for_a_start()
    answers = {each.topic.rsplit("/", 1)[-1]: each.payload for each in story.link.sent if "/ack/" in each.topic}
    assert b'"busy"' in answers["c1"]
    assert b'"ok":true' in answers["c2"]
