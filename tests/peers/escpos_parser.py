"""ESC/POS bytes to commands, incrementally, as a printer's firmware reads its buffer. Garbage never stops it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Initialise:
    pass


@dataclass(frozen=True)
class Raster:
    """Rows of packed bits, `stride` bytes each."""

    stride: int
    bits: bytes


@dataclass(frozen=True)
class Feed:
    dots: int


@dataclass(frozen=True)
class Cut:
    pass


@dataclass(frozen=True)
class ProcessId:
    id: bytes


@dataclass(frozen=True)
class PaperSensor:
    pass


@dataclass(frozen=True)
class AutomaticStatus:
    """GS a: which changes to report unasked; 0 switches it off."""

    mask: int


@dataclass(frozen=True)
class Text:
    byte: int


Command: TypeAlias = Initialise | Raster | Feed | Cut | ProcessId | PaperSensor | AutomaticStatus | Text

_LINE_DOTS = 30
_ESC_WITH_ONE_ARGUMENT = b"!#%-3EGJMRTVacdtr{ "
_GS_WITH_ONE_ARGUMENT = b"!BHIafhrw/"
_GS_WITH_TWO_ARGUMENTS = b"LPW\\$"


class CommandParser:
    """`next_command` takes one whole command; None while there is none."""

    def __init__(self, *, knows_process_ids: bool = True) -> None:
        self._data = bytearray()
        self._knows_process_ids = knows_process_ids

    def feed(self, data: bytes) -> None:
        self._data += data

    def reset(self) -> None:
        self._data.clear()

    def next_command(self) -> Command | None:
        """Skip what means nothing, and return the next command that does something."""
        while self._data:
            length, command = self._read()
            if length == 0:
                return None
            del self._data[:length]
            if command is not None:
                return command
        return None

    def _read(self) -> tuple[int, Command | None]:
        """Return the length of what comes next, 0 for incomplete, and what it is, None for nothing."""
        match self._data[0]:
            case 0x1B:
                return self._read_esc()
            case 0x1D:
                return self._read_gs()
            case 0x10:
                return self._read_dle()
            case 0x1C:
                return (2, None) if len(self._data) >= 2 else (0, None)
            case 0x0A:
                return 1, Feed(_LINE_DOTS)
            case byte if byte >= 0x20:
                return 1, Text(byte)
        return 1, None

    def _read_dle(self) -> tuple[int, Command | None]:
        """Read a real-time command: it was carried out when it arrived."""
        return (3, None) if len(self._data) >= 3 else (0, None)

    def _read_esc(self) -> tuple[int, Command | None]:
        if len(self._data) < 2:
            return 0, None
        code = self._data[1]
        if code == 0x40:
            return 2, Initialise()
        if code in _ESC_WITH_ONE_ARGUMENT:
            if len(self._data) < 3:
                return 0, None
            return 3, self._feed(code, self._data[2])
        return 2, None

    @staticmethod
    def _feed(code: int, argument: int) -> Command | None:
        if code == ord("d"):
            return Feed(argument * _LINE_DOTS)
        return Feed(argument) if code == ord("J") else None

    def _read_gs(self) -> tuple[int, Command | None]:
        if len(self._data) < 3:
            return 0, None
        code, argument = self._data[1], self._data[2]
        match chr(code):
            case "v":
                return self._read_raster()
            case "V":
                return self._read_cut(argument)
            case "(":
                return self._read_extended()
            case "r":
                return 3, PaperSensor()
            case "a":
                return 3, AutomaticStatus(argument)
        if code in _GS_WITH_TWO_ARGUMENTS:
            return (4, None) if len(self._data) >= 4 else (0, None)
        return (3, None) if code in _GS_WITH_ONE_ARGUMENT else (2, None)

    def _read_raster(self) -> tuple[int, Command | None]:
        if len(self._data) < 8:
            return 0, None
        stride = int.from_bytes(self._data[4:6], "little")
        height = int.from_bytes(self._data[6:8], "little")
        end = 8 + stride * height
        if len(self._data) < end:
            return 0, None
        return end, Raster(stride, bytes(self._data[8:end])) if stride else None

    def _read_cut(self, mode: int) -> tuple[int, Command | None]:
        if mode in (0, 1, 48, 49):
            return 3, Cut()
        return (4, Cut()) if len(self._data) >= 4 else (0, None)

    def _read_extended(self) -> tuple[int, Command | None]:
        """GS ( x pL pH ...: the length is in the command, so that unknown ones can be skipped."""
        if not self._knows_process_ids:
            return 2, None  # cheap firmware drops the two bytes it does not know, and prints the rest as text
        if len(self._data) < 5:
            return 0, None
        end = 5 + int.from_bytes(self._data[3:5], "little")
        if len(self._data) < end:
            return 0, None
        body = bytes(self._data[5:end])
        is_process_id = self._data[2] == ord("H") and body[:2] == b"\x30\x30" and len(body) == 6
        return end, ProcessId(body[2:]) if is_process_id else None
