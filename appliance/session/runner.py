"""Keeps the session, feeds it with events and has its commands done. Never blocks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from appliance.session.commands import Command
from appliance.session.events import Event
from appliance.session.machine import SessionMachine
from appliance.session.states import Session
from appliance.session.step import Step

log = logging.getLogger(__name__)

Action: TypeAlias = Callable[[Any], None]
Changed: TypeAlias = Callable[[Session, Session], None]
"""Called with the session before and after, when they differ."""


class Runner:
    """Owner thread only."""

    def __init__(self, machine: SessionMachine, first: Session, actions: Mapping[type[Any], Action]) -> None:
        self.session = first
        self._machine = machine
        self._actions = actions
        self._watchers: list[Changed] = []

    def watch(self, watcher: Changed) -> None:
        self._watchers.append(watcher)

    def handle(self, event: Any) -> None:
        """Advance by one event of the bus; what the machine does not know changes nothing."""
        self._become(self._advanced(event))

    def fail(self, error: str) -> None:
        """Go out of service for a moment: something outside the machine cannot go on with this session."""
        self._become(self._machine.fault(self.session, error))

    def _become(self, step: Step) -> None:
        before = self.session
        self.session, commands = step
        for command in commands:
            self._do(command)
        if self.session is not before:
            for watcher in self._watchers:
                self._tell(watcher, before)

    def _tell(self, watcher: Changed, before: Session) -> None:
        try:
            watcher(before, self.session)
        except Exception as error:  # noqa: BLE001 - telemetry's failure must not freeze the screen, nor the reverse
            log.error("watcher failed: %s", type(error).__name__)

    def _advanced(self, event: Event) -> Step:
        try:
            return self._machine.advance(self.session, event)
        except Exception as error:  # noqa: BLE001 - whatever it is, no frozen screen: out of service, then again
            log.error("machine failed on %s: %s", type(event).__name__, type(error).__name__)
            return self._machine.fault(self.session, type(error).__name__)

    def _do(self, command: Command) -> None:
        try:
            self._actions[type(command)](command)
        except Exception as error:  # noqa: BLE001 - one command's failure must not keep the next from being done
            log.error("command %s failed: %s", type(command).__name__, type(error).__name__)
