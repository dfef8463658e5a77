"""The bench's judgements: which side of a goal counts as met, and what the table says."""

from __future__ import annotations

import pytest

from tests.bench.mqtt_flood import publish_packet
from tests.bench.result import Result, faster_at_least, rate_at_least, skipped, slower_at_most
from tests.bench.table import table, verdict


@pytest.mark.parametrize(
    ("result", "ratio", "met"),
    [
        (slower_at_most("start", 2.0, 1.0, 2.0), 2.0, True),
        (slower_at_most("start", 2.1, 1.0, 2.0), 2.1, False),
        (faster_at_least("mrz", 1.0, 5.0, 5.0), 5.0, True),
        (faster_at_least("mrz", 1.0, 4.9, 5.0), 4.9, False),
        (rate_at_least("ingest", 50, 100, 0.5), 0.5, True),
        (rate_at_least("ingest", 49, 100, 0.5), 0.49, False),
        (rate_at_least("writes", 1, 100, None), 0.01, None),
    ],
)
def test_a_goal_is_met_up_to_its_limit(result: Result, ratio: float, met: bool | None) -> None:
    assert result.ratio == pytest.approx(ratio)
    assert result.met is met


def test_what_was_skipped_is_neither_met_nor_missed() -> None:
    result = skipped("mrz", "needs a network")
    assert result.met is None
    assert verdict(result) == "(skipped: needs a network)"


def test_the_table_has_a_line_for_each_result() -> None:
    lines = table([slower_at_most("start", 3.0, 1.0, 2.0), skipped("mrz", "needs a network")]).splitlines()
    assert len(lines) == 3
    assert lines[1].split() == ["start", "3.00", "s", "1.00", "s", "3.00", "ratio", "<=", "2", "over"]


def test_packets_are_those_of_mqtt() -> None:
    """MQTT 3.1.1, 3.3: type and QoS, remaining length, topic, packet identifier, payload."""
    assert publish_packet("a/b", b"hi", 10) == b"\x32\x09\x00\x03a/b\x00\x0ahi"
    assert publish_packet("a/health", b"", 10) == b"\x30\x0a\x00\x08a/health"
    assert publish_packet("a/b", bytes(200), 1)[1:3] == b"\xcf\x01"
