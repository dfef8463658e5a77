"""Dropped messages: said at once, then at most once a minute, with their number."""

from __future__ import annotations

import logging

import pytest

from appliance.clock import ManualClock
from appliance.telemetry.complaints import Complaints


def test_a_flood_is_one_line_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    clock = ManualClock()
    complaints = Complaints(clock.monotonic)
    with caplog.at_level(logging.WARNING):
        for _ in range(120):
            complaints.dropped("Command: DecodeError")
            clock.advance(1)
    assert [record.getMessage().split(",")[0] for record in caplog.records] == [
        "dropped 1 messages",
        "dropped 60 messages",
    ]
