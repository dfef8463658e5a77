"""What the monitor may order the terminal to do, and its answer to each order: done once, acknowledged always."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from typing import Protocol

from appliance.outbox.ports import Outbox
from appliance.session.events import HelpAnswered, Identified
from appliance.session.staff_events import RefillNoted, SelfTestOrdered
from appliance.telemetry.link import CommandReceived
from appliance.telemetry.messages import Command
from hardware.events import DeviceRole

_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_DESK = re.compile(r"[\w .-]{1,20}")
_WITH_PAPER = (DeviceRole.A4.value, DeviceRole.RECEIPT.value)
_REMEMBERED = 100


class Printers(Protocol):
    def resume_queue(self) -> None: ...

    def cancel_all(self) -> None: ...


class Orders:
    """Owner thread only."""

    def __init__(
        self,
        printers: Printers,
        outbox: Outbox,
        publish: Callable[[object], None],
        acknowledge: Callable[[str, str], None],
        serving: Callable[[], bool] = lambda: False,
        reboot: Callable[[], str] | None = None,
    ) -> None:
        """`serving`: whether a visitor is being served, whose papers no test page may join.

        `reboot` has the machine start anew, or returns why not; None where it cannot.
        """
        self._printers = printers
        self._publish = publish
        self._acknowledge = acknowledge
        self._serving = serving
        self._verbs: dict[str, Callable[[Command], str]] = {
            "identify": lambda _: self._done(lambda: publish(Identified())),
            "resume_queue": lambda _: self._done(printers.resume_queue),
            "cancel_jobs": lambda _: self._done(printers.cancel_all),
            "ack_help": self._ack_help,
            "refill": self._refill,
            "self_test": self._self_test,
            "retry_outbox": lambda _: self._done(outbox.retry_now),
            "ack_refused": lambda _: self._done(outbox.seen),
        }
        if reboot is not None:
            self._verbs["reboot"] = lambda _: reboot()
        self._results: dict[str, str] = {}
        self._order: deque[str] = deque()

    def received(self, event: CommandReceived) -> None:
        """Do an order once; a repeated id gets the same answer again."""
        command = event.command
        if not _ID.fullmatch(command.id):
            return
        if command.id not in self._results:
            verb = self._verbs.get(event.verb)
            self._remember(command.id, self._outcome(verb, command) if verb else "unsupported")
        self._acknowledge(command.id, self._results[command.id])

    def _remember(self, command_id: str, result: str) -> None:
        self._results[command_id] = result
        self._order.append(command_id)
        if len(self._order) > _REMEMBERED:
            del self._results[self._order.popleft()]

    @staticmethod
    def _outcome(verb: Callable[[Command], str], command: Command) -> str:
        try:
            return verb(command)
        except Exception as error:  # noqa: BLE001 - whoever gave the order has to hear that it failed
            return type(error).__name__

    @staticmethod
    def _done(action: Callable[[], None]) -> str:
        action()
        return ""

    def _refill(self, command: Command) -> str:
        if command.device not in _WITH_PAPER:
            return "malformed"
        self._publish(RefillNoted(DeviceRole(command.device)))
        return ""

    def _self_test(self, _command: Command) -> str:
        if self._serving():
            return "busy"
        self._publish(SelfTestOrdered())
        return ""

    def _ack_help(self, command: Command) -> str:
        if command.answer not in ("coming", "desk") or command.number <= 0:
            return "malformed"
        if command.answer == "desk" and not _DESK.fullmatch(command.desk):
            return "malformed"
        self._publish(HelpAnswered(command.number, command.answer, command.desk))
        return ""
