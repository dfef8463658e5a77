"""The printer's answers, whole, in pieces, and in noise."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from hardware.receipt_printer.commands import process_id
from hardware.receipt_printer.replies import Garbage, PaperSensorReply, ProcessIdReply, RealTimeReply, ReplyParser
from hardware.receipt_printer.status_bytes import is_real_time_reply

BLOCK = b"\x37\x22ABCD\x00"


def test_tells_the_kinds_apart() -> None:
    replies = ReplyParser().feed(b"\x12" + BLOCK + b"\x00\x11\x13\xff\x1e")
    assert replies == [
        RealTimeReply(0x12),
        ProcessIdReply("ABCD"),
        PaperSensorReply(),
        Garbage(0xFF),
        RealTimeReply(0x1E),
    ]


@given(st.lists(st.integers(0, len(BLOCK) * 3), max_size=5))
def test_pieces_make_no_difference(cuts: list[int]) -> None:
    data = b"\x12" + BLOCK + b"\x1a" + BLOCK + b"\x0c"
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    parser = ReplyParser()
    pieces = [data[start:end] for start, end in itertools.pairwise(edges)]
    found = [reply for piece in pieces for reply in parser.feed(piece)]
    assert found == ReplyParser().feed(data)
    assert len(found) == 5


def test_a_broken_block_does_not_swallow_what_follows() -> None:
    assert ReplyParser().feed(b"\x37\x22AB\x12")[-1] == RealTimeReply(0x12)
    assert ReplyParser().feed(b"\x37\x12") == [Garbage(0x37), RealTimeReply(0x12)]


@given(st.binary(max_size=200))
def test_noise_never_stops_it(noise: bytes) -> None:
    parser = ReplyParser()
    parser.feed(noise)
    assert RealTimeReply(0x12) in parser.feed(b"\xff\x12")


@given(st.integers(0, 0xFFFF))
def test_no_process_id_looks_like_a_status(number: int) -> None:
    assert not any(is_real_time_reply(byte) for byte in process_id(number).encode())
