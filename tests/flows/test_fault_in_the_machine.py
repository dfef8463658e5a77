"""An error inside the session machine: out of service for a moment, and back to work by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from appliance.session import events as ev
from appliance.session import states as st
from appliance.session import transitions
from appliance.session.step import Offer, Step
from tests.flows.visit import Story


def broken(_offer: Offer, _session: st.Session, _event: Any) -> Step:
    raise RuntimeError("ERIKSSON")


def test_no_frozen_screen_and_nothing_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    story = Story(tmp_path)
    story.begins("de", "wohnberechtigungsschein")
    table = cast("dict[Any, Any]", transitions.TABLE)
    monkeypatch.setitem(table, (st.AnsweringQuestion, ev.BackTapped), broken)
    story.does(ev.BackTapped())
    story.sees(st.OutOfService)
    assert story.terminal.session.visit is None
    assert "ERIKSSON" not in caplog.text
    assert any(incident.kind == "machine_fault" for incident in story.terminal.store.incidents())
    for _ in range(7):
        story.waits(5)
        story.does(ev.Touched())  # impatient taps do not keep it away
    story.sees(st.Idle)


def test_a_fault_that_does_not_go_away_is_one_incident(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(tmp_path)
    table = cast("dict[Any, Any]", transitions.TABLE)
    for situation in (st.Idle, st.OutOfService):
        monkeypatch.setitem(table, (situation, ev.BackTapped), broken)
    for _ in range(5):
        story.does(ev.BackTapped())
    story.sees(st.OutOfService)
    assert [incident.kind for incident in story.terminal.store.incidents()] == ["machine_fault"]
