"""Lays this terminal's status notes at the broker, a few a second, and all of them again after a reconnect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from appliance.clock import Clock
from appliance.outbox.events import OutboxOpened
from appliance.outbox.kept_note import KeptNote
from appliance.outbox.note_sealing import seal_note
from appliance.outbox.ports import SubmissionProgressed
from appliance.session.events import Ticked
from appliance.telemetry.link import Link, LinkUp, Outgoing
from appliance.telemetry.messages import note_topic

MOST_A_TICK = 20
"""A reconnect after months must not fill the link's queue."""
NONCE_BYTES = 12


class NoteBoard:
    """Owner thread only. `kept` tells all notes; `random_bytes(n)` draws the nonces."""

    def __init__(
        self,
        terminal_id: str,
        link: Link,
        kept: Callable[[], tuple[KeptNote, ...]],
        clock: Clock,
        random_bytes: Callable[[int], bytes],
    ) -> None:
        self._terminal_id = terminal_id
        self._link = link
        self._kept = kept
        self._clock = clock
        self._random_bytes = random_bytes
        self._due: dict[str, None] = {}
        """Ids whose note is to be sent, in order."""

    def handle(self, event: object) -> None:
        match event:
            case (
                LinkUp() | OutboxOpened()
            ):  # whichever comes last: a slow card is opened after the broker is there
                self._due = {each.id: None for each in self._kept()}
            case SubmissionProgressed(id=submission):
                self._due[submission] = None
                self._send_some()
            case Ticked() if self._due:
                self._send_some()

    def _send_some(self) -> None:
        kept = {each.id: each for each in self._kept()}
        for submission in list(self._due)[:MOST_A_TICK]:
            if submission in kept and not self._send(kept[submission]):
                return
            del self._due[submission]

    def _send(self, each: KeptNote) -> bool:
        left = dt.datetime.fromisoformat(each.note.expires_at) - self._clock.now()
        payload = seal_note(each.note, each.key, self._random_bytes(NONCE_BYTES))
        topic = note_topic(self._terminal_id, each.lookup)
        return self._link.send(Outgoing(topic, payload, 1, True, max(1, int(left.total_seconds()))))
