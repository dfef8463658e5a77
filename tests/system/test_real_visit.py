"""Whole visits with the real store, broker, CUPS, receipt printer and monitor; only people are played."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.forms.answers import Entry
from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.states import ReceiptProgress, TroubleKind
from hardware.events import DeviceRole, DeviceState
from hardware.id_scanner.simulated import SimulatedIdScanner
from tests.system.real_terminal import FORM, Hall, RealStory, RetainedTopics, Staff, text_of

pytestmark = [pytest.mark.system, pytest.mark.timeout(90)]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with Hall(tmp_path_factory.mktemp("hall")) as made:
        yield made


@pytest.fixture
def story(hall: Hall, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[RealStory]:
    hall.restore()
    made = RealStory(hall, tmp_path, f"real-{request.node.name.replace('_', '-')[-26:]}")
    try:
        made.until_ready()
        yield made
    finally:
        made.close()


def test_a_good_day(story: RealStory, hall: Hall) -> None:
    """Scan, answer, check, print: the paper says what was answered, and one receipt comes with it."""
    printed, receipts = len(hall.cups.printed()), len(hall.receipts())
    scanner = story.terminal.devices.scanner
    assert isinstance(scanner, SimulatedIdScanner)
    story.begins("uk", FORM)
    story.does(ev.ScanRequested())
    scanner.insert_passport()
    story.until_sees(st.ConfirmingDocument)
    story.does(ev.DocumentAccepted())
    story.answers_everything()
    story.does(ev.PreviewRequested())
    story.until_sees(st.Previewing)
    assert story.visit.application is not None
    reference = story.visit.application.reference
    story.does(ev.PrintConfirmed(), ev.PrintConfirmed())
    story.takes_receipt()

    (paper,) = hall.cups.printed()[printed:]
    text = text_of(paper)
    for expected in (reference, "ERIKSSON", "ANNA MARIA", "Musterstraße 12", "44137", "1.850,00"):
        assert expected in text, text
    (receipt,) = hall.receipts()[receipts:]
    assert receipt.stat().st_size > 1000
    store = story.terminal.store
    assert (store.counter("applications_printed"), store.counter("receipts_printed")) == (1, 1)


def test_paper_runs_out_mid_print(story: RealStory, hall: Hall) -> None:
    printed, receipts = len(hall.cups.printed()), len(hall.receipts())
    story.is_ready_to_print()
    hall.cups.remove_paper(after_pages=1)
    story.does(ev.PrintConfirmed())
    story.until_sees(st.PrintTrouble)
    assert story.sees(st.PrintTrouble).kind is TroubleKind.PAPER_OUT
    story.does(ev.WaitChosen())
    story.works_on(1.5)
    assert story.sees(st.PrintTrouble).waiting
    hall.cups.insert_paper()
    story.takes_receipt()
    story.works_on(1.0)
    assert len(hall.cups.printed()) == printed + 1
    assert len(hall.receipts()) == receipts + 1


def test_the_broker_dies_and_comes_back_during_a_visit(story: RealStory, hall: Hall) -> None:
    topics = RetainedTopics(hall.broker, f"terminal/v1/{story.terminal.config.terminal.id}/#")
    root = f"terminal/v1/{story.terminal.config.terminal.id}"
    story.begins("pl", FORM)
    story.until(lambda: topics.read().get(f"{root}/state", {}).get("s") == "busy", "busy at the broker")
    hall.broker.kill()
    story.until(lambda: not story.terminal.session.surroundings.monitor_listens, "the loss is known")
    hall.receipt_printer.remove_paper()
    story.until(lambda: not story.terminal.session.surroundings.works(DeviceRole.RECEIPT), "roll is missed")
    story.does(ev.HelpRequested())
    story.until(lambda: story.visit.help is not None, "a number")
    hall.broker.start()
    story.until(lambda: topics.read().get(f"{root}/help") is not None, "the call at the broker")
    retained = topics.read()
    assert retained[f"{root}/state"]["s"] == "busy"
    assert retained[f"{root}/device/receipt"]["state"] == "stopped"
    assert retained[f"{root}/queues"]["help"] == 1
    assert retained[f"{root}/help"]["language"] == "pl"
    assert {f"{root}/info", f"{root}/device/a4", f"{root}/device/scanner", f"{root}/device/touch"} <= set(retained)
    story.until(lambda: story.terminal.session.surroundings.monitor_listens, "the monitor is back")
    story.does(ev.EndTapped())
    story.until(lambda: f"{root}/help" not in topics.read(), "the call is closed")


def test_cups_is_restarted_mid_job(story: RealStory, hall: Hall) -> None:
    printed = len(hall.cups.printed())
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.until(
        lambda: story.terminal.session.surroundings.devices[DeviceRole.A4].state is DeviceState.BUSY, "busy"
    )
    hall.cups.restart_cupsd()
    story.takes_receipt(40)
    story.works_on(1.0)
    assert len(hall.cups.printed()) == printed + 1


def test_the_receipt_printer_s_cover_stands_open(story: RealStory, hall: Hall) -> None:
    receipts = len(hall.receipts())
    hall.receipt_printer.open_cover()
    story.is_ready_to_print("ar")
    story.does(ev.PrintConfirmed())
    story.until_sees(st.TakingReceipt)
    story.until(lambda: story.sees(st.TakingReceipt).trouble is TroubleKind.COVER_OPEN, "the cover is told")
    hall.receipt_printer.close_cover()
    story.until(lambda: story.sees(st.TakingReceipt).progress is ReceiptProgress.PRINTED, "the receipt")
    story.works_on(0.5)
    assert len(hall.receipts()) == receipts + 1


def test_a_call_for_help_is_answered_on_the_monitor_s_page(story: RealStory, hall: Hall) -> None:
    staff, tid = Staff(hall.monitor), story.terminal.config.terminal.id
    story.begins("tr", FORM)
    story.does(ev.EntryChanged(Entry({"value": "Muster"})), ev.HelpRequested())
    story.until(lambda: story.visit.help is not None, "a number")
    wanted = {"action": f"/t/{tid}/do", "verb": "ack_help", "answer": "coming"}
    story.until(lambda: staff.button("/", **wanted), "the button is on the page")
    button = staff.button("/", **wanted)
    assert button is not None
    assert staff.press(button) == 204
    story.until(lambda: story.visit.help is not None and story.visit.help.answer == "coming", "coming")
    story.does(ev.WentOn())
    assert story.sees(st.AnsweringQuestion).entry == Entry({"value": "Muster"})


def test_a_held_queue_is_let_go_from_the_monitor_s_page(story: RealStory, hall: Hall) -> None:
    staff, tid = Staff(hall.monitor), story.terminal.config.terminal.id
    printed = len(hall.cups.printed())
    hall.cups.pause_queue()
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.until_sees(st.PrintTrouble)
    assert story.sees(st.PrintTrouble).kind is TroubleKind.QUEUE_HELD
    wanted = {"action": f"/t/{tid}/do", "verb": "resume_queue"}
    story.until(lambda: staff.button(f"/t/{tid}", **wanted), "the button is on the page")
    button = staff.button(f"/t/{tid}", **wanted)
    assert button is not None
    assert staff.press(button) == 204
    story.takes_receipt()
    assert len(hall.cups.printed()) == printed + 1
