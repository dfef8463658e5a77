"""Whether the image that is running has proven itself. Pure: facts in, a verdict and its reasons out.

Never judged: whether the broker or an office can be reached. Sites may be offline; a good image is good there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from appliance.supervision.heartbeat import Heartbeat

HELD_S = 60.0
"""How long the heart must have beaten without a pause."""
SILENT_S = 10.0
"""A heartbeat older than this is none."""
RESCUE_TELLS_S = 60.0
"""What the rescue is given to tell the monitor of it, before the machine starts into the other image."""
PATIENCE_S = 900.0
"""After a start that brought nothing at all for so long, an unproven image is given up."""
ENUMERATED = frozenset({"ready", "busy", "stopped"})
"""The touchscreen must be there; a printer or reader may be switched off, but must have been looked for."""
LOOKED_FOR = ENUMERATED | {"absent"}
ROLES = ("a4", "receipt", "scanner", "touch")


class Verdict(Enum):
    GOOD = "good"
    NOT_YET = "not yet"
    NEVER = "never"
    """Given up: the other image did work."""


@dataclass(frozen=True)
class Facts:
    now: float
    """Seconds since the machine was started, of the clock that the heartbeat has."""
    beat: Heartbeat | None
    data_writable: bool
    proven: bool
    """This image was found good before, in this slot."""
    other_proven: bool
    """There is something to fall back to."""


@dataclass(frozen=True)
class Judgement:
    verdict: Verdict
    missing: tuple[str, ...] = ()
    """What is still wanting, in plain words for the journal."""


def judge(facts: Facts) -> Judgement:
    missing = tuple(_missing(facts))
    if not missing:
        return Judgement(Verdict.GOOD)
    if not facts.proven and facts.other_proven and _hopeless(facts):
        return Judgement(Verdict.NEVER, missing)
    return Judgement(Verdict.NOT_YET, missing)


def _missing(facts: Facts) -> Iterator[str]:
    beat = facts.beat
    if beat is None or facts.now - beat.at > SILENT_S:
        yield "no heartbeat"
        return
    if beat.rescue:
        yield "the display has failed"
        return
    if beat.first_frame is None:
        yield "nothing has been on the display"
    if beat.at - beat.since < HELD_S:
        yield f"the heartbeat has held for {beat.at - beat.since:.0f} of {HELD_S:.0f} seconds"
    if not facts.data_writable:
        yield "the data partition cannot be written"
    yield from _not_enumerated(beat)


def _not_enumerated(beat: Heartbeat) -> Iterator[str]:
    if beat.devices is None:
        yield "the terminal is not put together"
        return
    for role in ROLES:
        if beat.devices.get(role) not in (ENUMERATED if role == "touch" else LOOKED_FOR):
            yield f"{role} has not been found" if role == "touch" else f"{role} has not been looked for"


def _hopeless(facts: Facts) -> bool:
    beat = facts.beat
    if beat is not None and beat.rescue and beat.at - beat.since >= RESCUE_TELLS_S:
        return True
    return facts.now >= PATIENCE_S
