"""Wrong PINs of a terminal: five are free, each further one locks for twice as long as the one before. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

FREE_TRIES = 5
FIRST_LOCK_S = 60
LONGEST_LOCK_S = 3600


@dataclass(frozen=True)
class Tries:
    """Since somebody was admitted the last time; one count for all staff numbers."""

    wrong: int = 0
    locked_until: dt.datetime | None = None

    def locked_for_s(self, now: dt.datetime) -> float:
        """Return the seconds during which no PIN is looked at."""
        return max(0.0, (self.locked_until - now).total_seconds()) if self.locked_until else 0.0


NO_TRIES = Tries()


def lock_s(wrong: int) -> int:
    """Return how long the terminal is locked after so many wrong PINs: 0, then 1, 2, 4 … 60 minutes."""
    beyond = wrong - FREE_TRIES
    return 0 if beyond < 0 else int(min(LONGEST_LOCK_S, FIRST_LOCK_S * 2 ** min(beyond, 10)))


def one_more_wrong(tries: Tries, now: dt.datetime) -> Tries:
    wrong = tries.wrong + 1
    lock = lock_s(wrong)
    return Tries(wrong, now + dt.timedelta(seconds=lock) if lock else None)


def settled(tries: Tries, now: dt.datetime) -> Tries:
    """Return the tries after a restart: a clock that was set back must not lock for longer than was meant."""
    if tries.locked_for_s(now) <= lock_s(tries.wrong):
        return tries
    return Tries(tries.wrong, now + dt.timedelta(seconds=lock_s(tries.wrong)))
