"""How a document reader is connected and how it was set up by its maker's configuration sheets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardware.id_scanner.block_framing import BlockFraming
from hardware.id_scanner.frames import Framing
from hardware.id_scanner.framing import LineFraming, StxFraming


class FramingKind(StrEnum):
    STX = "stx"
    """Desko."""
    BLOCK = "block"
    """3M, Gemalto, Thales."""
    LINES = "lines"
    """Honeywell, Opticon."""


class KeyLayout(StrEnum):
    """The host keyboard that a wedge believes it types on."""

    GERMAN = "de"
    US = "us"


@dataclass(frozen=True)
class SerialScannerSettings:
    port: str
    """A stable path, such as `/dev/serial/by-id/…`: it has to be the same after unplugging."""
    framing: FramingKind = FramingKind.STX
    baud_rate: int = 9600
    prefix: bytes = b""
    suffix: bytes = b""
    model: str = ""


@dataclass(frozen=True)
class WedgeSettings:
    layout: KeyLayout = KeyLayout.GERMAN
    prefix: bytes = b""
    suffix: bytes = b""
    model: str = ""


def new_framing(settings: SerialScannerSettings) -> Framing:
    match settings.framing:
        case FramingKind.STX:
            return StxFraming()
        case FramingKind.BLOCK:
            return BlockFraming()
        case FramingKind.LINES:
            return LineFraming(settings.prefix, settings.suffix)
