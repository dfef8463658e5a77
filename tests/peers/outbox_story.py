"""An outbox on a real disk with a clock that is turned by hand, and offices that do as they are told."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from ulid import ULID

from appliance.clock import ManualClock
from appliance.outbox.entry import Entry
from appliance.outbox.outbox import SealedOutbox
from appliance.outbox.ports import OutboxChanged, SubmissionProgressed, Transport
from appliance.outbox.progress import Stage
from appliance.outbox.settings import OutboxLimits, SiteSettings
from appliance.outbox.submission import Paper, Submission, SubmissionKind
from appliance.outbox.surroundings import StatusCodes, Surroundings
from appliance.storage.durable_file import Files, OsFiles
from tests.peers.office_twin import OfficeTwin, data_of
from tests.samples import NOON

PLENTY = 1 << 40
DAY_S = 86400
E = TypeVar("E")


@dataclass(frozen=True)
class TwinKeys:
    topic: str
    key: bytes


def twin_codes() -> StatusCodes:
    numbers = itertools.count(1)
    return StatusCodes(lambda: f"code-{next(numbers)}", _keys)


def _keys(code: str) -> TwinKeys:
    digest = hashlib.sha256(code.encode())
    return TwinKeys(digest.hexdigest()[:16], digest.digest())


def submission(office: str = "jobcenter", size: int = 200, submission_id: str = "", **more: object) -> Submission:
    submission_id = submission_id or str(ULID())
    return replace(
        Submission(
            id=submission_id,
            reference="MD-7K4Q-2XF9",
            office=office,
            kind=SubmissionKind.APPLICATION,
            form_id="small-form",
            form_title="Kleiner Antrag",
            schema_id="https://example.org/schemas/small-form/1",
            language="ar",
            created_at=NOON,
            pdf=b"%PDF-1.7 " + b"x" * size,
            pages=2,
            data=data_of(submission_id),
            papers=(Paper("unterlage-1.pdf", 1, b"%PDF-1.7 paper"),),
        ),
        **more,  # type: ignore[arg-type]
    )


class Settings:
    """Settings that a test changes by hand."""

    def __init__(self, limits: OutboxLimits | None = None) -> None:
        self.now = SiteSettings(limits=limits or OutboxLimits())
        self._fresh = True
        self.wrong: Exception | None = None

    def change(self, settings: SiteSettings | None = None) -> None:
        self.now = settings or self.now
        self._fresh = True

    def news(self) -> SiteSettings | None:
        if self.wrong is not None:
            wrong, self.wrong = self.wrong, None
            raise wrong
        fresh, self._fresh = self._fresh, False
        return self.now if fresh else None


class OutboxStory:
    def __init__(
        self,
        directory: Path,
        offices: Mapping[str, OfficeTwin] | None = None,
        files: Files | None = None,
        limits: OutboxLimits | None = None,
        clock: ManualClock | None = None,
    ) -> None:
        self.directory = directory / "outbox"
        self.clock = clock or ManualClock()
        self.offices: dict[str, Transport] = dict(offices or {"jobcenter": OfficeTwin(), "schulamt": OfficeTwin()})
        self.limits = limits or OutboxLimits()
        self.files = files or OsFiles()
        self.free = PLENTY
        self.events: list[object] = []
        self.codes = twin_codes()
        self.opens()

    def opens(self) -> None:
        """Start the program (again)."""
        self.settings = Settings(self.limits)
        around = Surroundings(
            self.clock, self.events.append, self.codes, self.files, lambda _path: self.free, lambda: 1.0
        )
        self.outbox = SealedOutbox(self.directory, self.settings, lambda _settings: dict(self.offices), around)
        self.outbox.open()

    def restarts(self) -> None:
        """End in order, and start again."""
        self.outbox.close()
        self.opens()

    def crashes(self) -> None:
        """Start again without having ended."""
        self.opens()

    def office(self, name: str = "jobcenter") -> OfficeTwin:
        office = self.offices[name]
        assert isinstance(office, OfficeTwin)
        return office

    def posts(self, office: str = "jobcenter", **more: object) -> str:
        return self.outbox.post(submission(office, **more)).id  # type: ignore[arg-type]

    def waits(self, seconds: float) -> None:
        """Let time pass in steps as short as the outbox's own thread would take; days in longer ones."""
        until = self.clock.monotonic() + seconds
        step = 30.0 if seconds < DAY_S else 300.0
        while self.clock.monotonic() < until:
            self.clock.advance(min(step, until - self.clock.monotonic()))
            self.outbox.step()

    def works(self) -> None:
        self.outbox.step()

    def entry(self, submission_id: str) -> Entry:
        entry = self.outbox.entry(submission_id)
        assert entry is not None
        return entry

    def stage(self, submission_id: str) -> Stage:
        return self.entry(submission_id).stage

    def file_names(self) -> set[str]:
        return {path.name for path in self.directory.iterdir()}

    def bodies(self) -> set[str]:
        return {path.stem for path in self.directory.glob("*.sealed")}

    def told(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    def progress(self, submission_id: str) -> list[tuple[Stage, str]]:
        return [(each.stage, each.reason) for each in self.told(SubmissionProgressed) if each.id == submission_id]

    def waiting(self) -> OutboxChanged:
        return self.told(OutboxChanged)[-1]
