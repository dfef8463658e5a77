"""One open line to the printer: asks for its status, sends whole commands, collects confirmations."""

from __future__ import annotations

import time
from collections import deque

from hardware.receipt_printer.commands import real_time_request
from hardware.receipt_printer.replies import Garbage, PaperSensorReply, ProcessIdReply, RealTimeReply, ReplyParser
from hardware.receipt_printer.status_bytes import KINDS, PrinterFacts, read_facts
from hardware.receipt_printer.transport import Transport

_QUIET_SECONDS = 0.1
_QUIET_TRIES = 5


class PrinterLine:
    def __init__(self, transport: Transport, reply_seconds: float) -> None:
        self._transport = transport
        self._reply_seconds = reply_seconds
        self._parser = ReplyParser()
        self._unsent = b""
        self._confirmations: deque[ProcessIdReply | PaperSensorReply] = deque()
        self._status: deque[RealTimeReply | Garbage] = deque()
        self._out_of_step = False

    @property
    def blocked(self) -> bool:
        """Whether part of the last write is still waiting for the printer to take it."""
        return bool(self._unsent)

    def send(self, data: bytes) -> None:
        """Send, or keep the rest for the next call of `flush`. Raises LineLost."""
        self._unsent += data
        self.flush()

    def flush(self) -> None:
        while self._unsent:
            taken = self._transport.write(self._unsent)
            if not taken:
                return
            self._unsent = self._unsent[taken:]

    def facts(self) -> PrinterFacts | None:
        """Ask for the real-time status; None when there was no valid answer. Raises LineLost.

        One question at a time: the answers do not say which question they belong to. While a command is
        half sent nothing is asked, for the question would become part of it.
        """
        self.flush()
        if self.blocked:
            return None
        if self._out_of_step:
            self._wait_for_quiet()
        facts = read_facts(self._replies())
        self._out_of_step = facts is None
        return facts

    def _replies(self) -> list[int | None]:
        replies: list[int | None] = []
        for kind in KINDS:
            replies.append(self._ask(kind))
            if replies[-1] is None:
                break
        return replies

    def _wait_for_quiet(self) -> None:
        """Let late answers pass: taken for the next ones, they could make an open cover look shut."""
        for _ in range(_QUIET_TRIES):
            before = len(self._status)
            self._receive(_QUIET_SECONDS)
            if len(self._status) == before:
                return

    def confirmations(self, timeout_seconds: float = 0.0) -> list[ProcessIdReply | PaperSensorReply]:
        """Take what has been confirmed since the last call, in order. Raises LineLost."""
        self._receive(timeout_seconds)
        confirmed = list(self._confirmations)
        self._confirmations.clear()
        return confirmed

    def close(self) -> None:
        self._transport.close()

    def _ask(self, kind: int) -> int | None:
        self._receive(0.0)
        self._status.clear()  # late answers to earlier questions
        self.send(real_time_request(kind))
        deadline = time.monotonic() + self._reply_seconds
        while not self._status:
            left = deadline - time.monotonic()
            if left <= 0:
                return None
            self._receive(left)
        return self._status.popleft().byte

    def _receive(self, timeout_seconds: float) -> None:
        for reply in self._parser.feed(self._transport.read(timeout_seconds)):
            if isinstance(reply, ProcessIdReply | PaperSensorReply):
                self._confirmations.append(reply)
            else:
                self._status.append(reply)
