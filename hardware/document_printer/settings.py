"""What the A4 printer's driver needs to know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CupsSettings:
    queue: str = "a4"
    server: str = "/run/cups/cups.sock"
    """A socket's path, or a host name."""
    port: int = 631
    device_uri: str = ""
    """Where the device itself answers IPP; empty: what the queue says."""
    poll_active_s: float = 0.4
    """After anything has changed; then more and more slowly, to one of the next two."""
    poll_waiting_s: float = 1.0
    """While a job is under way."""
    poll_idle_s: float = 4.0
    left_behind_s: float = 60.0
    """So long a job of an earlier run may still come out before it is cancelled; see docs/decisions/0011."""
