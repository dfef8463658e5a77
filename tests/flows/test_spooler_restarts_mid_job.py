"""CUPS dies while an application is being printed, and comes back: the job is followed again and printed once.

The real cupsd is killed in tests/contracts/test_document_printer.py; this is what the visitor sees of it.
"""

from __future__ import annotations

from pathlib import Path

from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.states import TroubleKind
from tests.flows.visit import Story


def test_the_visitor_is_told_that_the_printer_is_away_and_then_gets_the_print(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.a4.stop_spooler()
    story.settle()
    assert story.sees(st.PrintTrouble).kind is TroubleKind.PRINTER_GONE
    story.a4.start_spooler()
    story.settle()
    story.printer_works()
    story.sees(st.TakingReceipt)
    assert len(story.a4.printed) == 1


def test_a_held_queue_is_told_apart_and_the_monitor_can_let_it_go_on(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.a4.pause_queue()
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.printer_works()
    assert story.sees(st.PrintTrouble).kind is TroubleKind.QUEUE_HELD
    story.orders("resume_queue")
    story.printer_works()
    story.sees(st.TakingReceipt)


def test_a_job_that_staff_cancelled_is_printed_again_only_when_the_visitor_says_so(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.is_ready_to_print()
    story.a4.pause_queue()
    story.does(ev.PrintConfirmed())
    story.orders("cancel_jobs")
    assert story.sees(st.PrintTrouble).kind is TroubleKind.CANCELLED
    story.orders("resume_queue")
    story.printer_works()
    assert story.a4.printed == []
    story.does(ev.PrintConfirmed(), ev.PrintConfirmed())
    story.printer_works()
    story.sees(st.TakingReceipt)
    assert len(story.a4.printed) == 1
