"""What the printer sends, taken apart byte by byte: status bytes, process IDs, paper sensor replies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from hardware.receipt_printer.status_bytes import is_real_time_reply

_PROCESS_ID_HEADER = b"\x37\x22"
_PROCESS_ID_LENGTH = 7
_PAPER_SENSOR_VALUES = frozenset((0x00, 0x03, 0x0C, 0x0F))
_FLOW_CONTROL = frozenset((0x11, 0x13))
"""XON and XOFF, on serial lines that are set so."""


@dataclass(frozen=True)
class RealTimeReply:
    """The answer to DLE EOT n; which n is known from the order of asking only."""

    byte: int


@dataclass(frozen=True)
class ProcessIdReply:
    process_id: str


@dataclass(frozen=True)
class PaperSensorReply:
    """The answer to GS r 1."""


@dataclass(frozen=True)
class Garbage:
    byte: int


Reply: TypeAlias = RealTimeReply | ProcessIdReply | PaperSensorReply | Garbage


class ReplyParser:
    """Feed bytes as they arrive; a process ID may come in pieces, so at most six bytes are held back."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> list[Reply]:
        replies: list[Reply] = []
        self._held += data
        while self._held and not self._is_incomplete():
            replies.extend(self._take())
        return replies

    def _is_incomplete(self) -> bool:
        return len(self._held) < _PROCESS_ID_LENGTH and _may_be_process_id(self._held)

    def _take(self) -> list[Reply]:
        if len(self._held) >= _PROCESS_ID_LENGTH and _may_be_process_id(self._held[:_PROCESS_ID_LENGTH]):
            block, self._held = self._held[:_PROCESS_ID_LENGTH], self._held[_PROCESS_ID_LENGTH:]
            return [ProcessIdReply(block[2:6].decode("ascii"))]
        byte, self._held = self._held[0], self._held[1:]
        return _single(byte)


def _may_be_process_id(block: bytes) -> bool:
    """Whether the block is, or is the beginning of, `37h 22h A-P A-P A-P A-P 00h`."""
    letters, end = block[2:6], block[6:7]
    return (
        _PROCESS_ID_HEADER.startswith(block[:2])
        and all(0x41 <= byte <= 0x50 for byte in letters)
        and end in (b"", b"\0")
    )


def _single(byte: int) -> list[Reply]:
    if byte in _FLOW_CONTROL:
        return []
    if is_real_time_reply(byte):
        return [RealTimeReply(byte)]
    if byte in _PAPER_SENSOR_VALUES:
        return [PaperSensorReply()]
    return [Garbage(byte)]
