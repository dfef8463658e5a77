"""The durable outbox: sealed submissions on disk, one thread that hands them over and follows them up."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Final

from appliance.outbox.courier import Courier
from appliance.outbox.decisions import Moment
from appliance.outbox.disk_state import DiskState
from appliance.outbox.entry import Entry
from appliance.outbox.events import OutboxOpened
from appliance.outbox.index import Index
from appliance.outbox.intake import Intake
from appliance.outbox.ledger import Ledger
from appliance.outbox.pace import DISK_AGAIN
from appliance.outbox.ports import CannotPost, Posted, WhyNot
from appliance.outbox.rounds import Rounds
from appliance.outbox.settings import SiteSettings
from appliance.outbox.shelf import Shelf
from appliance.outbox.submission import Submission
from appliance.outbox.surroundings import Surroundings
from appliance.outbox.ways import MakeTransports, SettingsSource, Ways

STOP_S: Final = 2.0
LONGEST_REST_S: Final = 30.0
OPENING_S: Final = 30.0

log = logging.getLogger(__name__)


class SealedOutbox:
    """See `ports.Outbox`. Without `start`, `open` and `step` do the thread's work on the calling thread."""

    def __init__(
        self, directory: Path, source: SettingsSource, transports: MakeTransports, around: Surroundings
    ) -> None:
        self._around = around
        self._closing = threading.Event()
        disk = DiskState(around.publish)
        shelf = Shelf(directory, around.files)
        self._disk = disk
        self._ways = Ways(source, transports, around.publish)
        self._ledger = Ledger(shelf, Index(directory, around.files), disk, around.publish)
        self._intake = Intake(directory, self._ledger, shelf, self._ways, disk, around)
        courier = Courier(self._ledger, shelf, disk, self._moment, around.publish)
        self._rounds = Rounds(self._ledger, courier, self._ways, disk, around, self._closing.is_set)
        self._opened = threading.Event()
        self._wake = threading.Condition()
        self._news = False
        self._thread: threading.Thread | None = None

    # any thread

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
        self._thread.start()

    @property
    def is_open(self) -> bool:
        """Whether it has looked at its directory, so that `entries` means something."""
        return self._opened.is_set()

    def why_not(self, office: str) -> WhyNot | None:
        return self._intake.why_not(office) if self._opened.is_set() else WhyNot.DISK

    def post(self, submission: Submission) -> Posted:
        if not self._opened.wait(OPENING_S if self._thread else 0):
            raise CannotPost(WhyNot.DISK)
        posted = self._intake.post(submission)
        self._nudge()
        return posted

    def entries(self) -> tuple[Entry, ...]:
        """Return what is known of all submissions that are not forgotten yet."""
        return self._ledger.entries()

    def entry(self, submission_id: str) -> Entry | None:
        return self._ledger.entry(submission_id)

    @property
    def settings(self) -> SiteSettings:
        return self._ways.settings

    def seen(self) -> None:
        """Staff have looked at what was refused and given up."""
        self._ledger.see_all()
        self._nudge()

    def retry_now(self) -> None:
        """Try everything that waits, whatever its turn: the network is back, or staff want it so."""
        self._ledger.hasten(self._around.clock.monotonic())
        self._nudge()

    def close(self) -> None:
        self._closing.set()
        self._nudge()
        if self._thread is not None:
            self._thread.join(STOP_S)
        else:
            self._finish()

    # the outbox's own thread

    def open(self) -> None:
        """Find out what is there. Raises OSError where the directory cannot be used."""
        self._ledger.load(self._around.clock.now())
        self._rounds.look()
        self._intake.measure()
        self._opened.set()
        self._around.publish(OutboxOpened())

    def step(self) -> None:
        """Do all that is due."""
        self._rounds.step()
        self._intake.measure()

    def _run(self) -> None:
        failures = 0
        while not self._closing.is_set():
            failures = 0 if self._goes_well() else failures + 1
            if failures:
                self._rest(DISK_AGAIN.wait_s(failures, self._around.chance()))
            else:
                self._rest(min(self._rounds.next_at() - self._around.clock.monotonic(), LONGEST_REST_S))
        self._finish()

    def _goes_well(self) -> bool:
        try:
            if not self._opened.is_set():
                self.open()
            self.step()
        except Exception as error:  # noqa: BLE001 - the thread must outlive whatever happens to one step
            log.error("outbox: step failed: %s", type(error).__name__)
            if isinstance(error, OSError):
                self._disk.failed(error)
            return False
        return True

    def _finish(self) -> None:
        if self._opened.is_set():
            self._ledger.catch_up()
        self._ways.close()

    def _moment(self) -> Moment:
        clock = self._around.clock
        return Moment(clock.now(), clock.monotonic(), self._around.chance(), self._ways.settings.limits)

    def _nudge(self) -> None:
        with self._wake:
            self._news = True
            self._wake.notify_all()

    def _rest(self, seconds: float) -> None:
        with self._wake:
            self._wake.wait_for(lambda: self._news, timeout=max(seconds, 0.0))
            self._news = False
