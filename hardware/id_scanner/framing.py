"""Transmissions marked by STX and ETX (Desko), or by nothing but line ends (Honeywell, Opticon, key wedges)."""

from __future__ import annotations

from hardware.id_scanner.frames import (
    DAMAGED,
    LIMIT_BYTES,
    QUIET_SECONDS,
    TRUNCATED,
    Frame,
    Outcome,
    code_of,
    frame_of,
    frame_of_text,
    zone_at_end,
)

STX, ETX = 0x02, 0x03
_LINE_ENDS = frozenset(b"\r\n")
_NOISE = "".join(map(chr, (*range(0x20), *range(0x7F, 0x100))))
"""What a line catches while it is plugged in; it stands before the first line."""
_MOST_LINES = 3
_LEAST_CHARACTERS = 7
"""Less than this, without any mark around it, is noise on the line and nothing a visitor did."""


class StxFraming:
    """`STX line CR line CR [line CR] ETX`. What stands outside is skipped, and a new STX begins anew."""

    def __init__(self) -> None:
        self._body: bytearray | None = None
        self._last_byte = 0.0

    def feed(self, data: bytes, now: float) -> list[Frame]:
        frames = self.expire(now)
        self._last_byte = now
        frames += [frame for byte in data if (frame := self._take(byte)) is not None]
        return frames

    def expire(self, now: float) -> list[Frame]:
        if self._body is None or now - self._last_byte < QUIET_SECONDS:
            return []
        self.reset()
        return [TRUNCATED]

    def reset(self) -> None:
        self._body = None

    def _take(self, byte: int) -> Frame | None:
        if byte == STX:
            self._body = bytearray()
        elif self._body is None:
            return None
        elif byte == ETX:
            text = bytes(self._body)
            self.reset()
            return frame_of_text(text)
        elif len(self._body) >= LIMIT_BYTES:
            self.reset()
            return DAMAGED
        else:
            self._body.append(byte)
        return None


class LineFraming:
    """Lines that end with CR, LF, both, or the suffix; each may begin with the prefix.

    Nothing says where a document begins or ends, so it is complete as soon as the last lines have the sizes of
    a zone, and has broken off when the line falls quiet before. A code is one line.
    """

    def __init__(self, prefix: bytes = b"", suffix: bytes = b"") -> None:
        self._prefix = prefix.decode("latin-1")
        self._suffix = suffix.rstrip(b"\r\n")
        self._line = bytearray()
        self._lines: list[str] = []
        self._last_byte = 0.0

    def feed(self, data: bytes, now: float) -> list[Frame]:
        frames = self.expire(now)
        self._last_byte = now
        frames += [frame for byte in data if (frame := self._take(byte)) is not None]
        return frames

    def expire(self, now: float) -> list[Frame]:
        if not (self._line or self._lines) or now - self._last_byte < QUIET_SECONDS:
            return []
        whole = self._end_line()
        if whole is not None:
            return [whole]
        lines = self._lines
        self.reset()
        return [frame_of(lines)] if sum(map(len, lines)) >= _LEAST_CHARACTERS else []

    def reset(self) -> None:
        self._line = bytearray()
        self._lines = []

    def _take(self, byte: int) -> Frame | None:
        if byte in _LINE_ENDS:
            return self._end_line()
        if len(self._line) >= LIMIT_BYTES:
            self.reset()
            return DAMAGED
        self._line.append(byte)
        if self._suffix and self._line.endswith(self._suffix):
            return self._end_line()
        return None

    def _end_line(self) -> Frame | None:
        # Latin-1 keeps one character a byte; what is not of the zone's alphabet is refused by the parser.
        line = self._line.removesuffix(self._suffix).decode("latin-1")
        self._line = bytearray()
        if self._prefix:
            line = line.rpartition(self._prefix)[2]
        line = line.lstrip(_NOISE)
        if not line:
            return None
        code = code_of(line)
        if code is not None:
            self._lines = []
            return code
        self._lines = [*self._lines[1 - _MOST_LINES :], line]
        zone = zone_at_end(self._lines)
        if zone is None:
            return None
        self._lines = []
        return Frame(Outcome.COMPLETE, zone)
