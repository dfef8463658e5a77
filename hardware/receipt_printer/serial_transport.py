"""A printer on a serial line, RS-232 or a USB adapter."""

from __future__ import annotations

import serial

from hardware.receipt_printer.device_transport import read_some, write_some
from hardware.receipt_printer.transport import LineLost


class SerialTransport:
    """pyserial sets the line up; bytes then go through its descriptor, which tells how many were taken."""

    def __init__(self, path: str, baud_rate: int) -> None:
        """Open the line, 8N1. Raises OSError when it is not there."""
        self._port = serial.Serial(path, baud_rate, timeout=0, exclusive=True)

    def write(self, data: bytes) -> int:
        return write_some(self._port.fileno(), data)

    def read(self, timeout_seconds: float) -> bytes:
        data = read_some(self._port.fileno(), timeout_seconds)
        if data is None:
            raise LineLost("hung up")
        return data

    def close(self) -> None:
        self._port.close()
