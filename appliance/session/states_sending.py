"""Situations between "check your answers" and the proof: how it goes to the office, papers, consent, sealing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from appliance.outbox.ports import WhyNot


class LookupFailure(StrEnum):
    """Why no state can be shown; each has its words in `status.<kind>.*`."""

    UNKNOWN = "unknown"
    """No such code, or it has expired."""
    OFFLINE = "offline"
    """Nobody can be asked right now."""


@dataclass(frozen=True)
class ChoosingDelivery:
    """Print, send, or both."""

    form_id: str


@dataclass(frozen=True)
class ConsentingToSend:
    """What happens with the data is said, and needs a yes."""

    form_id: str


@dataclass(frozen=True)
class Sending:
    """It is being sealed and written; a moment. Sent on from there by the outbox, without the visitor."""

    form_id: str
    request: int


@dataclass(frozen=True)
class SendingImpossible:
    """Nothing was kept. The visitor is asked to print."""

    form_id: str
    why: WhyNot
