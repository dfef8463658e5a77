"""Commands of sending, and of asking what became of a submission. Imperative, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from appliance.forms.answers import Answers
from appliance.outbox.submission import Paper
from appliance.session.visit import Application, Delivery


@dataclass(frozen=True)
class LookAtStick:
    """List the PDFs; comes back as `StickListed` or `StickFailed`."""


@dataclass(frozen=True)
class ReadStickFile:
    file_id: str


@dataclass(frozen=True)
class ReleaseStick:
    """Nobody needs it any more; it can be pulled out."""


@dataclass(frozen=True, repr=False)
class CleanPaper:
    """Re-write it; comes back as `PaperCleaned` or `PaperNotTaken`."""

    request: int
    name: str
    data: bytes


@dataclass(frozen=True, repr=False)
class PostSubmission:
    """Seal it and keep it for the office; comes back as `SubmissionPosted` or `SubmissionNotPosted`."""

    request: int
    application: Application
    answers: Answers
    language: str
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, repr=False)
class PrintSubmissionReceipt:
    """The proof: what was sent where and when, and the code to ask with."""

    key: str
    application: Application
    answers: Answers
    """For the list of what to bring; nothing of it stands on the receipt."""
    language: str
    delivery: Delivery
    status_code: str
    papers: tuple[int, ...] = ()
    """Pages of each paper that was sent along."""


@dataclass(frozen=True, repr=False)
class LookUpStatus:
    """Comes back as `StatusFound` or `StatusMissed`."""

    request: int
    code: str


@dataclass(frozen=True)
class StopLookingUp:
    """Nobody waits for it any more."""


SendingCommand: TypeAlias = (
    LookAtStick
    | ReadStickFile
    | ReleaseStick
    | CleanPaper
    | PostSubmission
    | PrintSubmissionReceipt
    | LookUpStatus
    | StopLookingUp
)
