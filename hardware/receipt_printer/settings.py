"""How to reach the receipt printer, and how patient to be with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Confirmation(StrEnum):
    """How the printer says that what it was sent is done. Best first."""

    PROCESS_ID = "process-id"
    """GS ( H: answered when everything before it is on paper."""
    PAPER_SENSOR = "paper-sensor"
    """GS r: answered in its turn; nearly every printer can."""
    ELAPSED_TIME = "elapsed-time"
    """It says nothing: the time that printing takes, without any error, has to do."""


@dataclass(frozen=True)
class ReceiptPrinterSettings:
    address: str
    """`tcp://192.0.2.7:9100`, `serial:///dev/ttyUSB0` or `usb:///dev/usb/lp0`."""
    baud_rate: int = 115200
    confirmation: Confirmation | None = None
    """None: find out before the first receipt."""
    idle_poll_seconds: float = 2.0
    busy_poll_seconds: float = 0.05
    stopped_poll_seconds: float = 0.25
    """A stopped printer prints nothing, so that the questions only fill its buffer."""
    reply_seconds: float = 0.4
    """A status byte not there by then counts as missing."""
    silent_seconds: float = 1.5
    """Without a valid answer for so long, the state is unknown."""
    reconnect_seconds: float = 0.5
    """First wait; doubled up to `reconnect_seconds_max`."""
    reconnect_seconds_max: float = 10.0
    stalled_seconds: float = 5.0
    """Ready, but confirming nothing: then ask whether it has lost our data (switched off and on)."""
    recovery_seconds: float = 3.0
    """Between attempts to bring the cutter back: it stays stopped until it is told to try again."""
    dots_per_second: int = 400
    """50 mm/s, slower than any printer of the last decade; used with `ELAPSED_TIME` only."""
