"""Where a submission stands: its stages, the office's answer, and what a transport reports of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    WAITING = "waiting"
    """Sealed, on disk, not handed over yet."""
    SENDING = "sending"
    """A hand-over has begun. After a crash nobody here knows how far it came: the receiver is asked."""
    HANDED_OVER = "handed_over"
    """The office's side has it; nobody there has confirmed it yet."""
    CONFIRMED = "confirmed"
    """The office's system has opened it."""
    REFUSED = "refused"
    """The receiver will never take it, or gave it back."""
    EXPIRED = "expired"
    """Not handed over for so long that we gave up, or not collected by the office."""

    @property
    def is_over(self) -> bool:
        """Whether nothing will be sent any more; a handed over submission may still be answered."""
        return self in (Stage.HANDED_OVER, Stage.CONFIRMED, Stage.REFUSED, Stage.EXPIRED)


class OfficeAnswer(StrEnum):
    """The office's answer as a category; the words of it go to the person by letter."""

    NONE = ""
    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    PAPERS_NEEDED = "papers_needed"
    APPOINTMENT = "appointment"
    DECIDED = "decided"
    REFUSED = "refused"
    """Refused by the service that carries it, not by the office's decision."""


@dataclass(frozen=True)
class Mark:
    """What a transport must know again after a crash: ids that the receiver gave, the last step begun."""

    values: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def get(self, key: str) -> str:
        return self.values.get(key, "")

    def plus(self, **values: str) -> Mark:
        return Mark({**self.values, **values})


NO_MARK = Mark()


@dataclass(frozen=True)
class Report:
    """What the receiver says of one submission."""

    stage: Stage
    """WAITING: the receiver does not have it, hand it over (again)."""
    answer: OfficeAnswer = OfficeAnswer.NONE
    reason: str = ""
    """An id for logs and MQTT: `auth-tag-mismatch`. Never free text of the office."""
    final: bool = False
    """Nothing more will come; asking again is useless."""
