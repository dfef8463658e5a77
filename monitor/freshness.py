"""How far what is known of a terminal may be believed now: computed from time, never stored."""

from __future__ import annotations

from enum import StrEnum

from monitor.fleet import TerminalFacts
from monitor.settings import Limits

AFTER_WILL_S = 5.0
"""A live message so long after a will shows that the will was wrong: an old connection's, sent late."""


class Freshness(StrEnum):
    FRESH = "fresh"
    STALE = "stale"
    LOST = "lost"


def freshness(terminal: TerminalFacts, now: float, limits: Limits) -> Freshness:
    """Judge by the age of live messages. What the broker retained or the database restored is stale at best."""
    if has_valid_will(terminal) or silent_for(terminal, now) > limits.lost_after_s:
        return Freshness.LOST
    if not terminal.live or silent_for(terminal, now) > limits.stale_after_s:
        return Freshness.STALE
    return Freshness.FRESH


def has_valid_will(terminal: TerminalFacts) -> bool:
    """Whether the broker said that the connection broke, and nothing live has come since."""
    if terminal.state is None or terminal.state.s != "lost":
        return False
    return terminal.seen_at is None or terminal.seen_at <= terminal.state_at + AFTER_WILL_S


def is_switched_off(terminal: TerminalFacts, now: float, limits: Limits) -> bool:
    """Whether it said good-bye: out of service was its last word, and the broker has no will to tell.

    A terminal that is out of service and runs goes on speaking of its health. As it does not repeat a state that
    stays, its good-bye may have been said earlier, and silence without a will has to do.
    """
    if terminal.state is None or terminal.state.s != "out_of_service":
        return False
    spoke_since = terminal.seen_at is not None and terminal.seen_at > terminal.state_at
    return not spoke_since or freshness(terminal, now, limits) is not Freshness.FRESH


def silent_since(terminal: TerminalFacts) -> float:
    """The last live message, or when the monitor first met a terminal that never spoke."""
    return terminal.seen_at if terminal.seen_at is not None else terminal.known_at


def silent_for(terminal: TerminalFacts, now: float) -> float:
    return max(0.0, now - silent_since(terminal))
