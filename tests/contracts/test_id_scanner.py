"""The contract of ports.IdScanner: the twin, the serial driver on a pty in each framing, the evdev driver."""

from __future__ import annotations

import datetime as dt
import os
import queue
import time
import tty
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import xor
from pathlib import Path
from typing import Protocol, TypeVar

import pytest

from hardware.events import (
    CodeScanned,
    DeviceRole,
    DeviceState,
    DeviceStatusChanged,
    DocumentScanned,
    HardwareEvent,
    ScanFailed,
    ScanFailure,
    Severity,
)
from hardware.id_scanner.document import Sex
from hardware.id_scanner.evdev_driver import EvdevIdScanner
from hardware.id_scanner.frames import QUIET_SECONDS
from hardware.id_scanner.serial_driver import SerialIdScanner
from hardware.id_scanner.settings import FramingKind, KeyLayout, SerialScannerSettings, WedgeSettings
from hardware.id_scanner.simulated import SimulatedIdScanner
from hardware.id_scanner.specimens import EXPIRED_PASSPORT, ID_CARD, PASSPORT, RESIDENCE_PERMIT
from hardware.input_recording import RecordedSource
from hardware.ports import IdScanner, Wanted
from tests.unit.id_scanner.wedge import type_lines

TODAY = dt.date(2026, 3, 2)
RETRY = 0.05
PATIENCE = 5.0
SILENCE = QUIET_SECONDS + 0.2
CODE = "MIGRADO:S1:UTOPIA-0123456789:ZY"
UNREADABLE_LINES = ("LIBRARY<CARD", "NOTHING<TO<READ")

E = TypeVar("E")


class Bench(Protocol):
    """A scanner and what a person does with it."""

    scanner: IdScanner
    events: queue.SimpleQueue[HardwareEvent]

    def insert(self, lines: Sequence[str]) -> None: ...

    def insert_unreadable(self) -> None: ...

    def pull_out_early(self) -> None: ...

    def unplug(self) -> None: ...

    def plug_in(self) -> None: ...

    def tear_down(self) -> None: ...


class TwinBench:
    def __init__(self) -> None:
        self.events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
        twin = SimulatedIdScanner(self.events.put, lambda: TODAY)
        self.scanner: IdScanner = twin
        self.insert = twin.insert
        self.insert_unreadable = twin.insert_unreadable
        self.pull_out_early = twin.pull_out_early
        self.unplug = twin.unplug
        self.plug_in = twin.plug_in

    def tear_down(self) -> None:
        """Nothing is held."""


class SerialBench:
    """The reader is the far end of a pty; the port is a link to the near end, as udev's by-id names are."""

    def __init__(self, framing: FramingKind, folder: Path) -> None:
        self._framing = framing
        self._link = folder / "scanner"
        self._far = self._near = -1
        self.plug_in()
        self.events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
        settings = SerialScannerSettings(str(self._link), framing, model="pty")
        self.scanner: IdScanner = SerialIdScanner(settings, self.events.put, lambda: TODAY, RETRY)

    def insert(self, lines: Sequence[str]) -> None:
        self._send(self._encoded(lines))

    def insert_unreadable(self) -> None:
        self._send(self._encoded(UNREADABLE_LINES))

    def pull_out_early(self) -> None:
        self._send(self._encoded(PASSPORT)[:70])

    def unplug(self) -> None:
        self._link.unlink()
        for end in (self._far, self._near):
            os.close(end)

    def plug_in(self) -> None:
        self._far, self._near = os.openpty()
        tty.setraw(self._near)
        self._link.symlink_to(os.ttyname(self._near))

    def tear_down(self) -> None:
        if self._link.is_symlink():
            self.unplug()

    def _send(self, data: bytes) -> None:
        # In pieces, as a line of 9600 baud delivers it.
        for start in range(0, len(data), 17):
            os.write(self._far, data[start : start + 17])
            time.sleep(0.002)

    def _encoded(self, lines: Sequence[str]) -> bytes:
        text = "".join(line + "\r" for line in lines).encode()
        match self._framing:
            case FramingKind.STX:
                return b"\x02" + text + b"\x03"
            case FramingKind.BLOCK:
                body = b"\x60\x00OU\x02 " + b"\r" * (3 - len(lines)) + text + b"\x03"
                return b"\x01" + body + bytes([reduce(xor, body)])
            case FramingKind.LINES:
                return text


class WedgeBench:
    def __init__(self, layout: KeyLayout) -> None:
        self._layout = layout
        self._source = RecordedSource()
        self.events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
        settings = WedgeSettings(layout, model="recorded")
        self.scanner: IdScanner = EvdevIdScanner(self._source, settings, self.events.put, lambda: TODAY, RETRY)
        self.unplug = self._source.unplug
        self.plug_in = self._source.plug_in

    def insert(self, lines: Sequence[str]) -> None:
        self._source.play(type_lines(lines, self._layout))

    def insert_unreadable(self) -> None:
        self.insert(UNREADABLE_LINES)

    def pull_out_early(self) -> None:
        self._source.play(type_lines((PASSPORT[0], PASSPORT[1][:20]), self._layout, last_end=False))

    def tear_down(self) -> None:
        """Nothing is held."""


BENCHES: dict[str, Callable[[Path], Bench]] = {
    "twin": lambda _: TwinBench(),
    "serial-stx": lambda folder: SerialBench(FramingKind.STX, folder),
    "serial-block": lambda folder: SerialBench(FramingKind.BLOCK, folder),
    "serial-lines": lambda folder: SerialBench(FramingKind.LINES, folder),
    "evdev-de": lambda _: WedgeBench(KeyLayout.GERMAN),
    "evdev-us": lambda _: WedgeBench(KeyLayout.US),
}


@pytest.fixture(params=list(BENCHES))
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    made = BENCHES[request.param](tmp_path)
    yield made
    made.scanner.close()
    made.tear_down()


@pytest.fixture
def ready(bench: Bench) -> Bench:
    bench.scanner.start()
    wait_for_state(bench, DeviceState.READY)
    return bench


def next_event(bench: Bench, kind: type[E]) -> E:
    event = bench.events.get(timeout=PATIENCE)
    assert isinstance(event, kind)
    return event


def wait_for_state(bench: Bench, state: DeviceState) -> None:
    status = next_event(bench, DeviceStatusChanged).status
    assert (status.role, status.state) == (DeviceRole.SCANNER, state)
    assert bench.scanner.status() == status


def until_ready(bench: Bench) -> Iterator[HardwareEvent]:
    while True:
        event = bench.events.get(timeout=PATIENCE)
        yield event
        if isinstance(event, DeviceStatusChanged) and event.status.state is DeviceState.READY:
            return


def assert_silent(bench: Bench, seconds: float = SILENCE) -> None:
    with pytest.raises(queue.Empty):
        bench.events.get(timeout=seconds)


def test_before_the_start_nothing_is_known(bench: Bench) -> None:
    assert bench.scanner.status().state is DeviceState.UNKNOWN
    assert_silent(bench, 0.1)


def test_a_scanner_that_is_there_becomes_ready(ready: Bench) -> None:
    assert ready.scanner.status().severity is Severity.OK
    assert_silent(ready, 0.3)


def test_a_passport_is_read(ready: Bench) -> None:
    ready.scanner.arm()
    ready.insert(PASSPORT)
    document = next_event(ready, DocumentScanned).document
    assert document.checks.all_hold
    assert (document.primary_identifier, document.secondary_identifier) == ("ERIKSSON", "ANNA MARIA")
    assert document.sex is Sex.FEMALE
    assert not document.is_expired(TODAY)


def test_a_residence_permit_is_read(ready: Bench) -> None:
    ready.scanner.arm()
    ready.insert(RESIDENCE_PERMIT)
    document = next_event(ready, DocumentScanned).document
    assert document.checks.all_hold
    assert (document.document_code, document.issuing_state, document.nationality) == ("AR", "D", "SYR")


def test_an_expired_document_is_read_as_it_is(ready: Bench) -> None:
    ready.scanner.arm()
    ready.insert(EXPIRED_PASSPORT)
    assert next_event(ready, DocumentScanned).document.is_expired(TODAY)


def test_one_document_for_each_arming(ready: Bench) -> None:
    ready.scanner.arm()
    ready.insert(PASSPORT)
    next_event(ready, DocumentScanned)
    ready.insert(ID_CARD)
    assert_silent(ready)
    ready.scanner.arm()
    ready.insert(ID_CARD)
    assert next_event(ready, DocumentScanned).document.primary_identifier == "STEVENSON"


def test_a_document_shown_while_not_armed_is_dropped_for_good(ready: Bench) -> None:
    ready.insert(PASSPORT)
    assert_silent(ready)
    ready.scanner.arm()
    assert_silent(ready)


def test_disarmed_nothing_is_reported(ready: Bench) -> None:
    ready.scanner.arm()
    ready.scanner.disarm()
    ready.insert(PASSPORT)
    ready.insert_unreadable()
    assert_silent(ready)


def test_an_unreadable_document_is_told_and_the_next_one_is_read(ready: Bench) -> None:
    ready.scanner.arm()
    ready.insert_unreadable()
    assert next_event(ready, ScanFailed).failure is ScanFailure.UNREADABLE
    ready.insert(ID_CARD)
    assert next_event(ready, DocumentScanned).document.checks.all_hold


def test_a_document_pulled_out_early_is_told_and_the_next_one_is_read(ready: Bench) -> None:
    ready.scanner.arm()
    ready.pull_out_early()
    assert next_event(ready, ScanFailed).failure is ScanFailure.TRUNCATED
    ready.insert(PASSPORT)
    assert next_event(ready, DocumentScanned).document.checks.all_hold


def test_unplugged_it_is_absent_and_plugged_in_it_reads_again(ready: Bench) -> None:
    ready.scanner.arm()
    ready.unplug()
    wait_for_state(ready, DeviceState.ABSENT)
    assert ready.scanner.status().severity is Severity.ERROR
    ready.plug_in()
    wait_for_state(ready, DeviceState.READY)
    ready.insert(PASSPORT)
    assert next_event(ready, DocumentScanned).document.checks.all_hold


def test_unplugged_from_the_beginning_it_is_absent(bench: Bench) -> None:
    bench.unplug()
    bench.scanner.start()
    wait_for_state(bench, DeviceState.ABSENT)
    assert_silent(bench, 0.3)
    bench.plug_in()
    wait_for_state(bench, DeviceState.READY)


def test_halves_before_and_after_the_plug_do_not_make_a_document(ready: Bench) -> None:
    ready.scanner.arm()
    ready.insert(PASSPORT[:1])
    ready.unplug()
    ready.plug_in()
    seen = list(until_ready(ready))
    ready.insert(PASSPORT[1:])
    seen.append(next_event(ready, ScanFailed))
    assert not any(isinstance(event, DocumentScanned) for event in seen)


def test_a_code_is_read_when_it_is_asked_for(ready: Bench) -> None:
    ready.scanner.arm(Wanted.CODE)
    ready.insert((CODE,))
    assert next_event(ready, CodeScanned).text == CODE
    ready.insert((CODE,))
    assert_silent(ready)


def test_the_longest_code_is_read_whole(ready: Bench) -> None:
    longest = "MIGRADO:" + "Z-Y:0" * 118 + "QX"
    ready.scanner.arm(Wanted.CODE)
    ready.insert((longest,))
    assert next_event(ready, CodeScanned).text == longest


def test_who_is_asked_for_a_code_and_shows_a_document_hears_nothing_of_it(ready: Bench) -> None:
    ready.scanner.arm(Wanted.CODE)
    ready.insert(PASSPORT)
    ready.insert_unreadable()
    assert_silent(ready)
    ready.insert((CODE,))
    assert next_event(ready, CodeScanned).text == CODE


def test_who_is_asked_for_a_document_and_shows_a_code_hears_nothing_of_it(ready: Bench) -> None:
    ready.scanner.arm()
    ready.insert((CODE,))
    assert_silent(ready)
    ready.insert(PASSPORT)
    assert next_event(ready, DocumentScanned).document.checks.all_hold


def test_after_closing_nothing_is_published(ready: Bench) -> None:
    ready.scanner.arm()
    begun = time.monotonic()
    ready.scanner.close()
    assert time.monotonic() - begun < 2.0
    ready.insert(PASSPORT)
    assert_silent(ready)
