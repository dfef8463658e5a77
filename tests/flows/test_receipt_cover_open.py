"""The receipt printer's cover stands open. The application is out all the same, and the receipt follows later."""

from __future__ import annotations

from pathlib import Path

from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.states import ReceiptProgress, TroubleKind
from tests.flows.visit import Story


def test_the_receipt_waits_for_the_cover_and_comes_once(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.is_ready_to_print()
    story.receipt.open_cover()
    story.does(ev.PrintConfirmed())
    story.printer_works()
    story.receipt_printer_works()
    page = story.sees(st.TakingReceipt)
    assert (page.progress, page.trouble) == (ReceiptProgress.TROUBLE, TroubleKind.COVER_OPEN)

    story.receipt.close_cover()
    story.receipt_printer_works()
    assert story.sees(st.TakingReceipt).progress is ReceiptProgress.PRINTED
    assert len(story.receipt.printed) == 1


def test_the_reference_stays_on_screen_without_a_receipt_printer(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.receipt.unplug()
    story.settle()
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.printer_works()
    page = story.sees(st.TakingReceipt)
    assert (page.progress, page.trouble) == (ReceiptProgress.TROUBLE, TroubleKind.PRINTER_GONE)
    assert story.visit.application is not None
    assert story.visit.application.reference.startswith("MD-")


def test_the_next_visitor_does_not_find_the_receipt_of_the_one_before(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.is_ready_to_print()
    story.receipt.open_cover()
    story.does(ev.PrintConfirmed())
    story.printer_works()
    story.does(ev.EndTapped())
    story.receipt.close_cover()
    story.receipt_printer_works()
    assert story.receipt.printed == []


def test_a_receipt_that_staff_cancelled_is_not_promised_again(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.is_ready_to_print()
    story.receipt.open_cover()
    story.does(ev.PrintConfirmed())
    story.printer_works()
    story.orders("cancel_jobs")
    story.receipt.close_cover()
    story.receipt_printer_works()
    assert story.receipt.printed == []
    assert story.sees(st.TakingReceipt).progress is ReceiptProgress.TROUBLE
