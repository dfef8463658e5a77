"""A transport put to the test: its own examination, sealing, and a test submission followed up to a time limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from appliance.outbox.ports import NotNow, Transport, TransportFailure
from appliance.outbox.progress import NO_MARK, Mark, Report, Stage
from appliance.outbox.submission import SealedSubmission
from provisioning.findings import Finding, bad, good, note
from provisioning.reasons import GOOD_WORDS, in_words
from provisioning.specimen import SCHEMA_ID, specimen

ASK_EVERY_S = 2.0
SENT = "test submission"


@dataclass(frozen=True)
class Around:
    """What a trial needs of the world; tests give their own."""

    now: Callable[[], dt.datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    new_id: Callable[[], str]


def reach(transport: Transport) -> tuple[Finding, ...]:
    """Ask the transport to examine receiver and keys. Nothing is sent."""
    try:
        told = transport.test()
    except TransportFailure as failure:
        said, correct = in_words(failure.reason)
        return (bad("connection", said, correct),)
    return tuple(good("connection", GOOD_WORDS.get(each, each)) for each in told)


def send_test(
    transport: Transport, office: str, around: Around, limit_s: float, schema_id: str = SCHEMA_ID
) -> tuple[Finding, ...]:
    """Hand a test submission over and follow it; what an office does by hand may take longer than the limit."""
    submission = specimen(around.new_id(), office, around.now(), schema_id)
    try:
        sealed = transport.seal(submission)
        report = _Errand(transport, sealed, around, around.monotonic() + limit_s).run()
    except TransportFailure as failure:
        said, correct = in_words(failure.reason)
        return (bad(SENT, f"{submission.id}: {said}", correct),)
    return (good("sealed", f"to the key {sealed.key_id}"), _judged(submission.id, report))


class _Errand:
    def __init__(self, transport: Transport, sealed: SealedSubmission, around: Around, end: float) -> None:
        self._transport = transport
        self._sealed = sealed
        self._around = around
        self._end = end
        self._mark = NO_MARK

    def run(self) -> Report:
        """Bring it there, and ask until there is nothing more to come or the time is up."""
        report = self._bring()
        while not (report.final or report.stage in (Stage.CONFIRMED, Stage.REFUSED, Stage.EXPIRED)):
            if not self._wait():
                break
            try:
                report = self._transport.ask(self._sealed.id, self._mark)
            except NotNow:
                continue
        return report

    def _bring(self) -> Report:
        """As the outbox does: after a failure the receiver is asked first, and nothing is sent twice."""
        while True:
            try:
                return self._transport.hand_over(self._sealed, self._mark, self._save)
            except NotNow:
                if not self._wait():
                    raise
            asked = self._asked()
            if asked is not None and asked.stage is not Stage.WAITING:
                return asked

    def _asked(self) -> Report | None:
        """Return what the receiver says; wait on while it says nothing, and raise at the end."""
        while True:
            try:
                return self._transport.ask(self._sealed.id, self._mark)
            except NotNow:
                if not self._wait():
                    raise

    def _save(self, mark: Mark) -> None:
        self._mark = mark

    def _wait(self) -> bool:
        if self._around.monotonic() + ASK_EVERY_S > self._end:
            return False
        self._around.sleep(ASK_EVERY_S)
        return True


def _judged(submission_id: str, report: Report) -> Finding:
    if report.stage is Stage.CONFIRMED:
        return good(SENT, f"{submission_id}: the office's system has opened it")
    if report.stage is Stage.HANDED_OVER:
        told = f"{submission_id}: handed over, not confirmed within the time"
        return note(SENT, told, "Ask the office whether it can open it, by this id, and delete it.")
    said, correct = in_words(report.reason or "refused-by-receiver")
    return bad(SENT, f"{submission_id}: {said}", correct)
