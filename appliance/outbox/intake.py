"""How a submission comes into the outbox: admitted, sealed, on disk; or a reason why not."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from appliance.outbox.admission import Room, is_too_large, why_not_any, why_not_this
from appliance.outbox.decisions import told
from appliance.outbox.disk_state import DiskState
from appliance.outbox.file_formats import SealedFile, entry_of
from appliance.outbox.ledger import Ledger
from appliance.outbox.ports import CannotPost, CannotSeal, Posted, WhyNot
from appliance.outbox.shelf import Shelf, is_safe_id
from appliance.outbox.submission import SealedSubmission, Submission
from appliance.outbox.surroundings import StatusKeys, Surroundings
from appliance.outbox.ways import Ways

log = logging.getLogger(__name__)


class Intake:
    """Any thread."""

    def __init__(
        self, directory: Path, ledger: Ledger, shelf: Shelf, ways: Ways, disk: DiskState, around: Surroundings
    ) -> None:
        self._directory = directory
        self._ledger = ledger
        self._shelf = shelf
        self._ways = ways
        self._disk = disk
        self._around = around
        self._free = 0
        self._one_by_one = threading.Lock()

    def measure(self) -> None:
        """Look how much the disk has left."""
        try:
            self._free = self._around.free_bytes(self._directory)
        except OSError as error:
            self._disk.failed(error)

    def why_not(self, office: str) -> WhyNot | None:
        transport = self._ways.to(office)
        if transport is None:
            return WhyNot.PRINT_ONLY
        if self._disk.degraded:
            return WhyNot.DISK
        return WhyNot.NO_KEY if transport.can_seal() else why_not_any(self._room())

    def post(self, submission: Submission) -> Posted:
        """Raises CannotPost; ValueError for an id that is known already or is none."""
        with self._one_by_one:
            if self._ledger.entry(submission.id) is not None or not is_safe_id(submission.id):
                raise ValueError(f"{submission.id!r} is no new id")
            sealed = self._sealed(submission)
            code = self._around.codes.new()
            self._keep(sealed, self._around.codes.keys(code))
        return Posted(submission.id, code)

    def _sealed(self, submission: Submission) -> SealedSubmission:
        transport = self._ways.to(submission.office)
        if transport is None:
            raise CannotPost(WhyNot.PRINT_ONLY)
        if is_too_large(submission, self._ways.settings.limits):
            raise CannotPost(WhyNot.TOO_LARGE)
        try:
            sealed = transport.seal(submission)
        except CannotSeal as why:
            log.warning("%s not sealed: %s", submission.id, told(why.reason))
            raise CannotPost(WhyNot.NO_KEY) from None
        self.measure()
        why_not = why_not_this(self._room(), sealed.size)
        if why_not is not None:
            raise CannotPost(why_not)
        return sealed

    def _keep(self, sealed: SealedSubmission, keys: StatusKeys) -> None:
        number, now = self._ledger.next_number(), self._around.clock.now()
        file = SealedFile(number, now, keys.topic, keys.key, sealed)
        try:
            size = self._shelf.put(file)
        except OSError as error:
            self._disk.failed(error)
            raise CannotPost(WhyNot.DISK) from error
        self._ledger.add(entry_of(file, size))

    def _room(self) -> Room:
        return Room(self._ledger.waiting_bytes(), self._free, self._ways.settings.limits)
