"""What the screen, the clock, the typesetter and the wire tell the machine. Past tense, frozen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from appliance.forms.answers import Entry
from appliance.session.sending_events import SendingEvent, SendingIntent
from appliance.session.staff_events import StaffIntent, StaffNews
from appliance.session.states import BrowseBy
from appliance.session.visit import Display
from hardware.events import HardwareEvent


@dataclass(frozen=True)
class Ticked:
    """Once a second, and before every event that waited long."""

    at: float
    now: dt.datetime


@dataclass(frozen=True)
class Touched:
    """Somebody touched the screen, wherever."""


@dataclass(frozen=True)
class ReadAloudTapped:
    """On the idle screen: read everything to me, or stop doing so."""


@dataclass(frozen=True)
class LanguageMenuOpened:
    pass


@dataclass(frozen=True)
class LanguageChosen:
    language: str


@dataclass(frozen=True)
class DisplayMenuOpened:
    pass


@dataclass(frozen=True)
class DisplayChosen:
    display: Display


@dataclass(frozen=True)
class BackTapped:
    pass


@dataclass(frozen=True)
class HomeTapped:
    pass


@dataclass(frozen=True)
class BrowseChosen:
    by: BrowseBy
    id: str = ""


@dataclass(frozen=True)
class SearchOpened:
    pass


@dataclass(frozen=True, repr=False)
class SearchTyped:
    query: str


@dataclass(frozen=True)
class GuideChosen:
    guide_id: str


@dataclass(frozen=True)
class StepChosen:
    """A guide's step or a preview's page, from 0."""

    step: int


@dataclass(frozen=True)
class VideoChosen:
    video_id: str


@dataclass(frozen=True)
class WorkshopsChosen:
    topic: str = ""


@dataclass(frozen=True)
class WorkshopChosen:
    occurrence_id: str


@dataclass(frozen=True)
class SlipRequested:
    pass


@dataclass(frozen=True)
class FormChosen:
    form_id: str


@dataclass(frozen=True)
class FormStarted:
    pass


@dataclass(frozen=True)
class EntryChanged:
    """The visitor typed or picked; kept so that nothing is lost when the language is changed or help is called."""

    entry: Entry


@dataclass(frozen=True)
class AnswerGiven:
    entry: Entry


@dataclass(frozen=True)
class QuestionSkipped:
    pass


@dataclass(frozen=True)
class ChangeRequested:
    key: str


@dataclass(frozen=True)
class ScanRequested:
    pass


@dataclass(frozen=True)
class DocumentAccepted:
    pass


@dataclass(frozen=True)
class DocumentDeclined:
    """Not right, or not mine: forget it and scan again."""


@dataclass(frozen=True)
class PreviewRequested:
    pass


@dataclass(frozen=True)
class PrintConfirmed:
    pass


@dataclass(frozen=True)
class WaitChosen:
    pass


@dataclass(frozen=True)
class HelpRequested:
    pass


@dataclass(frozen=True)
class HelpCancelled:
    pass


@dataclass(frozen=True)
class EndTapped:
    pass


@dataclass(frozen=True)
class EndConfirmed:
    pass


@dataclass(frozen=True)
class WentOn:
    """The visitor goes on: answers an end question or a timeout warning, or closes a menu."""


@dataclass(frozen=True, repr=False)
class ListenTapped:
    """Read this aloud; an empty text stops the voice."""

    text: str
    language: str


@dataclass(frozen=True, repr=False)
class ApplicationTypeset:
    request: int
    form_id: str
    reference: str
    pages: int
    pdf: bytes


@dataclass(frozen=True)
class TypesettingFailed:
    request: int


@dataclass(frozen=True)
class HelpNumberGiven:
    request: int
    number: int
    topic: str


@dataclass(frozen=True)
class HelpAnswered:
    """Staff said `coming` or `desk`."""

    number: int
    answer: str
    desk: str = ""


@dataclass(frozen=True)
class MonitorHeard:
    """The monitor's birth or will, or our own connection's loss."""

    listens: bool


@dataclass(frozen=True)
class Identified:
    """Staff want to see which terminal this is."""


@dataclass(frozen=True)
class MaintenanceSet:
    on: bool


@dataclass(frozen=True)
class DisplayFailed:
    """The supervisor has given up on the screen, and started the terminal without one."""


Intent: TypeAlias = (
    Touched
    | ReadAloudTapped
    | LanguageMenuOpened
    | LanguageChosen
    | DisplayMenuOpened
    | DisplayChosen
    | BackTapped
    | HomeTapped
    | BrowseChosen
    | SearchOpened
    | SearchTyped
    | GuideChosen
    | StepChosen
    | VideoChosen
    | WorkshopsChosen
    | WorkshopChosen
    | SlipRequested
    | FormChosen
    | FormStarted
    | EntryChanged
    | AnswerGiven
    | QuestionSkipped
    | ChangeRequested
    | ScanRequested
    | DocumentAccepted
    | DocumentDeclined
    | PreviewRequested
    | PrintConfirmed
    | WaitChosen
    | HelpRequested
    | HelpCancelled
    | EndTapped
    | EndConfirmed
    | WentOn
    | ListenTapped
    | SendingIntent
    | StaffIntent
)
Event: TypeAlias = (
    Ticked
    | Intent
    | ApplicationTypeset
    | TypesettingFailed
    | HelpNumberGiven
    | HelpAnswered
    | MonitorHeard
    | Identified
    | MaintenanceSet
    | DisplayFailed
    | SendingEvent
    | StaffNews
    | HardwareEvent
)
