"""Armed or not: what reaches the visitor's session, and what nobody ever sees."""

from __future__ import annotations

import datetime as dt

from hardware.events import CodeScanned, DocumentScanned, HardwareEvent, ScanFailed, ScanFailure
from hardware.id_scanner.frames import DAMAGED, QUIET_SECONDS, TRUNCATED, Frame, Outcome
from hardware.id_scanner.framing import LineFraming
from hardware.id_scanner.scan_gate import DocumentReader, ScanGate
from hardware.id_scanner.specimens import ID_CARD, PASSPORT
from hardware.ports import Wanted

TODAY = dt.date(2026, 3, 2)
WHOLE = Frame(Outcome.COMPLETE, PASSPORT)
CODE = Frame(Outcome.CODE, ("MIGRADO:UTOPIA-1",))
STREAM = "".join(line + "\r" for line in PASSPORT).encode()


def new_gate() -> tuple[ScanGate, list[HardwareEvent]]:
    events: list[HardwareEvent] = []
    return ScanGate(events.append, lambda: TODAY), events


def test_a_gate_that_is_not_armed_lets_nothing_through() -> None:
    gate, events = new_gate()
    for frame in (WHOLE, DAMAGED, TRUNCATED):
        gate.take(frame)
    gate.arm()
    gate.disarm()
    gate.take(WHOLE)
    assert events == []


def test_one_document_disarms() -> None:
    gate, events = new_gate()
    gate.arm()
    gate.take(WHOLE)
    gate.take(WHOLE)
    assert [type(event) for event in events] == [DocumentScanned]
    assert gate.armed_round is None


def test_a_failure_leaves_it_armed() -> None:
    gate, events = new_gate()
    gate.arm()
    for frame in (TRUNCATED, DAMAGED, Frame(Outcome.COMPLETE, ("?" * 44, "<" * 44)), WHOLE):
        gate.take(frame)
    unreadable = ScanFailed(ScanFailure.UNREADABLE)
    assert events[:3] == [ScanFailed(ScanFailure.TRUNCATED), unreadable, unreadable]
    assert isinstance(events[3], DocumentScanned)


def test_a_subscriber_may_arm_again_at_once() -> None:
    events: list[HardwareEvent] = []

    def again(event: HardwareEvent) -> None:
        events.append(event)
        gate.arm()

    gate = ScanGate(again, lambda: TODAY)
    gate.arm()
    gate.take(WHOLE)
    gate.take(WHOLE)
    assert len(events) == 2


def test_a_document_that_began_before_arming_is_skipped_to_its_end() -> None:
    gate, events = new_gate()
    reader = DocumentReader(LineFraming(), gate)
    reader.receive(STREAM[:20], 0.0)
    gate.arm()
    reader.receive(STREAM[20:], 0.1)
    reader.tick(0.1 + QUIET_SECONDS)
    assert events == []
    reader.receive(STREAM, 0.1 + 2 * QUIET_SECONDS)
    assert [type(event) for event in events] == [DocumentScanned]


def test_what_one_arming_began_another_does_not_see() -> None:
    gate, events = new_gate()
    reader = DocumentReader(LineFraming(), gate)
    gate.arm()
    reader.receive(STREAM[:50], 0.0)
    gate.disarm()
    gate.arm()
    reader.tick(QUIET_SECONDS + 0.1)
    assert events == []


def test_arming_twice_loses_nothing() -> None:
    gate, events = new_gate()
    reader = DocumentReader(LineFraming(), gate)
    gate.arm()
    reader.receive(STREAM[:50], 0.0)
    gate.arm()
    reader.receive(STREAM[50:], 0.1)
    assert [type(event) for event in events] == [DocumentScanned]


def test_the_day_is_asked_for_at_each_document() -> None:
    days = iter([dt.date(2026, 3, 2), dt.date(2060, 3, 2)])
    events: list[HardwareEvent] = []
    gate = ScanGate(events.append, lambda: next(days))
    for _ in range(2):
        gate.arm()
        gate.take(Frame(Outcome.COMPLETE, ID_CARD))
    expiries = [e.document.expiry_date for e in events if isinstance(e, DocumentScanned)]
    assert [date.year for date in expiries if date] == [2033, 2133]


def test_armed_for_a_code_only_a_code_is_told() -> None:
    gate, events = new_gate()
    gate.arm(Wanted.CODE)
    for frame in (WHOLE, DAMAGED, TRUNCATED, CODE, CODE):
        gate.take(frame)
    assert events == [CodeScanned("MIGRADO:UTOPIA-1")]
    assert gate.armed_round is None


def test_armed_for_a_document_a_code_is_dropped_and_the_document_still_read() -> None:
    gate, events = new_gate()
    gate.arm()
    gate.take(CODE)
    assert events == []
    gate.take(WHOLE)
    assert [type(event) for event in events] == [DocumentScanned]


def test_to_want_something_else_begins_anew() -> None:
    gate, events = new_gate()
    reader = DocumentReader(LineFraming(), gate)
    gate.arm(Wanted.CODE)
    reader.receive(b"MIGRADO:UTO", 0.0)
    gate.arm(Wanted.DOCUMENT)
    gate.arm(Wanted.CODE)
    reader.receive(b"PIA-1\r", 0.1)
    assert events == []


def test_a_scanned_code_shows_nothing_in_a_log() -> None:
    assert "UTOPIA" not in repr(CodeScanned("MIGRADO:UTOPIA-1"))
    assert "UTOPIA" not in repr(CODE)
