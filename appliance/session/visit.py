"""Everything that belongs to one visitor: in memory only, dropped whole at the end of the visit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from appliance.forms.answers import NO_ANSWERS, Answers
from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.outbox.submission import Paper
from hardware.events import JobState
from hardware.id_scanner.document import TravelDocument


class TextSize(StrEnum):
    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


@dataclass(frozen=True)
class Display:
    """How this visitor wants to see the screen."""

    text_size: TextSize = TextSize.NORMAL
    high_contrast: bool = False
    lowered: bool = False
    """Controls in the lower half, for a wheelchair."""
    aloud: bool = False
    """Each page is read aloud by itself, for who cannot read."""


@dataclass(frozen=True)
class HelpCall:
    number: int
    since: dt.datetime
    topic: str
    answer: str = ""
    """Empty, `coming` or `desk`."""
    desk: str = ""
    unheard_since: float | None = None
    """Since when it reaches nobody, in monotonic seconds."""
    told_unheard: bool = False
    """The visitor has seen that it reaches nobody."""


class Delivery(StrEnum):
    """How an application reaches its office."""

    PRINT = "print"
    SEND = "send"
    BOTH = "both"

    @property
    def prints(self) -> bool:
        return self is not Delivery.SEND

    @property
    def sends(self) -> bool:
        return self is not Delivery.PRINT


@dataclass(frozen=True, repr=False)
class Application:
    """A typeset application, ready to print. Its key is the idempotency key of its one print job."""

    form_id: str
    reference: str
    key: str
    pages: int
    pdf: bytes
    with_cover: bool = False
    """Whether its first page tells where to bring the paper."""
    with_receipt: bool = True
    """False for a sheet that is taken along to a visit: nothing is to be handed in or asked about."""


@dataclass(frozen=True, repr=False)
class Sent:
    """An application that is on its way, as its visitor may see it."""

    id: str
    reference: str
    status_code: str
    stage: Stage = Stage.WAITING
    answer: OfficeAnswer = OfficeAnswer.NONE


@dataclass(frozen=True)
class PrintJob:
    """What the spooler last said about the application's job."""

    state: JobState
    pages_done: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Visit:
    language: str
    display: Display = Display()
    document: TravelDocument | None = None
    answers_by_form: Mapping[str, Answers] = field(default_factory=dict)
    application: Application | None = None
    job: PrintJob | None = None
    """None: the application has not been sent to the printer."""
    delivery: Delivery = Delivery.PRINT
    papers: tuple[Paper, ...] = ()
    """What is sent along."""
    sent: Sent | None = None
    receipt: JobState | None = None
    """What the receipt printer last said of the proof; None: it was not asked for one."""
    help: HelpCall | None = None
    help_request: int = 0
    """The call that was asked for; 0 for none."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers_by_form", MappingProxyType(dict(self.answers_by_form)))

    def answers(self, form_id: str) -> Answers:
        return self.answers_by_form.get(form_id, NO_ANSWERS)

    def with_answers(self, form_id: str, answers: Answers) -> Visit:
        """Return the visit with new answers; an application typeset from the old ones is dropped."""
        return replace(
            self,
            answers_by_form={**self.answers_by_form, form_id: answers},
            application=None,
            job=None,
            sent=None,
            receipt=None,
        )

    @property
    def is_sent(self) -> bool:
        """Whether this very application is on its way already."""
        if self.sent is None or self.application is None:
            return False
        return self.sent.reference == self.application.reference

    @property
    def has_typed(self) -> bool:
        return any(answers.by_key for answers in self.answers_by_form.values())
