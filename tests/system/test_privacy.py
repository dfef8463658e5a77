"""Nothing of a visit stays: not on disk, in the logs, on the wire, in CUPS or in the memory of the terminal.

Every answer of the visit is a mark. However the visit ends, the marks are then looked for everywhere but on paper.
"""

from __future__ import annotations

import base64
import dataclasses
import gzip
import json
import logging
import os
import secrets
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.timing import Limits
from tests.peers import traces
from tests.peers.ippeve_peer import wait_until
from tests.peers.marks import Marks
from tests.peers.text_pdf import as_pdf
from tests.system.privacy_watch import (
    OF_A_VISIT,
    Hall,
    Watch,
    assert_nothing_is_left,
    assert_nothing_is_left_outside,
    spooled_documents,
    terminal,
    watched_hall,
    watching,
)
from tests.system.real_visit import MarkedStory, marked_passport

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with watched_hall(tmp_path_factory.mktemp("hall")) as made:
        yield made


@pytest.fixture
def watch(hall: Hall, tmp_path: Path) -> Iterator[Watch]:
    with watching(hall, tmp_path) as made:
        yield made


def test_the_end_button_after_printing(watch: Watch) -> None:
    with terminal(watch, MarkedStory) as story:
        story.searches()
        story.scans_and_begins()
        story.answers_half()
        assert watch.is_in_memory(), "the search does not even find what is being typed"
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
    with terminal(watch, MarkedStory) as story:
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
    with terminal(watch, MarkedStory) as story:
        story.scans_and_begins()
        story.answers_everything()
        cups.remove_paper()
        story.prints()
        story.until(st.PrintTrouble)
        story.works_until(lambda: bool(spooled_documents(cups)), "CUPS does not have it")
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


def in_capitals(text: str) -> bytes:
    return text.upper().encode("ascii", "replace")


DISGUISES: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "in capitals, as in a machine-readable zone": in_capitals,
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


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
def test_arabic_is_found_in_every_disguise(tmp_path: Path, disguise: Callable[[str], bytes]) -> None:
    marks = Marks(secrets.randbits(64))
    (tmp_path / "leak").write_bytes(disguise(marks.arabic_sentence("leak")))
    assert len(traces.in_files(marks, [tmp_path], 0)) == (0 if disguise is in_capitals else 1)


def test_a_code_that_was_learnt_is_found_and_not_kept() -> None:
    marks = Marks(secrets.randbits(64))
    code = secrets.token_hex(12).upper()
    assert not traces.in_data(code.encode(), marks.needles())
    marks.learn(code)
    assert traces.in_data(f"code={code}".encode(), marks.needles())
    assert code not in repr(marks)


def test_a_file_in_memory_is_found() -> None:
    marks = Marks(secrets.randbits(64))
    with os.fdopen(os.memfd_create("paper"), "w+b") as paper:
        paper.write(as_pdf(marks.sentence("paper")))
        paper.flush()
        assert len(traces.in_open_files(marks)) == 1
    assert traces.in_open_files(marks) == []


@pytest.mark.parametrize("answer", ["iban", "phone", "money"])
def test_leaked_numbers_are_found(answer: str) -> None:
    marks = Marks(secrets.randbits(64))
    line = f"INFO form: value={getattr(marks, answer)()}\n"
    assert traces.in_data(line.encode(), marks.needles())
    assert not traces.in_data(line.encode(), Marks(marks.seed + 1).needles())


def test_a_piece_of_the_compressed_document_is_found() -> None:
    marks = Marks(secrets.randbits(64))
    document = as_pdf(marks.sentence("answer"))
    marks.remember(document)
    content = document.index(b"stream")
    assert traces.in_data(b"buffer" + document[content + 20 : content + 2000], marks.needles())


def test_a_document_of_somebody_else_is_none_of_ours() -> None:
    marks = Marks(secrets.randbits(64))
    marks.remember(as_pdf(marks.sentence("answer")))
    assert not traces.in_data(as_pdf(Marks(marks.seed + 1).sentence("answer")), marks.needles())


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
    with terminal(watch, MarkedStory) as story:
        logging.getLogger("appliance").debug("answer %s", watch.marks.word("log"))
        story.terminal.store.put_setting("last_visitor", watch.marks.latin_word("store"))
        assert story.terminal.store.flush()
        story.terminal.publisher.event("print_trouble", watch.marks.latin_word("wire"))
        story.works_until(lambda: bool(watch.on_the_wire()), "the onlooker does not hear it")
        leaks = " ".join(watch.on_disk())
        assert "terminal.log" in leaks
        assert "store.json" in leaks
        assert watch.is_in_memory()
