"""Framings: every cut of the stream, garbage, pauses, damage and bounds."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import reduce
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.id_scanner.block_framing import BlockFraming
from hardware.id_scanner.frames import LIMIT_BYTES, QUIET_SECONDS, Frame, Framing, Outcome
from hardware.id_scanner.framing import LineFraming, StxFraming
from hardware.id_scanner.specimens import ID_CARD, PASSPORT

STX, ETX, SOH = b"\x02", b"\x03", b"\x01"
QUIET = QUIET_SECONDS + 0.01


def desko(lines: tuple[str, ...]) -> bytes:
    return STX + "\r".join(lines).encode() + b"\r" + ETX


def block(lines: tuple[str, ...], flag: bytes = b" ", length: bytes = b"\x60\x00") -> bytes:
    three = ("",) * (3 - len(lines)) + lines
    body = length + b"OU" + STX + flag + "".join(line + "\r" for line in three).encode() + ETX
    return SOH + body + bytes([reduce(xor, body)])


def honeywell(lines: tuple[str, ...]) -> bytes:
    return "".join(line + "\r" for line in lines).encode()


KINDS: list[tuple[Callable[[], Framing], Callable[[tuple[str, ...]], bytes]]] = [
    (StxFraming, desko),
    (BlockFraming, block),
    (LineFraming, honeywell),
]
each_kind = pytest.mark.parametrize(("make", "encode"), KINDS, ids=["stx", "block", "lines"])
each_marked_kind = pytest.mark.parametrize(("make", "encode"), KINDS[:2], ids=["stx", "block"])


@each_kind
@pytest.mark.parametrize("lines", [PASSPORT, ID_CARD], ids=["td3", "td1"])
def test_a_document_comes_out_whole(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes], lines: tuple[str, ...]
) -> None:
    assert make().feed(encode(lines), 0.0) == [Frame(Outcome.COMPLETE, lines)]


@each_kind
@given(cuts=st.lists(st.integers(0, 400), max_size=8))
def test_it_does_not_matter_how_the_stream_is_cut(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes], cuts: list[int]
) -> None:
    stream = encode(PASSPORT) + encode(ID_CARD) + encode(PASSPORT)
    edges = [0, *sorted(cut for cut in cuts if cut < len(stream)), len(stream)]
    framing = make()
    frames = [frame for start, end in itertools.pairwise(edges) for frame in framing.feed(stream[start:end], 0.0)]
    assert [frame.lines for frame in frames] == [PASSPORT, ID_CARD, PASSPORT]


@each_marked_kind
@given(garbage=st.binary(max_size=200))
def test_a_document_behind_garbage_is_found_after_a_pause(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes], garbage: bytes
) -> None:
    framing = make()
    framing.feed(garbage, 0.0)
    assert framing.feed(encode(PASSPORT), QUIET)[-1].lines == PASSPORT


@each_kind
@pytest.mark.parametrize("garbage", [b"\xff\x00\x13", b"\r\n\r", b"noise\r", b"\x7f" * 5 + b"\r"])
def test_a_document_right_behind_garbage_is_found(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes], garbage: bytes
) -> None:
    assert make().feed(garbage + encode(PASSPORT), 0.0) == [Frame(Outcome.COMPLETE, PASSPORT)]


@each_marked_kind
def test_a_new_beginning_ends_what_was_begun(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes]
) -> None:
    half = encode(PASSPORT)[:40]
    assert make().feed(half + encode(ID_CARD), 0.0) == [Frame(Outcome.COMPLETE, ID_CARD)]


def test_a_mark_before_the_block_is_not_taken_for_it() -> None:
    assert BlockFraming().feed(SOH + block(PASSPORT), 0.0) == [Frame(Outcome.COMPLETE, PASSPORT)]


@each_kind
@pytest.mark.parametrize("share", [0.6, 0.9])
def test_what_breaks_off_is_truncated_after_a_pause(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes], share: float
) -> None:
    framing = make()
    stream = encode(PASSPORT)
    assert framing.feed(stream[: int(len(stream) * share)], 0.0) == []
    assert framing.expire(QUIET_SECONDS / 2) == []
    assert [frame.outcome for frame in framing.expire(QUIET)] == [Outcome.TRUNCATED]
    assert framing.expire(2 * QUIET) == []
    assert framing.feed(encode(ID_CARD), 3 * QUIET) == [Frame(Outcome.COMPLETE, ID_CARD)]


@each_kind
def test_the_pause_counts_without_a_tick_as_well(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes]
) -> None:
    framing = make()
    stream = encode(PASSPORT)
    framing.feed(stream[:70], 0.0)
    frames = framing.feed(encode(ID_CARD), QUIET)
    assert [frame.outcome for frame in frames] == [Outcome.TRUNCATED, Outcome.COMPLETE]


@each_marked_kind
def test_a_marked_transmission_of_a_short_document_is_truncated(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes]
) -> None:
    assert make().feed(encode((PASSPORT[0], PASSPORT[1][:20])), 0.0)[0].outcome is Outcome.TRUNCATED


@each_marked_kind
@pytest.mark.parametrize("lines", [(), ("LIBRARY CARD 12",)])
def test_a_transmission_without_a_zone_is_damaged(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes], lines: tuple[str, ...]
) -> None:
    assert make().feed(encode(lines), 0.0)[0].outcome is Outcome.DAMAGED


@each_kind
def test_reset_forgets_what_was_begun(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes]
) -> None:
    framing = make()
    framing.feed(encode(PASSPORT)[:60], 0.0)
    framing.reset()
    assert framing.expire(QUIET) == []


@each_kind
@given(stream=st.lists(st.sampled_from([b"\x01", b"\x02", b"\x03", b"OU", b"\r", b"A" * 30, b"\xff", b"<" * 44])))
def test_any_stream_is_survived(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes], stream: list[bytes]
) -> None:
    framing = make()
    for number, piece in enumerate(stream):
        framing.feed(piece, number / 10)
    framing.feed(b"", len(stream) / 10 + QUIET)
    assert framing.feed(encode(PASSPORT), len(stream) / 10 + 3 * QUIET)[-1].lines == PASSPORT


@pytest.mark.parametrize(
    ("framing", "start"),
    [(StxFraming(), STX), (BlockFraming(), SOH + b"\x60\x00OU" + STX), (LineFraming(), b"")],
)
def test_memory_is_bounded(framing: Framing, start: bytes) -> None:
    outcomes = [frame.outcome for frame in framing.feed(start + b"A" * (LIMIT_BYTES + 10), 0.0)]
    assert outcomes == [Outcome.DAMAGED]


@pytest.mark.parametrize("place", [8, 50, 97])
def test_a_block_with_a_flipped_bit_is_damaged(place: int) -> None:
    stream = bytearray(block(PASSPORT))
    stream[place] ^= 0x10
    assert [frame.outcome for frame in BlockFraming().feed(bytes(stream), 0.0)] == [Outcome.DAMAGED]


def test_a_block_check_that_counts_the_soh_is_right_too() -> None:
    stream = bytearray(block(PASSPORT))
    stream[-1] ^= 0x01
    assert BlockFraming().feed(bytes(stream), 0.0) == [Frame(Outcome.COMPLETE, PASSPORT)]


@pytest.mark.parametrize("flag", [b"\x00", b"\x01", b"\x03", b"\xff"])
def test_the_flag_of_a_block_may_be_anything(flag: bytes) -> None:
    assert BlockFraming().feed(block(PASSPORT, flag), 0.0)[0].lines == PASSPORT


@pytest.mark.parametrize("length", [b"\x01", b"\x60", b"\x01\x01", b"O\x00"])
def test_the_length_of_a_block_may_be_one_byte_or_two(length: bytes) -> None:
    assert BlockFraming().feed(block(PASSPORT, length=length), 0.0)[0].lines == PASSPORT


def test_padding_of_a_block_is_taken_off() -> None:
    lines = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
    padded = tuple(line.ljust(44, "_") for line in lines)
    assert BlockFraming().feed(block(padded), 0.0)[0].lines == lines


@pytest.mark.parametrize(
    ("prefix", "suffix", "stream"),
    [
        (b"", b"", "{0}\n{1}\n"),
        (b"", b"", "{0}\r\n{1}\r\n"),
        (b"", b"", "{0}\r{1}"),
        (b"#", b"", "#{0}\r#{1}\r"),
        (b"ID:", b"\r", "ID:{0}\r{1}\r"),
        (b"", b"*", "{0}*{1}*"),
        (b"", b"*\r\n", "{0}\r{1}*\r\n"),
        (b"\x02", b"\x03", "\x02{0}\r{1}\x03"),
    ],
)
def test_prefixes_and_suffixes(prefix: bytes, suffix: bytes, stream: str) -> None:
    framing = LineFraming(prefix, suffix)
    frames = framing.feed(stream.format(*PASSPORT).encode(), 0.0) + framing.expire(QUIET)
    assert frames == [Frame(Outcome.COMPLETE, PASSPORT)]


def test_a_line_of_another_kind_is_damaged_and_noise_is_nothing() -> None:
    framing = LineFraming()
    framing.feed(b"4006381333931\r", 0.0)
    assert [frame.outcome for frame in framing.expire(QUIET)] == [Outcome.DAMAGED]
    framing.feed(b"\x00\xff", 2.0)
    assert framing.expire(2.0 + QUIET) == []


def test_a_frame_shows_no_lines_when_printed() -> None:
    assert "ERIKSSON" not in repr(Frame(Outcome.COMPLETE, PASSPORT))


@each_kind
@pytest.mark.parametrize("text", ["MIGRADO:A", "MIGRADO:S1:0123-ABCDEF:Z", "MIGRADO:" + "X" * 592])
def test_a_code_comes_out_whole_between_documents(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes], text: str
) -> None:
    frames = make().feed(encode(PASSPORT) + encode((text,)) + encode(ID_CARD), 0.0)
    assert frames == [
        Frame(Outcome.COMPLETE, PASSPORT),
        Frame(Outcome.CODE, (text,)),
        Frame(Outcome.COMPLETE, ID_CARD),
    ]


@each_kind
@pytest.mark.parametrize(
    "text",
    ["MIGRADO:", "MIGRADO:a", "MIGRADO:A B", "MIGRADO:Ä", "MIGRADO-A", "XMIGRADO:A", "MIGRADO:" + "X" * 593],
)
def test_what_is_not_quite_a_code_is_none(
    make: Callable[[], Framing], encode: Callable[[tuple[str, ...]], bytes], text: str
) -> None:
    framing = make()
    frames = framing.feed(encode((text,)), 0.0) + framing.expire(QUIET)
    assert [frame.outcome for frame in frames] == [Outcome.DAMAGED]


def test_a_code_without_a_line_end_is_whole_when_the_line_falls_quiet() -> None:
    framing = LineFraming()
    assert framing.feed(b"MIGRADO:UTOPIA-1", 0.0) == []
    assert framing.expire(QUIET) == [Frame(Outcome.CODE, ("MIGRADO:UTOPIA-1",))]


def test_prefix_and_suffix_are_taken_off_a_code() -> None:
    framing = LineFraming(b"~Q", b"#\r")
    assert framing.feed(b"~QMIGRADO:UTOPIA-1#\r", 0.0) == [Frame(Outcome.CODE, ("MIGRADO:UTOPIA-1",))]
