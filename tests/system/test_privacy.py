"""Nothing of a visit stays: not on disk, in the logs, on the wire, in CUPS or in the memory of the terminal.

Every answer of the visit is a mark. However the visit ends, the marks are then looked for everywhere but on paper.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import gzip
import io
import json
import logging
import secrets
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cairocffi
import pangocairocffi
import pytest

from appliance.forms import answers as an
from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.timing import Limits
from appliance.session.visit import Application, Visit
from hardware.id_scanner.document import TravelDocument
from hardware.ports import DocumentJob
from tests.peers import traces
from tests.peers.cups_peer import CupsPeer
from tests.peers.escpos_emulator import EscposEmulator
from tests.peers.ippeve_peer import wait_until
from tests.peers.marks import Marks
from tests.peers.mosquitto_peer import MosquittoPeer
from tests.peers.onlooker import Onlooker
from tests.system.real_visit import MarkedStory, ReaderPeer, Surroundings, marked_passport, reader_peer

pytestmark = pytest.mark.system

ROOT = Path(__file__).parents[2]
PLACES = (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path.home(), ROOT)  # noqa: S108
SYSTEM_PLACES = tuple(map(Path, ("/var/spool", "/var/log", "/var/cache", "/run")))
NOT_OURS = (ROOT / ".git", ROOT / ".venv")
OF_A_VISIT = (
    *(Visit, Application, DocumentJob, TravelDocument, ev.ApplicationTypeset),
    *(an.TextAnswer, an.DateAnswer, an.MoneyAnswer, an.AddressAnswer, an.ChoiceAnswer, an.ChoicesAnswer),
)
"""Nothing of these kinds may be alive when nobody is being served."""
WATCHING = "watching"
LETTING_GO_S = 0.3
"""Threads may finish what they are doing."""


@dataclass
class Hall:
    """The peers around a terminal, and where each may write."""

    root: Path
    broker: MosquittoPeer
    cups: CupsPeer
    receipts: EscposEmulator
    receipts_dir: Path
    receipt_port: int
    reader: ReaderPeer
    strangers: tuple[object, ...]
    """What other tests left in this process before: no trace of a visit here."""

    def surroundings(self, state: Path) -> Surroundings:
        return Surroundings(
            state=state,
            mqtt_port=self.broker.port,
            cups_server=self.cups.server,
            cups_queue=self.cups.queue,
            printer_uri=self.cups.printer_uri,
            receipt_port=self.receipt_port,
            scanner_port=self.reader.port,
        )

    @property
    def paper(self) -> tuple[Path, ...]:
        """What the printers themselves keep: the sheets that the visitor takes along."""
        return (self.cups.spool_dir, self.cups.device.printed_dir, self.receipts_dir)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    root = tmp_path_factory.mktemp("hall")
    receipts_dir = root / "receipts"
    with (
        MosquittoPeer(root / "broker") as broker,
        CupsPeer() as cups,
        EscposEmulator(receipts_dir) as receipts,
        reader_peer() as reader,
    ):
        yield Hall(
            root, broker, cups, receipts, receipts_dir, receipts.serve_tcp(), reader, traces.alive(OF_A_VISIT)
        )


@dataclass
class Watch:
    """What is watched during one visit."""

    hall: Hall
    marks: Marks
    state: Path
    log: Path
    onlooker: Onlooker
    since: float

    def on_disk(self) -> list[str]:
        roots = {*PLACES, *SYSTEM_PLACES, self.state, self.log.parent, self.hall.root, self.hall.cups.directory}
        return traces.in_files(self.marks, _outermost(roots), self.since, (*NOT_OURS, *self.hall.paper))

    def on_the_wire(self) -> list[str]:
        needles = self.marks.needles()
        return [
            topic
            for topic, payload in self.onlooker.heard
            if traces.in_data(payload, needles) or traces.in_data(topic.encode(), needles)
        ]

    def in_memory(self) -> list[str]:
        return traces.in_memory(self.marks, OF_A_VISIT, self.hall.strangers)


@pytest.fixture
def watch(hall: Hall, tmp_path: Path) -> Iterator[Watch]:
    log = tmp_path / "terminal.log"
    handler = logging.FileHandler(log)
    logger = logging.getLogger()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logging.getLogger(__name__).debug(WATCHING)
    onlooker = Onlooker(hall.broker.port)
    try:
        yield Watch(hall, Marks(secrets.randbits(64)), tmp_path / "state", log, onlooker, time.time() - 1)
    finally:
        onlooker.close()
        logger.setLevel(level)
        logger.removeHandler(handler)
        handler.close()


@contextlib.contextmanager
def terminal(watch: Watch) -> Iterator[MarkedStory]:
    def lay_passport() -> None:
        watch.hall.reader.insert(marked_passport(watch.marks))

    story = MarkedStory(watch.hall.surroundings(watch.state), lay_passport, watch.marks)
    try:
        story.until_devices_are_ready()
        yield story
    finally:
        story.close()


def _outermost(roots: set[Path]) -> list[Path]:
    return [root for root in roots if not any(other in root.parents for other in roots)]


def assert_nothing_is_left(story: MarkedStory, watch: Watch) -> None:
    assert story.terminal.session.visit is None
    story.works_on(LETTING_GO_S)
    assert watch.in_memory() == []
    assert_nothing_is_left_outside(watch)


def assert_nothing_is_left_outside(watch: Watch) -> None:
    assert watch.on_disk() == []
    assert watch.on_the_wire() == []
    assert watch.onlooker.heard, "the onlooker heard nothing at all"
    assert WATCHING in watch.log.read_text()
    assert spooled_documents(watch.hall.cups) == []


def spooled_documents(cups: CupsPeer) -> list[str]:
    return [path.name for path in (cups.directory / "cups" / "spool").glob("d*")]


def test_the_end_button_after_printing(watch: Watch) -> None:
    with terminal(watch) as story:
        story.searches()
        story.scans_and_begins()
        story.answers_half()
        assert watch.in_memory(), "the search does not even find what is being typed"
        story.answers_everything()
        before = len(watch.hall.cups.printed())
        story.prints()
        story.until(st.TakingReceipt)
        story.does(ev.EndTapped())
        story.sees(st.Goodbye)
        assert_nothing_is_left(story, watch)
        paper = watch.hall.cups.printed()[before:]
        assert len(paper) == 1
        assert traces.in_data(paper[0].read_bytes(), watch.marks.needles()), "what was looked for is not on paper"


def test_a_visitor_walks_away_in_the_middle_of_the_form(watch: Watch) -> None:
    with terminal(watch) as story:
        story.scans_and_begins()
        story.answers_half()
        story.waits(Limits().quiet)
        story.sees(st.AskingStillThere)
        story.waits(Limits().warning)
        story.sees(st.Idle)
        assert_nothing_is_left(story, watch)


def test_the_visit_ends_while_the_printer_has_no_paper(watch: Watch) -> None:
    """The job is called off, and CUPS drops the document."""
    cups = watch.hall.cups
    with terminal(watch) as story:
        story.scans_and_begins()
        story.answers_everything()
        cups.remove_paper()
        story.prints()
        story.until(st.PrintTrouble)
        assert spooled_documents(cups), "CUPS does not have it yet"
        story.does(ev.EndTapped(), ev.EndConfirmed())
        story.sees(st.Goodbye)
        story.works_until(lambda: not spooled_documents(cups), "CUPS still has the document")
        cups.insert_paper()
        assert_nothing_is_left(story, watch)


def test_the_terminal_is_killed_in_the_middle_of_the_form(watch: Watch) -> None:
    around = json.dumps(dataclasses.asdict(watch.hall.surroundings(watch.state)), default=str)
    log = watch.log.with_name("killed.log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.system.killed_visit", around, str(watch.marks.seed)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        wait_until(lambda: b"scanning" in log.read_bytes(), "the visitor does not come to scan", 20)
        watch.hall.reader.insert(marked_passport(watch.marks))
        wait_until(lambda: b"half way" in log.read_bytes(), "the visitor does not come half way", 20)
    finally:
        process.kill()
        process.wait()
    wait_until(lambda: any(b'"lost"' in payload for _, payload in watch.onlooker.heard), "no last will", 30)
    assert_nothing_is_left_outside(watch)


# The search itself: it finds what is hidden in each of the places.


def as_pdf(text: str) -> bytes:
    out = io.BytesIO()
    surface = cairocffi.PDFSurface(out, 300, 300)
    context = cairocffi.Context(surface)
    layout = pangocairocffi.create_layout(context)
    layout.text = text
    pangocairocffi.show_layout(context, layout)
    surface.finish()
    return out.getvalue()


DISGUISES: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "in capitals, as in a machine-readable zone": lambda text: text.upper().encode("ascii", "replace"),
    "backwards": lambda text: text[::-1].encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "JSON": lambda text: json.dumps(text).encode(),
    "in an address": lambda text: urllib.parse.quote(text).encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "gzip": lambda text: gzip.compress(text.encode()),
    "PDF": as_pdf,
}


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
@pytest.mark.parametrize("answer", ["word", "sentence"])
def test_a_leak_to_the_disk_is_found(tmp_path: Path, answer: str, disguise: Callable[[str], bytes]) -> None:
    marks, since = Marks(secrets.randbits(64)), time.time() - 1
    (tmp_path / "clean").write_bytes(disguise("Wie ist Ihr Familienname?"))
    assert traces.in_files(marks, [tmp_path], since) == []
    leak = getattr(marks, answer)("leak")
    (tmp_path / "leak").write_bytes(disguise(leak))
    assert len(traces.in_files(marks, [tmp_path], since)) == 1


@pytest.mark.parametrize("answer", ["iban", "phone", "money"])
def test_leaked_numbers_are_found(answer: str) -> None:
    marks = Marks(secrets.randbits(64))
    line = f"INFO form: value={getattr(marks, answer)()}\n"
    assert traces.in_data(line.encode(), marks.needles())
    assert not traces.in_data(line.encode(), Marks(marks.seed + 1).needles())


def test_a_piece_of_the_compressed_document_is_found() -> None:
    marks = Marks(secrets.randbits(64))
    document = as_pdf("Antrag")
    marks.remember(document)
    assert traces.in_data(b"buffer" + document[len(document) // 5 :], marks.needles())


def test_a_leak_in_memory_is_found() -> None:
    marks = Marks(secrets.randbits(64))
    before = traces.alive(OF_A_VISIT)
    assert traces.in_memory(marks, OF_A_VISIT, before) == []
    kept = {"cache": [(marks.word("leak"),)]}
    assert len(traces.in_memory(marks, OF_A_VISIT, before)) == 1
    kept.clear()
    assert traces.in_memory(marks, OF_A_VISIT, before) == []


def test_a_leak_to_log_store_and_wire_is_found(watch: Watch) -> None:
    """Plants what a careless change would do, at a real terminal."""
    with terminal(watch) as story:
        logging.getLogger("appliance").debug("answer %s", watch.marks.word("log"))
        story.terminal.store.put_setting("last_visitor", watch.marks.latin_word("store"))
        assert story.terminal.store.flush()
        story.terminal.publisher.event("print_trouble", watch.marks.latin_word("wire"))
        story.works_until(lambda: bool(watch.on_the_wire()), "the onlooker does not hear it")
        leaks = " ".join(watch.on_disk())
        assert "terminal.log" in leaks
        assert "store.json" in leaks
        assert watch.in_memory()
