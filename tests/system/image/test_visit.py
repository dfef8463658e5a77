"""The image that was built, on its first day: started, provisioned, visited by taps, with paper and receipt."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.boot_slots import ATTEMPTS
from appliance.session import events as ev
from appliance.session import states as st
from hardware.id_scanner.specimens import PASSPORT
from provisioning.flashing.fat_files import firmware_of
from tests.peers.escpos_emulator import EscposEmulator
from tests.peers.ippeve_peer import IppEvePeer
from tests.system.image.built import Built
from tests.system.image.card import CARD_SIZE
from tests.system.image.card_state import LAYOUT, newest
from tests.system.image.site import HOST, START_S, BoardSite

if TYPE_CHECKING:
    from tests.system.image.shadow import Visitor

pytestmark = [pytest.mark.image, pytest.mark.system]
FORM = "wohnberechtigungsschein"
PRINT_S = 300.0


@dataclass
class Hall:
    """The board, and what is plugged into it or hangs on its network."""

    site: BoardSite
    a4: IppEvePeer
    receipt: EscposEmulator
    receipts: Path


@pytest.fixture(scope="module")
def hall(image: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    directory = tmp_path_factory.mktemp("visit")
    a4 = IppEvePeer(directory)
    a4.start()
    columns = {"a4": f"ipp://{HOST}:{a4.port}/ipp/print", "receipt": "serial:///dev/ttyUSB0"}
    with EscposEmulator(directory / "receipts") as receipt:
        port = receipt.serve_tcp()
        wire = (
            *("-chardev", f"socket,id=receipt,host=127.0.0.1,port={port}"),
            *("-device", "usb-serial,chardev=receipt"),
        )
        with BoardSite(directory, image, columns, wire, name="visit") as site:
            yield Hall(site, a4, receipt, directory / "receipts")
    a4.stop()


@pytest.fixture(scope="module")
def visitor(hall: Hall, display: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    from tests.system.image.shadow import BriefStory, Visitor

    made = Visitor(BriefStory(tmp_path_factory.mktemp("shadow")), hall.site)
    yield made
    made.close()


def test_the_first_screen_comes_by_itself_and_everything_is_ready(hall: Hall, visitor: Visitor) -> None:
    """Nobody has touched it: what SDL drew last is on the display all the same."""
    print(f"power-on to first visible screen: {hall.site.power_on():.0f} s")
    visitor.awaits()
    visitor.keep("languages")
    seconds = hall.site.until(lambda: hall.site.state() == "ready", "ready", START_S)
    print(f"power-on to ready on MQTT over TLS, printers and reader found: {seconds:.0f} s")
    assert "terminal/v1/halle-1/device/touch" in hall.site.monitor.topics()
    assert hall.site.board.serial().count("Starting kernel") == 1, "U-Boot started more than once"


def test_a_pressed_button_looks_pressed_and_a_released_one_released(hall: Hall, visitor: Visitor) -> None:
    """SDL shows on KMSDRM what was drawn one flip late: each of these would stand still at the one before."""
    visitor.presses("English")
    visitor.keep("pressed")
    visitor.lifts_elsewhere()
    visitor.keep("released")


def test_a_whole_visit(hall: Hall, visitor: Visitor) -> None:
    site, story = hall.site, visitor.story
    visitor.taps_word("Deutsch")
    visitor.keep("home")
    site.until(lambda: site.state() == "busy", "a session", PRINT_S)
    visitor.taps_word("Wohnungsamt")
    visitor.keep("office")
    visitor.taps_intent(ev.FormChosen(FORM))
    visitor.keep("introduction")
    visitor.taps("intro.scan")
    visitor.keep("scan")

    site.machine.type("\n".join((*PASSPORT, "")))
    story.scanner.insert_passport()
    visitor.look()
    visitor.awaits()
    visitor.keep("passport")
    assert visitor.reads("ERIKSSON")
    visitor.taps("document.use")
    visitor.keep("first-question")
    visitor.answers_everything()
    visitor.keep("check")
    visitor.taps("check.next")
    visitor.keep("preview")
    visitor.taps("preview.print")

    site.until(lambda: bool(hall.a4.printed()), "the application at the printer", PRINT_S)
    story.printer_works()
    story.receipt_printer_works()
    visitor.look()
    story.sees(st.TakingReceipt)
    visitor.awaits(share=0.08)
    visitor.keep("receipt")
    site.until(lambda: bool(list(hall.receipts.glob("receipt-*.png"))), "the receipt", PRINT_S)
    visitor.taps("receipt.finish")
    visitor.keep("goodbye")
    site.until(lambda: site.state() == "ready", "ready for the next one", PRINT_S)
    site.until(site.shows_first_screen, "the languages again", PRINT_S)
    visitor.keep("ready-again")


def test_what_was_printed_says_what_was_answered(hall: Hall, visitor: Visitor) -> None:
    (pdf,) = hall.a4.printed()
    kept = hall.site.kept
    (kept / "application.pdf").write_bytes(pdf.read_bytes())
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(kept / "application")], check=True)
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    for answer in ("ERIKSSON", "44137", "Unna", "a@b.de", "Lift"):
        assert answer.lower() in text.lower(), text
    (slip,) = sorted(hall.receipts.glob("receipt-*.png"))
    (kept / "receipt.png").write_bytes(slip.read_bytes())


def test_secrets_have_left_the_firmware_partition(hall: Hall) -> None:
    names = firmware_of(hall.site.board.card).names()
    assert "migrado-receipt.txt" in names
    assert not [name for name in names if name in ("migrado-identity.pem", "migrado-provision.toml")]


def test_data_has_grown_to_the_end_of_the_card(hall: Hall) -> None:
    place = LAYOUT["data"]
    told = subprocess.run(
        ["dumpe2fs", "-h", f"{hall.site.board.card}?offset={place.offset}"],
        capture_output=True,
        text=True,
        check=True,
    )
    blocks = next(line.split()[-1] for line in told.stdout.splitlines() if line.startswith("Block count"))
    assert int(blocks) * 4096 > CARD_SIZE - place.offset - (4 << 20)


def test_the_image_is_marked_good_and_has_all_its_attempts_again(hall: Hall) -> None:
    site = hall.site
    site.until(lambda: newest(site.board.card).left["A"] == ATTEMPTS, "the slot marked good", START_S)
