"""The emulator's own reading of ESC/POS: it must not agree with the driver by sharing its mistakes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.peers.escpos_parser import (
    Command,
    CommandParser,
    Cut,
    Feed,
    Initialise,
    PaperSensor,
    ProcessId,
    Raster,
    Text,
)


def parse(data: bytes) -> list[Command]:
    parser = CommandParser()
    parser.feed(data)
    found = []
    while (command := parser.next_command()) is not None:
        found.append(command)
    return found


def test_reads_what_the_reference_lists() -> None:
    data = bytes.fromhex(
        "1b40 1d7630000100 0200 aa55 1b6403 1b4a07 1d284806003030414243 44 1d7201 1d564103 1d5600"
    )
    assert parse(data) == [
        Initialise(),
        Raster(1, b"\xaa\x55"),
        Feed(90),
        Feed(7),
        ProcessId(b"ABCD"),
        PaperSensor(),
        Cut(),
        Cut(),
    ]


def test_unknown_extended_commands_are_skipped_by_their_length() -> None:
    assert parse(b"\x1d(k\x03\x00\x31\x43\x08A") == [Text(ord("A"))]


def test_zeros_do_nothing() -> None:
    assert parse(bytes(100)) == []


@given(st.binary(max_size=300))
def test_garbage_never_stops_it(noise: bytes) -> None:
    parse(noise)
