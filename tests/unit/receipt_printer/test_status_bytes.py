"""Status bytes to facts to what a person is told."""

from __future__ import annotations

import pytest

from hardware.events import DeviceState, LevelSource, Severity
from hardware.receipt_printer.status_bytes import absent, decide, is_real_time_reply, read_facts, silent

FINE = (0x12, 0x12, 0x12, 0x12)


@pytest.mark.parametrize(
    ("replies", "state", "severity", "keywords"),
    [
        (FINE, DeviceState.READY, Severity.OK, []),
        ((0x16, 0x12, 0x12, 0x12), DeviceState.READY, Severity.OK, []),  # a cash drawer's pin
        ((0x12, 0x12, 0x12, 0x1E), DeviceState.READY, Severity.WARNING, ["media-low"]),
        ((0x1A, 0x32, 0x12, 0x7E), DeviceState.STOPPED, Severity.ERROR, ["media-empty"]),
        ((0x12, 0x12, 0x12, 0x72), DeviceState.STOPPED, Severity.ERROR, ["media-empty"]),
        ((0x1A, 0x16, 0x12, 0x12), DeviceState.STOPPED, Severity.ERROR, ["cover-open"]),
        ((0x1A, 0x56, 0x52, 0x12), DeviceState.STOPPED, Severity.ERROR, ["cover-open"]),  # while printing
        ((0x1A, 0x36, 0x12, 0x7E), DeviceState.STOPPED, Severity.ERROR, ["cover-open", "media-empty"]),
        (
            (0x1A, 0x52, 0x1A, 0x1E),
            DeviceState.STOPPED,
            Severity.ERROR,
            ["separation-cutter-recoverable-failure", "media-low"],
        ),
        ((0x1A, 0x52, 0x32, 0x12), DeviceState.STOPPED, Severity.ERROR, ["other"]),
        ((0x1A, 0x52, 0x52, 0x12), DeviceState.STOPPED, Severity.ERROR, ["other"]),  # a hot head
        ((0x1A, 0x1A, 0x12, 0x12), DeviceState.BUSY, Severity.OK, []),  # someone feeds paper
    ],
)
def test_what_the_bytes_mean(
    replies: tuple[int, ...], state: DeviceState, severity: Severity, keywords: list[str]
) -> None:
    status = decide(read_facts(replies))
    assert (status.state, status.severity) == (state, severity)
    assert [reason.keyword for reason in status.reasons] == keywords
    assert [(level.name, level.percent, level.source) for level in status.levels] == [
        ("roll", None, LevelSource.SENSED)
    ]


@pytest.mark.parametrize(
    "replies",
    [(), (None,), (0x12,), (0x12, 0x12, 0x12), (0x12, None, 0x12, 0x12), (0x12, 0x12, 0x12, 0x00), (0xFF,) * 4],
)
def test_a_missing_or_invalid_byte_is_unknown(replies: tuple[int | None, ...]) -> None:
    assert read_facts(replies) is None
    assert decide(read_facts(replies)).state is DeviceState.UNKNOWN


def test_the_mask_lets_sixteen_of_256_bytes_pass() -> None:
    valid = [byte for byte in range(256) if is_real_time_reply(byte)]
    assert len(valid) == 16
    assert all(byte & 0x02 and byte & 0x10 and not byte & 0x81 for byte in valid)


def test_silence_and_absence_claim_no_level() -> None:
    for status in (silent(), absent()):
        assert {level.source for level in status.levels} == {LevelSource.UNKNOWN}
        assert status.severity is not Severity.OK
