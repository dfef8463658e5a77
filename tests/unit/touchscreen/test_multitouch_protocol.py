"""Recorded events of the kernel to fingers."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.input_recording import parse_recording
from hardware.input_stream import Axis, InputEvent
from hardware.touchscreen.multitouch_protocol import (
    MultitouchDecoder,
    SingleTouchDecoder,
    TouchDecoder,
    decoder_for,
    position_axes,
)

RECORDINGS = Path(__file__).parent / "recordings"
MULTITOUCH_AXES = {code: Axis(0, 32767) for code in (0x00, 0x01, 0x2F, 0x35, 0x36)} | {0x39: Axis(0, 65535)}


def decoded(decoder: TouchDecoder, events: tuple[InputEvent, ...]) -> list[tuple[int, str, int, int]]:
    raw = [contact for event in events for contact in decoder.feed(event)]
    return [(contact.contact, contact.phase, contact.x, contact.y) for contact in raw]


def recording(name: str) -> tuple[InputEvent, ...]:
    return parse_recording((RECORDINGS / f"{name}.txt").read_text())


def test_two_fingers_are_told_apart() -> None:
    assert decoded(MultitouchDecoder(), recording("two_fingers_protocol_b")) == [
        (0, "down", 8000, 16000),
        (1, "down", 24000, 16000),
        (0, "move", 12000, 16000),
        (0, "up", 12000, 16000),
        (1, "up", 24000, 16000),
    ]


def test_a_second_tap_at_the_same_place_has_its_position() -> None:
    assert decoded(MultitouchDecoder(), recording("same_place_twice_protocol_b")) == [
        (0, "down", 100, 200),
        (0, "up", 100, 200),
        (0, "down", 100, 200),
        (0, "up", 100, 200),
    ]


def test_single_touch() -> None:
    assert decoded(SingleTouchDecoder(), recording("slide_single_touch")) == [
        (0, "down", 1000, 3000),
        (0, "move", 2000, 3000),
        (0, "up", 2000, 3000),
    ]


def test_nothing_is_told_before_the_report_is_complete() -> None:
    events = recording("two_fingers_protocol_b")[:7]
    assert decoded(MultitouchDecoder(), events) == []


def test_a_new_finger_in_the_slot_of_another_lifts_that_one_first() -> None:
    events = parse_recording("0 3 0x39 1\n0 3 0x35 5\n0 3 0x36 6\n0 0 0 0\n1 3 0x39 2\n1 3 0x35 9\n1 0 0 0")
    assert [phase for _, phase, _, _ in decoded(MultitouchDecoder(), events)] == ["down", "up", "down"]


def test_the_slot_in_use_when_the_device_is_opened_counts() -> None:
    axes = MULTITOUCH_AXES | {0x2F: Axis(0, 9, value=3)}
    events = parse_recording("0 3 0x39 1\n0 3 0x35 5\n0 3 0x36 6\n0 0 0 0")
    assert decoder_for(axes).feed(events[0]) == []
    assert decoded(decoder_for(axes), events) == [(3, "down", 5, 6)]


@pytest.mark.parametrize(
    ("decoder", "before", "lost"),
    [
        (MultitouchDecoder(), "0 3 0x39 1\n0 3 0x35 5\n0 3 0x36 6\n0 0 0 0", "1 3 0x35 9"),
        (SingleTouchDecoder(), "0 1 0x14a 1\n0 3 0 5\n0 3 1 6\n0 0 0 0", "1 3 0 9"),
    ],
)
def test_after_dropped_events_every_finger_is_up(decoder: TouchDecoder, before: str, lost: str) -> None:
    assert [phase for _, phase, _, _ in decoded(decoder, parse_recording(before))] == ["down"]
    after = parse_recording(f"1 0 3 0\n{lost}\n1 0 0 0")
    assert decoded(decoder, after) == [(0, "up", 5, 6)]
    assert [phase for _, phase, _, _ in decoded(decoder, parse_recording(before.replace("0x39 1", "0x39 2")))] == [
        "down"
    ]


def test_a_panel_that_imitates_single_touch_is_read_as_multitouch() -> None:
    assert isinstance(decoder_for(MULTITOUCH_AXES), MultitouchDecoder)
    assert isinstance(decoder_for({0: Axis(0, 4095), 1: Axis(0, 4095)}), SingleTouchDecoder)


def test_a_device_without_position_is_no_touchscreen() -> None:
    assert position_axes({0: Axis(0, 1), 1: Axis(0, 2)}) == (Axis(0, 1), Axis(0, 2))
    with pytest.raises(KeyError):
        position_axes({0x18: Axis(0, 255)})


def test_a_faulty_recording_names_its_line() -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse_recording("0 0 0 0\n0 0 0\n")
