"""What came of a try to sign in. Imports nothing: the session machine knows it, and so does the first screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    ADMITTED = "admitted"
    WRONG = "wrong"
    """Number or PIN; which of both is told to nobody."""
    LOCKED = "locked"
    """Too many wrong PINs: none is looked at for a while."""
    NOT_A_BADGE = "not_a_badge"
    """Another code of ours, such as a receipt's."""
    TAMPERED = "tampered"
    """Not signed with the key of this site, or damaged."""
    EXPIRED = "expired"
    CLOCK = "clock"
    """The badge is from a day that this terminal's clock has not reached: the clock is wrong."""
    FOREIGN = "foreign"
    """A badge of another site."""
    REVOKED = "revoked"
    NOT_SET_UP = "not_set_up"
    """The terminal has no staff file, or one with mistakes."""


@dataclass(frozen=True)
class Judgement:
    verdict: Verdict
    staff_id: str = ""
    """Only of who was admitted."""
    locked_for_s: float = 0.0
    """How long no PIN is looked at from now on."""
