"""Commands that staff gave and what became of them. A terminal that does not answer in time has not done it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from ulid import ULID

from appliance.telemetry.messages import COMMAND_EXPIRY_S, Acknowledgement, Command, Verb, encode, topic
from monitor.tasks import Action

VERBS: frozenset[Verb] = frozenset(
    {
        *("identify", "resume_queue", "cancel_jobs", "ack_help"),
        *("refill", "self_test", "retry_outbox", "ack_refused"),
    }
)
"""What terminals carry out today; no button is shown for anything else."""
KEPT = 200


class Fate(StrEnum):
    SENT = "sent"
    DONE = "done"
    FAILED = "failed"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Given:
    """A command on its way."""

    id: str
    terminal: str
    verb: Verb
    number: int
    at: float
    device: str = ""
    by: str = ""
    """The desk or phone whose button gave it, as it calls itself."""
    answer: Acknowledgement | None = None

    def fate(self, now: float) -> Fate:
        if self.answer is not None:
            return Fate.DONE if self.answer.ok else Fate.FAILED
        return Fate.SENT if now - self.at <= COMMAND_EXPIRY_S else Fate.UNANSWERED


class NotConnectedError(RuntimeError):
    """There is no broker now. A command is not kept for later: it would come as a surprise."""


class Sends(Protocol):
    def publish_command(self, topic: str, payload: bytes) -> None:
        """Publish with the contract's expiry. Raises NotConnectedError."""


class Commands:
    """Any thread."""

    def __init__(self, sender: Sends, now: Callable[[], float], on_change: Callable[[], None]) -> None:
        self._sender = sender
        self._now = now
        self._on_change = on_change
        self._given: dict[str, Given] = {}
        self._lock = threading.Lock()

    def give(self, terminal: str, action: Action, by: str = "") -> Given:
        """Send. Raises NotConnectedError; a verb that no terminal carries out is a programming error."""
        if action.verb not in VERBS or action.verb is None:
            raise ValueError(action.verb)
        command = Command(
            id=str(ULID()), number=action.number, answer=action.answer, desk=action.desk, device=action.device
        )
        given = Given(command.id, terminal, action.verb, action.number, self._now(), action.device, by)
        with self._lock:
            self._given[given.id] = given
            while len(self._given) > KEPT:
                self._given.pop(next(iter(self._given)))
        try:
            self._sender.publish_command(topic(terminal, "cmd", action.verb), encode(command))
        except NotConnectedError:
            with self._lock:
                self._given.pop(given.id, None)
            raise
        self._on_change()
        return given

    def acknowledged(self, command_id: str, answer: Acknowledgement) -> None:
        with self._lock:
            given = self._given.get(command_id)
            if given is not None:
                self._given[command_id] = replace(given, answer=answer)

    def answered_by(self, terminal: str, number: int) -> Given | None:
        """Return the answer to a call for help that the terminal took; None if it was given before a restart."""
        with self._lock:
            answers = [
                given
                for given in self._given.values()
                if (given.terminal, given.verb, given.number) == (terminal, "ack_help", number)
                and given.answer is not None
                and given.answer.ok
            ]
        return answers[-1] if answers else None

    def latest(self, terminal: str, max_age_s: float = 300.0) -> Given | None:
        """Return the last command for a terminal, if it is recent enough to be worth showing."""
        with self._lock:
            mine = [g for g in self._given.values() if g.terminal == terminal]
        return mine[-1] if mine and self._now() - mine[-1].at <= max_age_s else None
