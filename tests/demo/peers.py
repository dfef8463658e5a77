"""The real peers of the demo: broker, CUPS with an IPP printer, ESC/POS emulator, offices; and their levers."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tests.demo import ports
from tests.demo.levers import LeverTable
from tests.demo.offices import Offices
from tests.peers.cups_peer import CupsPeer
from tests.peers.escpos_emulator import EscposEmulator
from tests.peers.mosquitto_peer import MosquittoPeer

MQTT_PORT = 1883
RECEIPT_PORT = 9100
SECONDS_PER_PAGE = 2.0
DOTS_PER_SECOND = 900


class Peers:
    def __init__(self, prints: Path) -> None:
        self.receipts_dir = prints / "receipts"
        self.pages_dir = prints / "a4"
        self.offices_dir = prints / "offices"
        for directory in (self.receipts_dir, self.pages_dir, self.offices_dir):
            directory.mkdir(parents=True, exist_ok=True)
        self._root = Path(tempfile.mkdtemp(prefix="migrado-demo-"))
        self._root.chmod(0o711)
        self.broker = MosquittoPeer(self._root / "mosquitto", ports.choose(MQTT_PORT, "the broker"))
        self.cups = CupsPeer(seconds_per_page=SECONDS_PER_PAGE)
        self.receipt = EscposEmulator(self.receipts_dir, dots_per_second=DOTS_PER_SECOND)
        self.receipt_port = 0
        self.offices = Offices(self._root / "offices", self.offices_dir)

    def start(self) -> None:
        self.broker.start()
        self.cups.start()
        self.receipt_port = self.receipt.serve_tcp(ports.choose(RECEIPT_PORT, "the receipt printer"))
        self.offices.start()

    def collect(self) -> None:
        """Keep new print-outs, and what the offices have opened: the peers' own directories go with them."""
        self.offices.collect()
        for page in self.cups.printed():
            kept = self.pages_dir / page.name
            if not kept.exists():
                shutil.copyfile(page, kept)

    def stop(self) -> None:
        self.offices.stop()
        self.receipt.close()
        self.cups.stop()
        self.broker.stop()
        shutil.rmtree(self._root, ignore_errors=True)

    def levers(self) -> LeverTable:
        return {
            "a4.remove_paper": self.cups.remove_paper,
            "a4.out_after_one_page": lambda: self.cups.remove_paper(after_pages=1),
            "a4.insert_paper": self.cups.insert_paper,
            "a4.pause_queue": self.cups.pause_queue,
            "a4.unplug": self.cups.unplug,
            "a4.plug_in": self.cups.plug_in,
            "cups.stop": self.cups.stop_spooler,
            "cups.start": self.cups.start_spooler,
            "receipt.run_low": self.receipt.run_low,
            "receipt.remove_paper": self.receipt.remove_paper,
            "receipt.insert_paper": self.receipt.insert_paper,
            "receipt.open_cover": self.receipt.open_cover,
            "receipt.close_cover": self.receipt.close_cover,
            "receipt.jam": self.receipt.break_cutter,
            "receipt.repair": self.receipt.repair,
            "receipt.unplug": self.receipt.unplug,
            "receipt.plug_in": self.receipt.plug_in,
            "network.cut": self.broker.stop,
            "network.restore": self.broker.start,
            **self.offices.levers(),
        }
