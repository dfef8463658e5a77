"""Notes at the broker: readable with the code, and with nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from appliance.outbox.note_sealing import MOST_BYTES, NoteUnreadable, open_note, seal_note
from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.outbox.status_note import StatusNote

KEY, NONCE = bytes(range(32)), bytes(range(12))
NOTE = StatusNote(
    "wohnungsamt",
    "wohnberechtigungsschein",
    "application",
    Stage.CONFIRMED,
    OfficeAnswer.PAPERS_NEEDED,
    "2026-03-02T08:00:00.000Z",
    "2026-03-05T10:00:00.000Z",
    "2026-06-03T10:00:00.000Z",
)


def test_a_note_is_opened_with_its_key() -> None:
    assert open_note(seal_note(NOTE, KEY, NONCE), KEY) == NOTE


def test_nothing_of_it_can_be_read_on_the_way() -> None:
    payload = seal_note(NOTE, KEY, NONCE)
    for word in (b"wohn", b"confirmed", b"papers", b"2026"):
        assert word not in payload


def test_another_code_opens_nothing() -> None:
    with pytest.raises(NoteUnreadable):
        open_note(seal_note(NOTE, KEY, NONCE), bytes(32))


@given(some.integers(0, 10_000), some.integers(1, 255))
def test_a_changed_byte_is_noticed(place: int, change: int) -> None:
    payload = bytearray(seal_note(NOTE, KEY, NONCE))
    payload[place % len(payload)] ^= change
    with pytest.raises(NoteUnreadable):
        open_note(bytes(payload), KEY)


@given(some.binary(max_size=MOST_BYTES + 100))
def test_garbage_is_no_note(payload: bytes) -> None:
    with pytest.raises(NoteUnreadable):
        open_note(payload, KEY)
