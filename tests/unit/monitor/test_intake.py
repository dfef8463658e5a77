"""The way in: what a terminal sends can be dropped, but it can not stop the monitor."""

from __future__ import annotations

import logging

import pytest

from appliance.telemetry.messages import Acknowledgement, Queues, encode
from monitor.fleet import TerminalFacts
from monitor.intake import Intake
from monitor.received import Origin, Received
from tests.unit.monitor.said import NOON


class Kept:
    """History that remembers what it was handed."""

    def __init__(self) -> None:
        self.added: list[tuple[Received, TerminalFacts | None]] = []

    def add(self, received: Received, before: TerminalFacts | None) -> None:
        self.added.append((received, before))


def test_a_message_reaches_the_fleet_and_history() -> None:
    kept = Kept()
    intake = Intake(lambda: NOON, history=kept)
    intake.accept("terminal/v1/b3/queues", encode(Queues(print=2)), retained=True)
    assert intake.fleet.terminals["b3"].queues == Queues(print=2)
    ((message, before),) = kept.added
    assert (message.origin, before, intake.version) == (Origin.RETAINED, None, 1)


def test_garbage_is_counted_and_told_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    now = [NOON]
    intake = Intake(lambda: now[0])
    with caplog.at_level(logging.WARNING):
        for _ in range(100):
            intake.accept("terminal/v1/b3/state", b"\xff\xfe secret", retained=False)
        now[0] += 61
        intake.accept("terminal/v1/b3/state", b"[]", retained=False)
    assert intake.malformed == 101
    assert [record.getMessage() for record in caplog.records] == [
        "dropped 1 malformed messages",
        "dropped 100 malformed messages",
    ]
    assert intake.version == 0


def test_an_acknowledgement_is_handed_on() -> None:
    answered: list[tuple[str, bool]] = []
    intake = Intake(lambda: NOON, on_acknowledged=lambda i, ack: answered.append((i, ack.ok)))
    intake.accept("terminal/v1/b3/ack/01J5", encode(Acknowledgement(ok=False, error="busy")), retained=False)
    assert answered == [("01J5", False)]
