"""Fingers that are none: a contact that never lifts, one too short for a finger, one that flickers.

Dirt, water and a cracked glass make a panel report contacts by itself. They would press what a visitor never
pressed, or hold a key so that nothing else reacts. The figures are in `GhostLimits`.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace

from hardware.events import TouchContact

_WAITING, _SHOWN, _IGNORED = "waiting", "shown", "ignored"


@dataclass(frozen=True)
class GhostLimits:
    """Seconds, and distances as parts of the picture's sides."""

    shortest: float = 0.02
    """A quick tap lasts 50 ms or more; a ghost often only one report of the panel (8 to 16 ms). Every touch is
    shown this much later."""
    stuck_after: float = 10.0
    """No control of ours wants to be held for longer."""
    still_within: float = 0.01
    """A resting finger trembles by less."""
    flicker_downs: int = 10
    flicker_window: float = 1.0
    """Nobody taps one place more than ten times in a second; a loose contact does so thirty times."""
    same_place: float = 0.02
    flicker_rest: float = 2.0
    """A flickering place is believed again after so long without a contact."""


@dataclass
class _Finger:
    state: str
    since: float
    first: TouchContact
    last: TouchContact
    still_at: TouchContact
    still_since: float


class GhostFilter:
    """Contacts in, believable contacts out; each `down` that comes out is followed by an `up`."""

    def __init__(self, limits: GhostLimits | None = None) -> None:
        self._limits = limits or GhostLimits()
        self._fingers: dict[int, _Finger] = {}
        self._downs: deque[tuple[float, TouchContact]] = deque(maxlen=64)
        self._muted: list[tuple[float, TouchContact]] = []

    def feed(self, contact: TouchContact, now: float) -> list[TouchContact]:
        shown = self.tick(now)
        if contact.phase == "down":
            shown += self._lift(contact.contact)
            state = _IGNORED if self._flickers(contact, now) else _WAITING
            self._fingers[contact.contact] = _Finger(state, now, contact, contact, contact, now)
        elif contact.phase == "up":
            shown += self._lift(contact.contact, contact)
        else:
            shown += self._move(contact, now)
        return shown

    def tick(self, now: float) -> list[TouchContact]:
        """Return what time alone brings about."""
        return [contact for finger in self._fingers.values() for contact in self._age(finger, now)]

    def next_due(self) -> float | None:
        """Return when `tick` will have something to tell, if no contact comes before."""
        dues = [
            finger.since + self._limits.shortest
            if finger.state == _WAITING
            else finger.still_since + self._limits.stuck_after
            for finger in self._fingers.values()
            if finger.state != _IGNORED
        ]
        return min(dues, default=None)

    def lift_all(self) -> list[TouchContact]:
        """Return an `up` for every finger that is shown, as when the screen was unplugged."""
        return [contact for number in tuple(self._fingers) for contact in self._lift(number)]

    def _lift(self, number: int, where: TouchContact | None = None) -> list[TouchContact]:
        finger = self._fingers.pop(number, None)
        if finger is None or finger.state != _SHOWN:
            return []
        return [where or replace(finger.last, phase="up")]

    def _move(self, contact: TouchContact, now: float) -> list[TouchContact]:
        finger = self._fingers.get(contact.contact)
        if finger is None:
            return []
        finger.last = contact
        if _distance(contact, finger.still_at) > self._limits.still_within:
            finger.still_at, finger.still_since = contact, now
        return [contact] if finger.state == _SHOWN else []

    def _age(self, finger: _Finger, now: float) -> list[TouchContact]:
        if finger.state == _WAITING and now - finger.since >= self._limits.shortest:
            finger.state = _SHOWN
            moved = [finger.last] if finger.last != finger.first else []
            return [finger.first, *moved]
        if finger.state == _SHOWN and now - finger.still_since >= self._limits.stuck_after:
            finger.state = _IGNORED
            return [replace(finger.last, phase="up")]
        return []

    def _flickers(self, contact: TouchContact, now: float) -> bool:
        """Count this `down`, and return whether its place is not to be believed."""
        limits = self._limits
        self._muted = [(last, place) for last, place in self._muted if now - last < limits.flicker_rest]
        for index, (_, place) in enumerate(self._muted):
            if _distance(contact, place) <= limits.same_place:
                self._muted[index] = (now, place)
                return True
        self._downs.append((now, contact))
        recent = [
            place
            for at, place in self._downs
            if now - at < limits.flicker_window and _distance(contact, place) <= limits.same_place
        ]
        if len(recent) <= limits.flicker_downs:
            return False
        self._muted.append((now, contact))
        return True


def _distance(one: TouchContact, other: TouchContact) -> float:
    return max(abs(one.x - other.x), abs(one.y - other.y))
