"""A watched terminal: the peers around it, and every place where something of a visit might have stayed."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from appliance.forms import answers as an
from appliance.outbox.submission import Paper, Submission
from appliance.session import events as ev
from appliance.session import sending_commands as do
from appliance.session import sending_events as es
from appliance.session.visit import Application, Sent, Visit
from appliance.typesetting import Typeset
from hardware.events import StickFileRead
from hardware.id_scanner.document import TravelDocument
from hardware.ports import DocumentJob
from tests.image_if_changed import work_directory
from tests.peers import traces
from tests.peers.cups_peer import CupsPeer
from tests.peers.escpos_emulator import EscposEmulator
from tests.peers.marks import Marks
from tests.peers.mosquitto_peer import MosquittoPeer
from tests.peers.onlooker import Onlooker
from tests.system.real_visit import NO_OFFICES, MarkedStory, ReaderPeer, Surroundings, marked_passport, reader_peer

ROOT = Path(__file__).parents[2]
PLACES = (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path.home(), ROOT)  # noqa: S108
SYSTEM_PLACES = tuple(map(Path, ("/var/spool", "/var/log", "/var/cache", "/run")))
NOT_OURS = (
    *(ROOT / ".git", ROOT / ".venv"),
    *(ROOT / "build/image", ROOT / "build/trixie", work_directory(os.environ)),
)
"""The last three are big, and only the image and tests in a tree of their own are made there."""
OF_A_VISIT = (
    *(Visit, Application, DocumentJob, TravelDocument, ev.ApplicationTypeset),
    *(
        Submission,
        Paper,
        Sent,
        Typeset,
        StickFileRead,
        do.PostSubmission,
        do.PrintSubmissionReceipt,
        do.CleanPaper,
    ),
    *(es.PaperCleaned, es.SubmissionPosted),
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

    def surroundings(self, state: Path, offices: Path = NO_OFFICES) -> Surroundings:
        return Surroundings(
            offices=offices,
            state=state,
            mqtt_port=self.broker.port,
            cups_server=self.cups.server,
            cups_queue=self.cups.queue,
            printer_uri=self.cups.printer_uri,
            receipt_port=self.receipt_port,
            scanner_port=self.reader.port,
        )

    @property
    def other_runs(self) -> tuple[Path, ...]:
        """Directories of other test runs on this machine, which this terminal knows nothing of."""
        ours = self.root.parent
        return tuple(each for each in ours.parent.iterdir() if each != ours)

    @property
    def paper(self) -> tuple[Path, ...]:
        """What the printers themselves keep: the sheets that the visitor takes along."""
        return (self.cups.spool_dir, self.cups.device.printed_dir, self.receipts_dir)


@contextlib.contextmanager
def watched_hall(root: Path) -> Iterator[Hall]:
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
        return traces.in_files(
            self.marks, _outermost(roots), self.since, (*NOT_OURS, *self.hall.paper, *self.hall.other_runs)
        )

    def on_the_wire(self) -> list[str]:
        needles = self.marks.needles()
        return [
            topic
            for topic, payload in self.onlooker.heard
            if traces.in_data(payload, needles) or traces.in_data(topic.encode(), needles)
        ]

    def in_memory(self) -> list[str]:
        return traces.in_memory(self.marks, OF_A_VISIT, self.hall.strangers)

    def is_in_memory(self) -> bool:
        """Whether there is anything: far quicker than to tell where, while somebody is there."""
        return bool(traces.in_memory(self.marks, OF_A_VISIT, self.hall.strangers, at_most=1))


@contextlib.contextmanager
def watching(hall: Hall, tmp_path: Path) -> Iterator[Watch]:
    log = tmp_path / "terminal.log"
    handler = logging.FileHandler(log)
    logger = logging.getLogger()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logging.getLogger("tests").debug(WATCHING)
    onlooker = Onlooker(hall.broker.port)
    try:
        yield Watch(hall, Marks(secrets.randbits(64)), tmp_path / "state", log, onlooker, time.time() - 1)
    finally:
        onlooker.close()
        logger.setLevel(level)
        logger.removeHandler(handler)
        handler.close()


S = TypeVar("S", bound=MarkedStory)


@contextlib.contextmanager
def terminal(watch: Watch, kind: type[S], offices: Path = NO_OFFICES) -> Iterator[S]:
    def lay_passport() -> None:
        watch.hall.reader.insert(marked_passport(watch.marks))

    story = kind(watch.hall.surroundings(watch.state, offices), lay_passport, watch.marks)
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
    _assert_none("in memory", watch.in_memory())
    _assert_none("in open files", traces.in_open_files(watch.marks))
    assert_nothing_is_left_outside(watch)


def assert_nothing_is_left_outside(watch: Watch) -> None:
    began = time.time()
    _assert_none("on disk", watch.on_disk())
    watch.since = began - 1  # what was clean and has not changed is not read again
    _assert_none("on the wire", watch.on_the_wire())
    assert watch.onlooker.heard, "the onlooker heard nothing at all"
    assert WATCHING in watch.log.read_text()
    _assert_none("in the spool", spooled_documents(watch.hall.cups))


def _assert_none(where: str, found: list[str]) -> None:
    assert not found, f"{where}: {'; '.join(found)}"


def spooled_documents(cups: CupsPeer) -> list[str]:
    return [path.name for path in (cups.directory / "cups" / "spool").glob("d*")]
