"""What the updater must not forget over a power cut."""

from __future__ import annotations

import msgspec

from appliance.telemetry.messages import UpdateWanted


class Installation(msgspec.Struct, frozen=True):
    """A bundle that was written to a slot."""

    wanted: UpdateWanted
    slot: str
    boot: str
    """The kernel's id of the run in which it was written: any other one was started after it."""
    fell_back: bool = False
    """The machine was started after it, and came up in the other slot."""


class GivenUp(msgspec.Struct, frozen=True):
    wanted: UpdateWanted
    error: str


class Memory(msgspec.Struct, frozen=True):
    begun: Installation | None = None
    """RAUC was asked to; nobody has heard yet what came of it."""
    installed: Installation | None = None
    given_up: tuple[GivenUp, ...] = ()
    """What is not tried again, oldest first."""

    def why_given_up(self, wanted: UpdateWanted) -> str:
        """Return why this very message is not tried again; empty: it is."""
        return next((each.error for each in self.given_up if each.wanted == wanted), "")


_MOST_GIVEN_UP = 20


def giving_up(memory: Memory, wanted: UpdateWanted, error: str) -> Memory:
    others = tuple(each for each in memory.given_up if each.wanted != wanted)
    return msgspec.structs.replace(memory, given_up=(*others, GivenUp(wanted, error))[-_MOST_GIVEN_UP:])
