"""Situations between "check your answers" and the proof: how it goes to the office, papers, consent, sealing."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from appliance.outbox.ports import WhyNot
from hardware.events import StickFile


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


class StickPhase(StrEnum):
    NOT_ASKED = "not_asked"
    """Nothing on the stick has been touched."""
    LOOKING = "looking"
    LISTED = "listed"


class PaperProblem(StrEnum):
    """Why a paper was not taken; each has its words in `papers.problem.<kind>`."""

    NO_STICK = "no_stick"
    STICK_UNREADABLE = "stick_unreadable"
    NO_PDF = "no_pdf"
    FILE_GONE = "file_gone"
    TOO_LARGE = "too_large"
    TOO_LARGE_TOGETHER = "too_large_together"
    TOO_MANY = "too_many"
    TOO_MANY_PAGES = "too_many_pages"
    ENCRYPTED = "encrypted"
    NOT_READABLE = "not_readable"
    """No PDF, broken, or it took too long."""


@dataclass(frozen=True)
class AddingPapers:
    """The visitor may add PDFs from a USB stick."""

    form_id: str
    phase: StickPhase = StickPhase.NOT_ASKED
    files: tuple[StickFile, ...] = field(default=(), repr=False)
    taken: tuple[str, ...] = ()
    """Ids of the files that have been added."""
    busy: str = ""
    """The file that is being read and re-written."""
    request: int = 0
    problem: PaperProblem | None = None


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
