"""Answers "what became of it?": asks the broker for the code's note, waits a moment, opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from appliance.clock import Clock
from appliance.outbox.note_sealing import NoteUnreadable, open_note
from appliance.outbox.status_code import StatusKeys, status_keys
from appliance.session.events import Ticked
from appliance.session.sending_commands import LookUpStatus
from appliance.session.sending_events import StatusFound, StatusMissed
from appliance.session.sending_states import LookupFailure
from appliance.telemetry.link import Link, LinkDown, StatusNoteReceived

PATIENCE_S = 5.0
"""A note that lies at the broker comes within milliseconds; after this there is none."""


@dataclass(frozen=True, repr=False)
class _Question:
    request: int
    keys: StatusKeys
    until: float


class StatusDesk:
    """Owner thread only."""

    def __init__(self, link: Link, clock: Clock, publish: Callable[[object], None]) -> None:
        self._link = link
        self._clock = clock
        self._publish = publish
        self._open: _Question | None = None

    def look_up(self, command: LookUpStatus) -> None:
        self.stop()
        keys = status_keys(command.code)
        self._open = _Question(command.request, keys, self._clock.monotonic() + PATIENCE_S)
        if not self._link.watch_note(keys.topic):
            self._missed(LookupFailure.OFFLINE)

    def stop(self) -> None:
        """Forget the code: nobody waits for an answer any more."""
        if self._open is not None:
            self._link.unwatch_note(self._open.keys.topic)
            self._open = None

    def handle(self, event: object) -> None:
        if self._open is None:
            return
        match event:
            case StatusNoteReceived(lookup, payload) if lookup == self._open.keys.topic:
                self._received(self._open, payload)
            case LinkDown():
                self._missed(LookupFailure.OFFLINE)
            case Ticked() if self._clock.monotonic() >= self._open.until:
                self._missed(LookupFailure.UNKNOWN)

    def _received(self, question: _Question, payload: bytes) -> None:
        """A note that does not open was not laid down by who knows the code: the true one may still come."""
        try:
            note = open_note(payload, question.keys.key)
        except NoteUnreadable:
            return
        self._publish(StatusFound(question.request, note))
        self.stop()

    def _missed(self, why: LookupFailure) -> None:
        if self._open is not None:
            self._publish(StatusMissed(self._open.request, why))
            self.stop()
