"""When a terminal may start anew into the update that lies ready. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Literal

from appliance.telemetry.messages import UpdatePhase

QUIET_S = 180.0
"""Nobody has been served for so long. People come back for what they forgot."""
NIGHT_BEGINS = 2
NIGHT_ENDS = 5
"""Hours, local time. Each terminal begins at its own minute of all but the last of them."""


@dataclass(frozen=True)
class Moment:
    phase: UpdatePhase
    when: Literal["night", "now"]
    quiet_s: float
    """How long nobody has been served."""
    local: dt.datetime
    clock_believed: bool
    """A time server is followed; a Raspberry Pi has no clock of its own."""
    terminal_id: str
    rescue: bool
    """Nothing is on the screen: nobody can be served."""


def may_start_anew(moment: Moment) -> bool:
    if moment.phase != "waiting":
        return False
    if moment.rescue:
        return True
    if moment.quiet_s < QUIET_S:
        return False
    return moment.when == "now" or (moment.clock_believed and _is_night(moment.local, moment.terminal_id))


def _is_night(local: dt.datetime, terminal_id: str) -> bool:
    """Not all at once: a hall of terminals that start is a hall without one."""
    minutes = (local.hour - NIGHT_BEGINS) * 60 + local.minute
    return first_minute(terminal_id) <= minutes < (NIGHT_ENDS - NIGHT_BEGINS) * 60


def first_minute(terminal_id: str) -> int:
    """Return the minute of the night from which on this terminal may, the same each night."""
    spread = (NIGHT_ENDS - NIGHT_BEGINS - 1) * 60
    return int.from_bytes(hashlib.sha256(terminal_id.encode()).digest()[:4]) % spread
