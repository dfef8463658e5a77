"""Asking the service what became of a submission: the case's event log, each entry checked, then folded."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from urllib.parse import urlsplit

from appliance.clock import Clock
from appliance.outbox.fit_connect.answers import Refusal
from appliance.outbox.fit_connect.api import SubmissionApi
from appliance.outbox.fit_connect.event_keys import EventKeys
from appliance.outbox.fit_connect.event_log import fold, with_doubts
from appliance.outbox.fit_connect.event_tokens import Event, NotBelieved, read_event
from appliance.outbox.fit_connect.issuers import Ours
from appliance.outbox.fit_connect.steps import Step, step_of, without_log
from appliance.outbox.ports import NotNow
from appliance.outbox.progress import Mark, Report, Stage

log = logging.getLogger(__name__)


class Inquiry:
    def __init__(self, api: SubmissionApi, submission_url: str, clock: Clock) -> None:
        self._api = api
        self._host = urlsplit(submission_url).hostname or ""
        self._clock = clock
        self.keys = EventKeys(api, clock)

    def ask(self, mark: Mark, roots: bytes | None) -> Report:
        """Raises NotNow."""
        if step_of(mark) is Step.NONE:
            return Report(Stage.WAITING)
        try:
            entries = self._api.events(mark.get("case"))
        except Refusal as refusal:
            raise NotNow(refusal.reason) from refusal
        if entries is None:
            report = without_log(mark, self._clock.now())
            if report is None:
                raise NotNow("case-unknown")
            return report
        return _not_sent_again(self._read(entries, mark, roots), mark)

    def _read(self, entries: Sequence[str], mark: Mark, roots: bytes | None) -> Report:
        events: list[Event] = []
        doubts: list[str] = []
        ours = Ours(mark.get("submission"), mark.get("case"), mark.get("destination"), self._host)
        find_key = self.keys.finder(ours.destination, roots)
        for token in entries:
            try:
                event = read_event(token, ours, find_key, self._clock.now())
            except NotBelieved as doubt:
                log.warning("an event of %s is not believed: %s", ours.submission, doubt.reason)
                doubts.append(doubt.reason)
            else:
                events += [event] if event is not None else []
        return with_doubts(fold(events, mark.get("tags")), doubts)


def _not_sent_again(report: Report, mark: Mark) -> Report:
    """Let WAITING pass only where it is proved: a log that is in doubt must not make us send again."""
    if report.stage is not Stage.WAITING:
        return report
    if step_of(mark) is Step.HANDED_OVER:
        return Report(Stage.HANDED_OVER, reason=report.reason or "not-in-the-log")
    if report.reason:
        raise NotNow(report.reason)
    return report
