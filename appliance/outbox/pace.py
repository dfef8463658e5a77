"""When to try and when to ask again. Pure: chance comes in as a number from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MOST_DOUBLINGS: Final = 32


@dataclass(frozen=True)
class Pace:
    """Waits that grow from try to try, each shortened by chance, so that terminals do not come all at once."""

    first_s: float
    factor: float
    longest_s: float

    def wait_s(self, tries: int, chance: float) -> float:
        """Return the seconds after this many tries (1, 2, …): between half of what is due and all of it."""
        whole = min(self.first_s * self.factor ** min(max(tries - 1, 0), MOST_DOUBLINGS), self.longest_s)
        return whole * (1 + chance) / 2


SEND_AGAIN: Final = Pace(first_s=5, factor=2, longest_s=2 * 3600)
"""The longest wait is what an office loses after a long outage of its network."""
ASK_AGAIN: Final = Pace(first_s=120, factor=1.5, longest_s=6 * 3600)
"""People who wait at the terminal get their proof within minutes, letters of the office take days."""
KEYS_AGAIN: Final = Pace(first_s=30, factor=2, longest_s=1800)
DISK_AGAIN: Final = Pace(first_s=2, factor=2, longest_s=60)
KEYS_FRESH_S: Final = 6 * 3600.0
"""After that a key is fetched again, so that a new one is in use on the same day."""
