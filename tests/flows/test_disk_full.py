"""The terminal's disk is full. Visitors notice nothing; staff are told; afterwards every count is there."""

from __future__ import annotations

from pathlib import Path

from appliance.session import events as ev
from appliance.session import states as st
from appliance.storage.records import StoreDegraded
from tests.flows.visit import Story


def test_a_visit_goes_through_and_the_monitor_hears_of_it(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.terminal.bus.publish(StoreDegraded("ENOSPC"))
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.printer_works()
    story.receipt_printer_works()
    story.sees(st.TakingReceipt)
    assert any(b"store_degraded" in message.payload for message in story.link.sent)
    assert story.terminal.store.counter("applications_printed") == 1
