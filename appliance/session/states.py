"""The situations a terminal can be in, and the session that holds one of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from appliance.forms.answers import NO_ENTRY, Entry
from appliance.forms.problem import Problem
from appliance.outbox.status_note import StatusNote
from appliance.session.sending_states import (
    AddingPapers,
    ChoosingDelivery,
    ConsentingToSend,
    LookupFailure,
    Sending,
    SendingImpossible,
)
from appliance.session.staff_states import SelfTest, StaffPage
from appliance.session.surroundings import Surroundings
from appliance.session.visit import Visit
from appliance.staff.verdict import Verdict
from hardware.events import ScanFailure
from hardware.id_scanner.document import TravelDocument


class BrowseBy(StrEnum):
    FORMS = "forms"
    HOW_TO = "how_to"
    OFFICE = "office"
    TOPIC = "topic"


class TroubleKind(StrEnum):
    """Why printing does not go on; each has its words in `trouble.<kind>.*`."""

    PAPER_OUT = "paper_out"
    JAM = "jam"
    COVER_OPEN = "cover_open"
    PRINTER_GONE = "printer_gone"
    QUEUE_HELD = "queue_held"
    CANCELLED = "cancelled"
    """The job is gone from the queue; printing again is a new decision of the visitor's."""
    OTHER = "other"


class ReceiptProgress(StrEnum):
    PRINTING = "printing"
    PRINTED = "printed"
    TROUBLE = "trouble"


class OutOfServiceReason(StrEnum):
    FAULT = "fault"
    """An error in the session machine itself."""
    CONTENT = "content"
    """No form could be loaded."""
    DISPLAY = "display"
    """No picture comes up; this terminal runs without a screen."""


@dataclass(frozen=True)
class Idle:
    """Nobody is here. Shows the languages."""

    aloud: bool = False
    """Somebody who cannot read is here: the welcome is spoken in one language after the other."""


@dataclass(frozen=True)
class ChoosingLanguage:
    back: Situation


@dataclass(frozen=True)
class ChoosingDisplay:
    """Text size, contrast, reach."""

    back: Situation


@dataclass(frozen=True)
class AtHome:
    pass


@dataclass(frozen=True)
class Browsing:
    by: BrowseBy
    id: str = ""
    """Office or topic id; empty for all forms, all guides and videos."""


@dataclass(frozen=True)
class Searching:
    query: str = ""


@dataclass(frozen=True)
class ReadingGuide:
    guide_id: str
    step: int
    """From 0."""
    back: Situation


@dataclass(frozen=True)
class WatchingVideo:
    video_id: str
    back: Situation


@dataclass(frozen=True)
class BrowsingWorkshops:
    topic: str = ""


@dataclass(frozen=True)
class ViewingWorkshop:
    occurrence_id: str
    back: Situation
    slip: ReceiptProgress | None = None
    """None: no slip was asked for."""
    slip_key: str = ""


@dataclass(frozen=True)
class IntroducingForm:
    form_id: str
    back: Situation


@dataclass(frozen=True)
class AnsweringQuestion:
    form_id: str
    key: str
    """An answer key, see `appliance.forms.answers.Answers`."""
    entry: Entry = NO_ENTRY
    problem: Problem | None = None
    changing: bool = False
    """Came from "check your answers" and goes back there."""


@dataclass(frozen=True)
class ScanningDocument:
    back: Situation
    failure: ScanFailure | None = None


@dataclass(frozen=True, repr=False)
class ConfirmingDocument:
    document: TravelDocument
    back: Situation


@dataclass(frozen=True)
class CheckingAnswers:
    form_id: str


@dataclass(frozen=True)
class Typesetting:
    """The application is being typeset; a moment."""

    form_id: str
    request: int
    """Which request this waits for; an answer to an older one is dropped."""
    failed: bool = False


@dataclass(frozen=True)
class Previewing:
    form_id: str
    page: int = 0


@dataclass(frozen=True)
class Printing:
    form_id: str
    pages_done: int = 0
    """Sheets that the printer has reported so far."""


@dataclass(frozen=True)
class PrintTrouble:
    form_id: str
    kind: TroubleKind
    pages_done: int = 0
    waiting: bool = False
    """The visitor said "I'll wait"."""


@dataclass(frozen=True)
class TakingReceipt:
    """The application is printed; its receipt is coming or has come."""

    form_id: str
    progress: ReceiptProgress = ReceiptProgress.PRINTING
    trouble: TroubleKind | None = None
    over: bool = False
    """Its job was cancelled or could not be made: no receipt will come, however well the printer is."""


@dataclass(frozen=True)
class AskingStatus:
    """The code of a receipt is held to the reader or typed."""

    back: Situation
    entry: Entry = NO_ENTRY
    wrong: bool = False
    """What was given is no code: mistyped, or another kind of code."""


@dataclass(frozen=True)
class LookingUpStatus:
    back: Situation
    request: int


@dataclass(frozen=True)
class ShowingStatus:
    back: Situation
    note: StatusNote | None = None
    failure: LookupFailure | None = None


@dataclass(frozen=True)
class Goodbye:
    """The visit is over and wiped; only the language is left, to say goodbye in."""

    language: str
    since: float


@dataclass(frozen=True)
class CallingHelp:
    back: Situation


@dataclass(frozen=True)
class ConfirmingEnd:
    back: Situation


@dataclass(frozen=True)
class AskingStillThere:
    back: Situation
    wipe_at: float


@dataclass(frozen=True)
class OutOfService:
    reason: OutOfServiceReason
    since: float = 0.0
    """Monotonic seconds."""


@dataclass(frozen=True)
class Maintenance:
    pass


@dataclass(frozen=True)
class StaffSignIn:
    """Waits for a badge or a PIN. A PIN's digits never get in here: they go from the number pad to the judge."""

    back: Situation
    request: int = 0
    """The try that is being judged; 0 for none."""
    refused: Verdict | None = None
    """What came of the last try."""
    locked_until: float = 0.0
    """Monotonic seconds; no PIN is looked at before."""


@dataclass(frozen=True)
class StaffMode:
    """Somebody of the staff was let in. The visit lives on beneath, and nothing of it is shown."""

    back: Situation
    staff_id: str
    since: float
    """Monotonic seconds."""
    page: StaffPage = StaffPage.OVERVIEW
    done: str = ""
    """What was done last: a key of the staff's words; empty for nothing."""
    test: SelfTest | None = None


Situation: TypeAlias = (
    Idle
    | ChoosingLanguage
    | ChoosingDisplay
    | AtHome
    | Browsing
    | Searching
    | ReadingGuide
    | WatchingVideo
    | BrowsingWorkshops
    | ViewingWorkshop
    | IntroducingForm
    | AnsweringQuestion
    | ScanningDocument
    | ConfirmingDocument
    | CheckingAnswers
    | Typesetting
    | Previewing
    | Printing
    | PrintTrouble
    | TakingReceipt
    | ChoosingDelivery
    | AddingPapers
    | ConsentingToSend
    | Sending
    | SendingImpossible
    | AskingStatus
    | LookingUpStatus
    | ShowingStatus
    | Goodbye
    | CallingHelp
    | ConfirmingEnd
    | AskingStillThere
    | OutOfService
    | Maintenance
    | StaffSignIn
    | StaffMode
)

Returning: TypeAlias = (
    ChoosingLanguage
    | ChoosingDisplay
    | ReadingGuide
    | WatchingVideo
    | ViewingWorkshop
    | IntroducingForm
    | ScanningDocument
    | ConfirmingDocument
    | AskingStatus
    | LookingUpStatus
    | ShowingStatus
    | CallingHelp
    | ConfirmingEnd
    | AskingStillThere
    | StaffSignIn
    | StaffMode
)
"""Situations that know where they came from."""


@dataclass(frozen=True)
class Session:
    """The whole state of the terminal. `visit` is None exactly when nobody is being served."""

    situation: Situation
    now: dt.datetime
    """Wall clock at the last tick, UTC."""
    at: float
    """Monotonic seconds at the last tick."""
    touched_at: float
    visit: Visit | None = None
    surroundings: Surroundings = field(default_factory=Surroundings)
    requests: int = 0
    """Counts what was asked of others, over all visits, so that no late answer reaches the next visitor."""
