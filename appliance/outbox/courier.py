"""Takes one submission a step further: asks the receiver where in doubt, hands over, records what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from appliance.outbox import decisions
from appliance.outbox.decisions import Moment
from appliance.outbox.disk_state import DiskState
from appliance.outbox.entry import Entry
from appliance.outbox.events import OutboxFileSetAside
from appliance.outbox.ledger import Ledger
from appliance.outbox.ports import RefusedByReceiver, Transport, TransportFailure
from appliance.outbox.progress import Mark, Report, Stage
from appliance.outbox.shelf import SEALED, Shelf
from appliance.outbox.submission import SealedSubmission
from appliance.storage.durable_file import Corrupt

log = logging.getLogger(__name__)


class Courier:
    def __init__(
        self,
        ledger: Ledger,
        shelf: Shelf,
        disk: DiskState,
        moment: Callable[[], Moment],
        publish: Callable[[object], None],
    ) -> None:
        self._ledger = ledger
        self._shelf = shelf
        self._disk = disk
        self._moment = moment
        self._publish = publish

    def take(self, entry: Entry, transport: Transport | None) -> Entry:
        """Try to bring an open submission to its office; return how it stands then."""
        if transport is None:
            return self._failed(entry, decisions.NO_TRANSPORT)
        report = self._asked(entry, transport) if entry.asks_first else Report(Stage.WAITING)
        if isinstance(report, str):
            return self._failed(entry, report)
        if decisions.must_be_handed_over(report):
            return self._hand_over(entry, transport)
        return self._settled(decisions.after_hand_over(entry, report, self._moment()))

    def ask(self, entry: Entry, transport: Transport | None) -> None:
        """Look for news of what was handed over."""
        report = self._asked(entry, transport) if transport else decisions.NO_TRANSPORT
        if isinstance(report, str):
            self._ledger.note(decisions.after_failure(entry, report, self._moment()))
            return
        after = decisions.after_answer(entry, report, self._moment())
        known = (entry.stage, entry.answer, entry.final) == (after.stage, after.answer, after.final)
        (self._ledger.note if known else self._ledger.settle)(after)

    def _asked(self, entry: Entry, transport: Transport) -> Report | str:
        """Return the receiver's word, or why there is none."""
        try:
            return transport.ask(entry.id, entry.mark)
        except RefusedByReceiver as refusal:
            return Report(Stage.REFUSED, reason=refusal.reason, final=True)
        except Exception as error:  # noqa: BLE001 - a transport's mistake is a reason to try again later
            return _reason(error)

    def _hand_over(self, entry: Entry, transport: Transport) -> Entry:
        sealed = self._body(entry)
        if isinstance(sealed, Entry):
            return sealed
        try:
            report = transport.hand_over(sealed, entry.mark, lambda mark: self._save_mark(entry.id, mark))
        except RefusedByReceiver as refusal:
            report = Report(Stage.REFUSED, reason=refusal.reason, final=True)
        except Exception as error:  # noqa: BLE001 - a transport's mistake is a reason to try again later
            return self._failed(self._ledger.entry(entry.id) or entry, _reason(error))
        latest = self._ledger.entry(entry.id) or entry
        return self._settled(decisions.after_hand_over(latest, report, self._moment()))

    def _save_mark(self, submission_id: str, mark: Mark) -> None:
        """Raises OSError, and the transport stops before it does what cannot be undone."""
        entry = self._ledger.entry(submission_id)
        if entry is None:
            raise FileNotFoundError(submission_id)
        try:
            self._ledger.begin(decisions.begun(entry, mark, self._moment()))
        except OSError as error:
            self._disk.failed(error)
            raise

    def _body(self, entry: Entry) -> SealedSubmission | Entry:
        """Return the sealed submission, or how the entry stands because it cannot be read."""
        try:
            return self._shelf.body(entry.id).sealed
        except Corrupt:
            self._set_aside(entry)
            return self._settled(decisions.lost_here(entry, decisions.FILE_CORRUPT, self._moment()))
        except FileNotFoundError:
            return self._settled(decisions.lost_here(entry, decisions.FILE_MISSING, self._moment()))
        except OSError as error:
            self._disk.failed(error)
            return self._failed(entry, decisions.FILE_UNREADABLE)

    def _set_aside(self, entry: Entry) -> None:
        try:
            name = self._shelf.set_aside(entry.id, SEALED, self._moment().now)
        except OSError as error:
            self._disk.failed(error)
        else:
            self._publish(OutboxFileSetAside(name))

    def _failed(self, entry: Entry, reason: str) -> Entry:
        after = decisions.after_failure(entry, reason, self._moment())
        log.info("%s not handed over: %s", entry.id, decisions.told(reason))
        if after.is_open:
            self._ledger.note(after)
            return after
        return self._settled(after)

    def _settled(self, after: Entry) -> Entry:
        """Record it; what is not over yet needs no file."""
        (self._ledger.note if after.is_open else self._ledger.settle)(after)
        return after


def _reason(error: Exception) -> str:
    return error.reason if isinstance(error, TransportFailure) else type(error).__name__
