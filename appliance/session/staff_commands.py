"""What the machine wants done for staff, and to call a visitor's attention. Imperative, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from hardware.events import DeviceRole

SELF_TEST_KEYS = "self-test-"
"""How the key of every test page begins."""


@dataclass(frozen=True, repr=False)
class CheckBadge:
    """Judge a code that was held to the reader; it comes back as `StaffJudged`."""

    request: int
    text: str


@dataclass(frozen=True, repr=False)
class CheckPin:
    """Judge a PIN, in the background; it comes back as `StaffJudged`."""

    request: int
    staff_id: str
    pin: str


@dataclass(frozen=True)
class AskStaffLock:
    """It comes back as `StaffLockTold`."""


@dataclass(frozen=True)
class NoteRefill:
    role: DeviceRole


@dataclass(frozen=True)
class ResumeQueue:
    pass


@dataclass(frozen=True)
class CancelAllJobs:
    """On both printers."""


@dataclass(frozen=True)
class RetryOutbox:
    """Try to send what waits, now."""


@dataclass(frozen=True)
class MarkRefusedSeen:
    """Submissions that were refused need not be told of any more."""


@dataclass(frozen=True)
class RunSelfTest:
    key: str
    """Of the A4 job; the receipt's is `<key>/receipt`."""


@dataclass(frozen=True)
class Announce:
    """Say words of the screen aloud, to whoever looks elsewhere; a chime where there is no voice for them."""

    words: str
    """A key of the interface's words."""
    language: str
    desk: str = ""


StaffCommand: TypeAlias = (
    CheckBadge
    | CheckPin
    | AskStaffLock
    | NoteRefill
    | ResumeQueue
    | CancelAllJobs
    | RetryOutbox
    | MarkRefusedSeen
    | RunSelfTest
    | Announce
)
