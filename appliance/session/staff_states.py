"""The pages of staff at the terminal, and how far a self-test has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardware.events import JobState


class StaffPage(StrEnum):
    OVERVIEW = "overview"
    CANCELLING = "cancelling"
    """Asked once more whether all print jobs are to go."""
    SELF_TEST = "self_test"


@dataclass(frozen=True)
class SelfTest:
    """How far the test has come. None: nothing has been heard of it yet."""

    key: str
    """Of the test page's print job; the receipt's is `<key>/receipt`."""
    a4: JobState | None = None
    receipt: JobState | None = None
    code_read: bool = False
    corners: frozenset[int] = frozenset()
    """Corners of the screen that were touched: 0 to 3, from the top left, clockwise."""
