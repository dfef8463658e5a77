"""The narrow port between the driver and a line: bytes out, bytes in, close."""

from __future__ import annotations

from typing import Protocol


class LineLost(OSError):
    """The device is gone: unplugged, switched off, or the connection was closed."""


class Transport(Protocol):
    def write(self, data: bytes) -> int:
        """Send what the line takes now and return how many bytes that was. Raises LineLost."""

    def read(self, timeout_seconds: float) -> bytes:
        """Return what has come, waiting for a first byte; empty after the timeout. Raises LineLost."""

    def close(self) -> None: ...
