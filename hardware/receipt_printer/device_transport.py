"""A printer behind the kernel's USB printer class device (/dev/usb/lp0), read and written without blocking."""

from __future__ import annotations

import os
import select
import time

from hardware.receipt_printer.transport import LineLost

_CHUNK = 4096
_PAUSE_SECONDS = 0.02


class DeviceTransport:
    def __init__(self, path: str) -> None:
        """Open the node. Raises OSError when it is not there."""
        self._fd = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)

    def write(self, data: bytes) -> int:
        return write_some(self._fd, data)

    def read(self, timeout_seconds: float) -> bytes:
        data = read_some(self._fd, timeout_seconds)
        if data is None:
            # usblp reports an end of file when the printer has nothing to say.
            time.sleep(min(timeout_seconds, _PAUSE_SECONDS))
        return data or b""

    def close(self) -> None:
        os.close(self._fd)


def write_some(fd: int, data: bytes) -> int:
    """Write to a non-blocking descriptor; 0 when the line takes nothing now."""
    try:
        return os.write(fd, data)
    except BlockingIOError:
        return 0
    except OSError as error:
        raise LineLost(error.errno, "write") from error


def read_some(fd: int, timeout_seconds: float) -> bytes | None:
    """Read from a non-blocking descriptor; empty after the timeout, None at an end of file."""
    readable, _, _ = select.select([fd], [], [], timeout_seconds)
    if not readable:
        return b""
    try:
        return os.read(fd, _CHUNK) or None
    except BlockingIOError:
        return b""
    except OSError as error:
        raise LineLost(error.errno, "read") from error
