"""The blocks of 3M and Gemalto swipe readers: `SOH length "OU" STX flag line CR line CR line CR ETX BCC`.

Source: 3M RTE6701-OEM Integration Manual, 9.1 (RTE Native). The length is not used: the marks are enough, and
readers of the family differ in what they count. A document of two lines comes with an empty first line.
"""

from __future__ import annotations

from functools import reduce
from operator import xor

from hardware.id_scanner.frames import DAMAGED, LIMIT_BYTES, QUIET_SECONDS, TRUNCATED, Frame, frame_of_text
from hardware.id_scanner.framing import ETX, STX

SOH = 0x01
_START_OF_TEXT = b"OU" + bytes([STX])
"""Optical reader, unsolicited data."""
_LENGTH_BYTES = (1, 2)


class BlockFraming:
    def __init__(self) -> None:
        self._block: bytearray | None = None
        """Everything after SOH, None while hunting for one."""
        self._text_at: int | None = None
        self._ended = False
        self._last_byte = 0.0

    def feed(self, data: bytes, now: float) -> list[Frame]:
        frames = self.expire(now)
        self._last_byte = now
        frames += [frame for byte in data if (frame := self._take(byte)) is not None]
        return frames

    def expire(self, now: float) -> list[Frame]:
        if self._block is None or now - self._last_byte < QUIET_SECONDS:
            return []
        begun = self._text_at is not None
        self.reset()
        return [TRUNCATED] if begun else []

    def reset(self) -> None:
        self._block = None
        self._text_at = None
        self._ended = False

    def _take(self, byte: int) -> Frame | None:
        if self._block is None:
            if byte == SOH:
                self._block = bytearray()
            return None
        if self._ended:
            return self._finish(self._block, byte)
        self._block.append(byte)
        if self._text_at is None:
            self._take_header(self._block)
            return None
        return self._take_text(self._block, self._text_at, byte)

    def _take_header(self, block: bytearray) -> None:
        length_bytes = len(block) - len(_START_OF_TEXT)
        if block.endswith(_START_OF_TEXT) and length_bytes in _LENGTH_BYTES:
            self._text_at = len(block)
        elif length_bytes >= max(_LENGTH_BYTES):
            self.reset()
            # The byte taken for SOH was noise; the real one may be among those behind it.
            for byte in bytes(block):
                self._take(byte)

    def _take_text(self, block: bytearray, text_at: int, byte: int) -> Frame | None:
        if len(block) == text_at + 1:
            return None  # the flag may have any value
        if byte == ETX:
            self._ended = True
        elif byte == SOH:
            self.reset()
            self._block = bytearray()
        elif len(block) > LIMIT_BYTES:
            self.reset()
            return DAMAGED
        return None

    def _finish(self, block: bytearray, check: int) -> Frame:
        text = bytes(block[(self._text_at or 0) + 1 : -1])
        self.reset()
        computed = reduce(xor, block)
        # Block check characters are counted with or without SOH; the manual does not say which.
        return frame_of_text(text) if check in (computed, computed ^ SOH) else DAMAGED
