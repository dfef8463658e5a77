"""What the outbox asks of a transport, and what the terminal asks of the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

from appliance.outbox.entry import Entry
from appliance.outbox.progress import Mark, OfficeAnswer, Report, Stage
from appliance.outbox.settings import SiteSettings
from appliance.outbox.submission import SealedSubmission, Submission


class TransportFailure(Exception):
    """Base of what a transport may raise. `reason` is an id for logs and MQTT, never a visitor's data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CannotSeal(TransportFailure):
    """No usable key of the office: unknown, too weak, expired, chain not trusted. The visitor is told to print."""


class NotNow(TransportFailure):
    """Network, receiver or credentials: try again later. What may have arrived is asked of the receiver first."""


class RefusedByReceiver(TransportFailure):
    """The receiver will never take this one."""


SaveMark: TypeAlias = Callable[[Mark], None]
"""Returns when the mark is on disk; called before every step that cannot be undone. Raises OSError."""


class Transport(Protocol):
    """One way to one office. All calls come from one thread of the outbox, but `seal` and `can_seal` from any."""

    name: str

    def seal(self, submission: Submission) -> SealedSubmission:
        """Encrypt to the office's key, from keys already known: no network. Raises CannotSeal."""

    def can_seal(self) -> str:
        """Return why `seal` would be refused now (an id), or an empty string. From memory, any thread."""

    def refresh(self) -> None:
        """Fetch and check the office's keys, so that `seal` needs no network. Raises NotNow or CannotSeal."""

    def hand_over(self, sealed: SealedSubmission, mark: Mark, save: SaveMark) -> Report:
        """Bring it to the office, going on from `mark`. Every wait has a limit.

        Raises NotNow or RefusedByReceiver.

        Returns HANDED_OVER or CONFIRMED. Called again after NotNow only when `ask` has said WAITING.
        """

    def ask(self, submission_id: str, mark: Mark) -> Report:
        """Ask the receiver what became of it, also after a crash in the middle of `hand_over`. Raises NotNow.

        A transport that cannot ask returns what `mark` proves.
        """

    def test(self) -> tuple[str, ...]:
        """For `provision doctor`: reach the receiver, check the keys; return what is good.

        Raises TransportFailure.
        """

    def close(self) -> None: ...


class WhyNot(StrEnum):
    """Why an office cannot be sent to now."""

    PRINT_ONLY = "print_only"
    """The office takes paper only."""
    FULL = "full"
    """The outbox has reached its size limit, or the disk is nearly full."""
    NO_KEY = "no_key"
    """The office's key is unknown, expired or too weak."""
    TOO_LARGE = "too_large"
    DISK = "disk"
    """It could not be written. Nothing was kept."""


class CannotPost(Exception):
    def __init__(self, why: WhyNot) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class SubmissionProgressed:
    """An event on the bus, whenever a submission's stage or answer changes."""

    id: str
    office: str
    stage: Stage
    answer: OfficeAnswer = OfficeAnswer.NONE
    reason: str = ""


@dataclass(frozen=True)
class OutboxChanged:
    """An event on the bus: what waits."""

    depth: int
    oldest_s: int
    refused: int
    """Refused or expired, and not looked at by staff yet."""


@dataclass(frozen=True)
class Posted:
    id: str
    status_code: str
    """For the receipt, see `appliance.outbox.status_code`. Only what is derived from it is kept."""


class Outbox(Protocol):
    def start(self) -> None: ...

    def why_not(self, office: str) -> WhyNot | None:
        """Say why this office cannot be sent to now; None where it can. From memory, any thread."""

    def post(self, submission: Submission) -> Posted:
        """Seal and keep; on return it survives a power cut. Any thread but the owner's. Raises CannotPost."""

    def entries(self) -> tuple[Entry, ...]:
        """Return what is known of all that is not forgotten yet. From memory, any thread."""

    @property
    def settings(self) -> SiteSettings:
        """Those in force: how offices are reached, when they answer. Any thread."""

    def retry_now(self) -> None: ...

    def seen(self) -> None:
        """Staff have seen what was refused or has expired."""

    def close(self) -> None:
        """Stop within two seconds; what is under way is asked about after the next start."""
