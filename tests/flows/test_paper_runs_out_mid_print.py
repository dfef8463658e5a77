"""The paper runs out after the first page. The visitor waits, somebody refills, and the rest comes out, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.states import TroubleKind
from tests.flows.visit import Story


def runs_out_after_one_page(tmp_path: Path) -> Story:
    story = Story(tmp_path)
    story.is_ready_to_print("tr")
    story.a4.remove_paper(after_pages=1)
    story.does(ev.PrintConfirmed())
    story.printer_works()
    return story


def test_the_visitor_is_told_and_waits_and_gets_each_page_once(tmp_path: Path) -> None:
    story = runs_out_after_one_page(tmp_path)
    trouble = story.sees(st.PrintTrouble)
    assert (trouble.kind, trouble.pages_done) == (TroubleKind.PAPER_OUT, 1)
    assert story.visit.has_typed

    story.does(ev.WaitChosen())
    assert story.sees(st.PrintTrouble).waiting
    story.waits(60)
    story.a4.insert_paper()
    story.settle()
    story.sees(st.Printing)
    story.printer_works()
    story.sees(st.TakingReceipt)
    assert len(story.a4.printed) == 1


def test_waiting_for_paper_is_not_cut_short_by_the_usual_timeout(tmp_path: Path) -> None:
    story = runs_out_after_one_page(tmp_path)
    story.waits(600)
    story.sees(st.PrintTrouble)


def test_the_visitor_takes_a_number_and_keeps_the_place(tmp_path: Path) -> None:
    story = runs_out_after_one_page(tmp_path)
    story.does(ev.HelpRequested())
    story.sees(st.PrintTrouble)
    assert story.visit.help is not None
    assert story.visit.help.topic == "print-trouble"
    assert b"print-trouble" in story.link.retained["terminal/v1/terminal/help"]


@pytest.mark.parametrize("gives_up", [True, False])
def test_who_leaves_takes_the_job_along(tmp_path: Path, gives_up: bool) -> None:
    """Nothing of this visit may come out of the printer when the next visitor stands there."""
    story = runs_out_after_one_page(tmp_path)
    if gives_up:
        story.does(ev.EndTapped(), ev.EndConfirmed())
    else:
        story.waits(1000)
    assert story.terminal.session.visit is None
    story.a4.insert_paper()
    story.settle()
    story.printer_works()
    assert story.a4.printed == []


def test_a_tray_that_was_empty_before_is_told_at_once(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.a4.remove_paper()
    story.settle()
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    assert story.sees(st.PrintTrouble).kind is TroubleKind.PAPER_OUT
    story.a4.insert_paper()
    story.settle()
    story.printer_works()
    story.sees(st.TakingReceipt)
    assert len(story.a4.printed) == 1


def test_a_jam_and_an_open_cover_have_words_of_their_own(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.a4.jam()
    story.settle()
    assert story.sees(st.PrintTrouble).kind is TroubleKind.JAM
    story.a4.clear_jam()
    story.a4.open_cover()
    story.settle()
    assert story.sees(st.PrintTrouble).kind is TroubleKind.COVER_OPEN
    story.a4.close_cover()
    story.settle()
    story.printer_works()
    story.sees(st.TakingReceipt)


def test_the_monitor_counts_from_the_refill(tmp_path: Path) -> None:
    story = runs_out_after_one_page(tmp_path)
    story.a4.insert_paper()
    story.settle()
    story.printer_works()
    story.waits(61)
    assert b'"sheets":' in story.link.retained["terminal/v1/terminal/device/a4"]
    kinds = [m.payload for m in story.link.sent if m.topic.endswith("/event")]
    assert any(b"refilled" in payload for payload in kinds)
