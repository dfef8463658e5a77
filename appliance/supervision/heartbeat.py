"""The small file that says how the terminal is: written by its owner thread, read by `appliance.mark_good`."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

NAME = "heartbeat.json"


class Heartbeat(msgspec.Struct, frozen=True, kw_only=True):
    """One beat. All times are seconds of CLOCK_MONOTONIC, which all processes of a machine share."""

    at: float
    since: float
    """Since when it has been beating without a pause."""
    rescue: bool = False
    """The display has failed, and this is what runs instead."""
    first_frame: float | None = None
    """None: nothing has been on the display yet."""
    devices: dict[str, str] | None = None
    """What each device says of itself, as in the telemetry; None: the terminal is still being put together."""


def write_heartbeat(directory: Path, beat: Heartbeat) -> None:
    """Replace the file whole; whoever reads it sees this beat or the one before. Raises OSError."""
    fresh = directory / f".{NAME}"
    fresh.write_bytes(msgspec.json.encode(beat))
    fresh.replace(directory / NAME)


def read_heartbeat(directory: Path) -> Heartbeat | None:
    """Return the last beat; None where there is none that can be read."""
    with contextlib.suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode((directory / NAME).read_bytes(), type=Heartbeat)
    return None
