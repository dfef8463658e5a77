"""What the machine wants done. Imperative, frozen; the runner does it and never blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from appliance.forms.answers import Answers
from appliance.session.sending_commands import SendingCommand
from appliance.session.staff_commands import StaffCommand
from appliance.session.visit import Application
from hardware.ports import Wanted


@dataclass(frozen=True)
class ArmScanner:
    wanted: Wanted = Wanted.DOCUMENT


@dataclass(frozen=True)
class DisarmScanner:
    pass


@dataclass(frozen=True)
class TypesetApplication:
    request: int
    form_id: str
    answers: Answers
    language: str
    with_cover: bool = False
    """Begin with a page that tells where to bring the paper."""


@dataclass(frozen=True)
class PrintApplication:
    application: Application


@dataclass(frozen=True)
class CancelPrint:
    key: str


@dataclass(frozen=True)
class PrintApplicationReceipt:
    key: str
    form_id: str
    reference: str
    answers: Answers
    """For the list of what to bring; nothing of it stands on the receipt."""
    language: str


@dataclass(frozen=True)
class PrintWorkshopSlip:
    occurrence_id: str
    key: str
    language: str


@dataclass(frozen=True)
class CancelReceipts:
    pass


@dataclass(frozen=True)
class CallHelp:
    """Draw a number; it comes back as `HelpNumberGiven`."""

    request: int
    topic: str
    language: str


@dataclass(frozen=True)
class PrintHelpSlip:
    key: str
    number: int
    language: str


@dataclass(frozen=True, repr=False)
class Say:
    text: str
    language: str


@dataclass(frozen=True)
class Hush:
    pass


@dataclass(frozen=True)
class CountUp:
    counter: str
    by: int = 1


@dataclass(frozen=True)
class NoteIncident:
    kind: str
    ref: str = ""


Command: TypeAlias = (
    ArmScanner
    | DisarmScanner
    | TypesetApplication
    | PrintApplication
    | CancelPrint
    | PrintApplicationReceipt
    | PrintWorkshopSlip
    | CancelReceipts
    | CallHelp
    | PrintHelpSlip
    | Say
    | Hush
    | CountUp
    | NoteIncident
    | SendingCommand
    | StaffCommand
)
