"""How the commands of sending are done: the stick is read, papers are re-written, submissions sealed and kept."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from typing import Any

from ulid import ULID

from appliance.background import Background
from appliance.clock import Clock
from appliance.offering import Offering
from appliance.outbox.ports import CannotPost, Outbox, WhyNot
from appliance.outbox.submission import Paper, Submission
from appliance.papers.cleaning import clean
from appliance.papers.paper import PaperRefused, Refusal
from appliance.session import sending_commands as do
from appliance.session.runner import Action
from appliance.session.sending_events import (
    PaperCleaned,
    PaperNotTaken,
    SubmissionNotPosted,
    SubmissionPosted,
)
from appliance.session.sending_states import PaperProblem
from appliance.status_desk import StatusDesk
from appliance.typesetting import Typeset, submission_of
from hardware.ports import UsbStick

_PROBLEMS = {
    Refusal.ENCRYPTED: PaperProblem.ENCRYPTED,
    Refusal.TOO_LARGE: PaperProblem.TOO_LARGE,
    Refusal.TOO_MANY_PAGES: PaperProblem.TOO_MANY_PAGES,
}

log = logging.getLogger(__name__)


class SendingActions:
    """Owner thread only; what the background finds out comes back over the bus."""

    def __init__(
        self,
        stick: UsbStick,
        outbox: Outbox,
        desk: StatusDesk,
        offering: Offering,
        background: Background,
        clock: Clock,
        publish: Callable[[object], None],
    ) -> None:
        self._stick = stick
        self._outbox = outbox
        self._desk = desk
        self._offering = offering
        self._background = background
        self._clock = clock
        self._publish = publish

    def table(self) -> Mapping[type[Any], Action]:
        return {
            do.LookAtStick: lambda _: self._stick.look(),
            do.ReadStickFile: lambda command: self._stick.read(command.file_id),
            do.ReleaseStick: lambda _: self._stick.release(),
            do.CleanPaper: self._clean,
            do.PostSubmission: self._post,
            do.LookUpStatus: self._desk.look_up,
            do.StopLookingUp: lambda _: self._desk.stop(),
        }

    def _clean(self, command: do.CleanPaper) -> None:
        def work() -> None:
            try:
                made = clean(command.data)
            except PaperRefused as refused:
                why = _PROBLEMS.get(refused.reason, PaperProblem.NOT_READABLE)
                self._publish(PaperNotTaken(command.request, why))
            except Exception as error:  # noqa: BLE001 - the visitor waits for an answer, whatever went wrong
                log.error("paper not cleaned: %s", type(error).__name__)
                self._publish(PaperNotTaken(command.request, PaperProblem.NOT_READABLE))
            else:
                self._publish(PaperCleaned(command.request, Paper(command.name, made.pages, made.pdf)))

        self._background.submit(work)

    def _post(self, command: do.PostSubmission) -> None:
        created_at = self._clock.now()

        def work() -> None:
            try:
                posted = self._outbox.post(self._submission(command, created_at))
            except CannotPost as refused:
                self._publish(SubmissionNotPosted(command.request, refused.why))
            except Exception as error:  # noqa: BLE001 - the visitor waits for an answer, whatever went wrong
                log.error("submission failed: %s", type(error).__name__)
                self._publish(SubmissionNotPosted(command.request, WhyNot.DISK))
            else:
                self._publish(SubmissionPosted(command.request, posted.id, posted.status_code))

        self._background.submit(work)

    def _submission(self, command: do.PostSubmission, now: dt.datetime) -> Submission:
        made = command.application
        return submission_of(
            self._offering,
            Typeset(made.reference, made.pages, made.pdf),
            made.form_id,
            command.answers,
            submission_id=str(ULID()),
            language=command.language,
            now=now,
            papers=command.papers,
        )
