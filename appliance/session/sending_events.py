"""Events of sending an application, and of asking later what became of it. Past tense, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from appliance.outbox.ports import OutboxChanged, SubmissionProgressed, WhyNot
from appliance.outbox.status_note import StatusNote
from appliance.outbox.submission import Paper
from appliance.session.sending_states import LookupFailure, PaperProblem
from appliance.session.visit import Delivery


@dataclass(frozen=True)
class DeliveryChosen:
    delivery: Delivery


@dataclass(frozen=True)
class StickLookRequested:
    """The visitor asks for what is on the stick."""


@dataclass(frozen=True)
class PaperPicked:
    file_id: str


@dataclass(frozen=True)
class PaperDropped:
    name: str
    """Ours: `unterlage-1.pdf`."""


@dataclass(frozen=True)
class PapersDone:
    pass


@dataclass(frozen=True)
class ConsentGiven:
    pass


@dataclass(frozen=True)
class PrintInstead:
    """Sending is impossible: the same application on paper."""


@dataclass(frozen=True)
class StatusOpened:
    """The visitor asks what became of an application."""


@dataclass(frozen=True)
class SendabilityChanged:
    """Which offices can be sent to, and why not. An office that is not named takes paper only."""

    offices: Mapping[str, WhyNot | None]

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.offices)))


@dataclass(frozen=True, repr=False)
class PaperCleaned:
    """Re-written: nothing in it is active any more."""

    request: int
    paper: Paper


@dataclass(frozen=True)
class PaperNotTaken:
    request: int
    why: PaperProblem


@dataclass(frozen=True, repr=False)
class SubmissionPosted:
    """Sealed and on disk."""

    request: int
    id: str
    status_code: str


@dataclass(frozen=True)
class SubmissionNotPosted:
    request: int
    why: WhyNot


@dataclass(frozen=True, repr=False)
class StatusFound:
    request: int
    note: StatusNote


@dataclass(frozen=True)
class StatusMissed:
    request: int
    why: LookupFailure


SendingIntent: TypeAlias = (
    DeliveryChosen
    | StickLookRequested
    | PaperPicked
    | PaperDropped
    | PapersDone
    | ConsentGiven
    | PrintInstead
    | StatusOpened
)
SendingEvent: TypeAlias = (
    SendabilityChanged
    | PaperCleaned
    | PaperNotTaken
    | SubmissionPosted
    | SubmissionNotPosted
    | SubmissionProgressed
    | OutboxChanged
    | StatusFound
    | StatusMissed
)
