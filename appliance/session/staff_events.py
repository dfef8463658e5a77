"""What staff do at the terminal, and what is told for them. Past tense, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from appliance.session.staff_states import StaffPage
from appliance.staff.verdict import Judgement
from hardware.events import DeviceRole, LevelSource


@dataclass(frozen=True)
class StaffSignInOpened:
    pass


@dataclass(frozen=True, repr=False)
class StaffPinGiven:
    staff_id: str
    pin: str


@dataclass(frozen=True)
class StaffLeft:
    """Back to the visitor's place."""


@dataclass(frozen=True)
class StaffPageOpened:
    page: StaffPage


@dataclass(frozen=True)
class RefillConfirmed:
    """Somebody filled paper in and says so."""

    role: DeviceRole


@dataclass(frozen=True)
class QueueResumeChosen:
    pass


@dataclass(frozen=True)
class CancelAllConfirmed:
    pass


@dataclass(frozen=True)
class OutboxRetryChosen:
    pass


@dataclass(frozen=True)
class RefusedSeen:
    """Somebody has looked at the submissions that were refused."""


@dataclass(frozen=True)
class StaffMaintenanceChosen:
    on: bool


@dataclass(frozen=True)
class HelpCallDone:
    """The person who was called is here: the call is over."""


@dataclass(frozen=True)
class SelfTestStarted:
    pass


@dataclass(frozen=True)
class CornerTouched:
    corner: int
    """0 to 3, from the top left, clockwise."""


@dataclass(frozen=True)
class StaffJudged:
    """What came of a try to sign in."""

    request: int
    method: str
    """`badge` or `pin`."""
    judgement: Judgement


@dataclass(frozen=True)
class StaffLockTold:
    locked_for_s: float


@dataclass(frozen=True)
class RefillNoted:
    """Counting of paper begins anew, on somebody's word: here or at the monitor."""

    role: DeviceRole


@dataclass(frozen=True)
class SelfTestOrdered:
    """From the monitor."""


@dataclass(frozen=True)
class StockLevel:
    """How much paper is left, and where that is known from. Both figures None: nobody knows."""

    name: str
    source: LevelSource
    percent: int | None = None
    sheets: int | None = None


@dataclass(frozen=True)
class LevelsTold:
    role: DeviceRole
    levels: tuple[StockLevel, ...]


@dataclass(frozen=True)
class QueueTold:
    """A4 jobs under way."""

    jobs: int
    oldest_s: int


StaffIntent: TypeAlias = (
    StaffSignInOpened
    | StaffPinGiven
    | StaffLeft
    | StaffPageOpened
    | RefillConfirmed
    | QueueResumeChosen
    | CancelAllConfirmed
    | OutboxRetryChosen
    | RefusedSeen
    | StaffMaintenanceChosen
    | HelpCallDone
    | SelfTestStarted
    | CornerTouched
)
StaffNews: TypeAlias = StaffJudged | StaffLockTold | RefillNoted | SelfTestOrdered | LevelsTold | QueueTold
