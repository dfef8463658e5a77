"""The way to one office through FIT-Connect: seal, hand over once, and ask what became of it.

Each step, and what it was taken from: docs/interfaces/fit-connect.md.
"""

from __future__ import annotations

from pathlib import Path

from appliance.clock import Clock
from appliance.outbox.fit_connect import sealing
from appliance.outbox.fit_connect.answers import Refusal
from appliance.outbox.fit_connect.api import SubmissionApi
from appliance.outbox.fit_connect.http_door import USUAL, DoorLimits, HttpDoor
from appliance.outbox.fit_connect.inquiry import Inquiry
from appliance.outbox.fit_connect.known_office import KnownOffice
from appliance.outbox.fit_connect.steps import Step, created_mark, step_of, submitting
from appliance.outbox.ports import CannotSeal, NotNow, RefusedByReceiver, SaveMark
from appliance.outbox.progress import Mark, Report, Stage
from appliance.outbox.settings import FitConnectDestination, FitConnectService
from appliance.outbox.submission import SealedSubmission, Submission


class FitConnectTransport:
    """`cache`: a directory; what is put there is public."""

    name = sealing.NAME

    def __init__(
        self,
        service: FitConnectService,
        destination: FitConnectDestination,
        cache: Path,
        clock: Clock,
        limits: DoorLimits = USUAL,
    ) -> None:
        self._destination = destination
        self._clock = clock
        self._door = HttpDoor(service.ca_file, limits)
        self._api = SubmissionApi(self._door, service, clock)
        self._office = KnownOffice(self._api, service, destination, cache, clock)
        self._inquiry = Inquiry(self._api, service.submission_url, clock)

    def can_seal(self) -> str:
        return self._office.fault()

    def seal(self, submission: Submission) -> SealedSubmission:
        return sealing.seal(submission, self._office.now_known(), self._destination, self._clock.now())

    def refresh(self) -> None:
        self._inquiry.keys.forget()
        self._office.refresh()

    def hand_over(self, sealed: SealedSubmission, mark: Mark, save: SaveMark) -> Report:
        if step_of(mark) is Step.NONE:
            return self._bring(sealed, self._begin(sealed, save), save)
        try:
            return self._bring(sealed, mark, save)
        except Refusal as refusal:
            report = self._after_refusal(sealed.id, mark, refusal)
        if report.stage is not Stage.WAITING:
            return report
        return self._bring(sealed, self._begin(sealed, save), save)

    def ask(self, submission_id: str, mark: Mark) -> Report:  # noqa: ARG002  # the service has an id of its own
        try:
            roots = self._office.roots()
        except CannotSeal as fault:
            raise NotNow(fault.reason) from fault
        return self._inquiry.ask(mark, roots)

    def test(self) -> tuple[str, ...]:
        """Return ids of what is good, in the order of the checks."""
        self._api.sign_in()
        self.refresh()
        if not self._inquiry.keys.of_service():
            raise NotNow("no-event-keys")
        return ("signed-in", "destination-active", "service-offered", "key-checked", "event-keys-known")

    def close(self) -> None:
        self._door.close()

    def _begin(self, sealed: SealedSubmission, save: SaveMark) -> Mark:
        # Should the mark be lost in a crash, what was created here is never submitted; the service removes it.
        mark = created_mark(self._api.create(sealing.announcement(sealed)), sealed)
        save(mark)
        return mark

    def _bring(self, sealed: SealedSubmission, mark: Mark, save: SaveMark) -> Report:
        submission = mark.get("submission")
        metadata, data = sealing.part(sealed, "metadata"), sealing.part(sealed, "data")
        for id_, body in sealing.attachments(sealed).items():
            self._put_attachment(submission, id_, body)
        mark = submitting(mark, self._clock.now())
        save(mark)
        self._api.put_submission(submission, metadata, data)
        save(mark.plus(step=Step.HANDED_OVER.value))
        return Report(Stage.HANDED_OVER)

    def _put_attachment(self, submission: str, attachment_id: str, body: bytes) -> None:
        try:
            self._api.put_attachment(submission, attachment_id, body)
        except Refusal as refusal:
            if refusal.status != 409:  # 409: it is there already, from before the crash
                raise

    def _after_refusal(self, submission_id: str, mark: Mark, refusal: Refusal) -> Report:
        """What was refused may be done already: the log is asked before anything is created anew."""
        report = self.ask(submission_id, mark)
        if report.stage in (Stage.REFUSED, Stage.EXPIRED):
            raise RefusedByReceiver(report.reason) from refusal
        if report.stage is Stage.WAITING and refusal.status not in (404, 410):
            raise refusal
        return report
