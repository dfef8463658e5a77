"""The terminal as a whole: what it says at its start, and that one part's failure stays that part's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from appliance.telemetry.publisher import Publisher
from tests.flows.visit import Story

ROOT = "terminal/v1/terminal"


def test_a_device_is_unknown_until_it_has_spoken(tmp_path: Path) -> None:
    """An earlier run's `ready` may lie at the broker: it is overruled before any device is asked."""
    story = Story(tmp_path)
    states = [json.loads(m.payload)["state"] for m in story.link.sent if m.topic == f"{ROOT}/device/scanner"]
    assert (states[0], set(states[1:])) == ("unknown", {"ready"})
    assert json.loads(story.link.retained[f"{ROOT}/queues"])["print"] == 0
    assert story.link.retained[f"{ROOT}/help"] == b""


def test_health_is_told_every_thirty_seconds(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.link.sent.clear()
    story.waits(90)
    told = [message for message in story.link.sent if message.topic == f"{ROOT}/health"]
    assert len(told) == 3


def test_telemetry_that_fails_does_not_stop_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    for name in ("device", "queues", "state", "help", "health"):
        monkeypatch.setattr(Publisher, name, fail)
    story.waits(65)
    story.is_ready_to_print()


def test_all_is_closed_whatever_fails_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(tmp_path)

    def fail() -> None:
        raise OSError("stuck")

    closed: list[str] = []
    monkeypatch.setattr(story.touch, "close", fail)
    for name, part in (("link", story.terminal.link), ("store", story.terminal.store)):
        monkeypatch.setattr(part, "close", lambda name=name: closed.append(name))
    with pytest.raises(OSError, match="stuck"):
        story.terminal.close()
    assert closed == ["link", "store"]


def test_a_terminal_that_is_switched_off_does_not_stay_ready_at_the_broker(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.terminal.close()
    assert json.loads(story.link.retained["terminal/v1/terminal/state"])["s"] == "out_of_service"
