"""One set of hands over both A4 printers: the twin, and the real driver with a private CUPS and a printer."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import cairocffi
import pypdfium2

from hardware.document_printer.cups_driver import CupsDocumentPrinter
from hardware.document_printer.settings import CupsSettings
from hardware.document_printer.simulated import SimulatedDocumentPrinter
from hardware.ports import DocumentJob, DocumentPrinter
from tests.peers.cups_peer import CupsPeer
from tests.peers.escpos_bench import Events

PATIENCE_SECONDS = 30.0
A4_POINTS = (595.276, 841.89)


def document(key: str = "job-1", pages: int = 2) -> DocumentJob:
    """Pages that can be told apart; the key has what CUPS would take apart in a list of options."""
    buffer = io.BytesIO()
    surface = cairocffi.PDFSurface(buffer, *A4_POINTS)
    context = cairocffi.Context(surface)
    for page in range(pages):
        context.move_to(72, 72)
        context.show_text(f"Utopia, page {page + 1}")
        context.show_page()
    surface.finish()
    return DocumentJob(f"{key}, 'a b'", "wbs 4711", buffer.getvalue(), pages)


def page_sizes(pdf: bytes | Path) -> list[tuple[int, int]]:
    """Width and height of every page in whole points."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        sizes = [opened.get_page_size(page) for page in range(len(opened))]
        return [(round(width), round(height)) for width, height in sizes]
    finally:
        opened.close()


class Levers(Protocol):
    def remove_paper(self, after_pages: int | None = None) -> None: ...
    def insert_paper(self) -> None: ...
    def unplug(self) -> None: ...
    def plug_in(self) -> None: ...
    def pause_queue(self) -> None: ...
    def stop_spooler(self) -> None: ...
    def start_spooler(self) -> None: ...


class Bench:
    """A printer under test with someone standing next to it."""

    printer: DocumentPrinter
    levers: Levers

    def __init__(self) -> None:
        self.events = Events()

    def printed(self) -> list[list[tuple[int, int]]]:
        """Page sizes of every document that came out."""
        raise NotImplementedError

    def wait_for(self, condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"not within {seconds} s: {what}; last: {self.events.all()[-3:]}")
            time.sleep(0.02)

    def close(self) -> None:
        self.printer.close()


class TwinBench(Bench):
    def __init__(self) -> None:
        super().__init__()
        twin = SimulatedDocumentPrinter(self.events.publish, seconds_per_page=0.05)
        self.printer = self.levers = self.twin = twin

    def printed(self) -> list[list[tuple[int, int]]]:
        return [page_sizes(job.pdf) for job in self.twin.printed]


class CupsBench(Bench):
    def __init__(self) -> None:
        super().__init__()
        self.peer = CupsPeer().start()
        self.levers = self.peer
        self.printer = self.new_printer()

    def new_printer(self) -> CupsDocumentPrinter:
        """Make a driver as after a restart of the terminal."""
        settings = CupsSettings(self.peer.queue, self.peer.server, poll_active_s=0.1, poll_idle_s=0.5)
        return CupsDocumentPrinter(settings, self.events.publish)

    def printed(self) -> list[list[tuple[int, int]]]:
        return [page_sizes(path) for path in self.peer.printed()]

    def close(self) -> None:
        super().close()
        self.peer.stop()
