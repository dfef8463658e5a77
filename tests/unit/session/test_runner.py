"""The runner: one failure stays one failure."""

from __future__ import annotations

import logging

import pytest

from appliance.session import commands as do
from appliance.session import events as ev
from appliance.session.machine import SessionMachine, first_session
from appliance.session.runner import Runner
from appliance.session.states import Session
from appliance.session.step import Offer
from hardware.events import TouchLost
from tests.samples import NOON, SMALL_FORM

OFFER = Offer({SMALL_FORM.id: SMALL_FORM})


def fail(*_: object) -> None:
    raise ValueError("ERIKSSON")


def new_runner() -> Runner:
    return Runner(SessionMachine(OFFER), first_session(OFFER, 0.0, NOON), {do.CountUp: lambda _: None})


def test_a_watcher_that_fails_does_not_keep_the_others_from_seeing(caplog: pytest.LogCaptureFixture) -> None:
    runner = new_runner()
    seen: list[Session] = []
    runner.watch(fail)
    runner.watch(lambda _, session: seen.append(session))
    with caplog.at_level(logging.DEBUG):
        runner.handle(ev.LanguageChosen("uk"))
    assert seen == [runner.session]
    assert "ValueError" in caplog.text
    assert "ERIKSSON" not in caplog.text


def test_a_command_that_fails_does_not_keep_the_next_from_being_done(caplog: pytest.LogCaptureFixture) -> None:
    done: list[do.Command] = []
    table = {do.CancelReceipts: fail, do.CountUp: done.append, do.Hush: done.append}
    runner = Runner(SessionMachine(OFFER), first_session(OFFER, 0.0, NOON), table)
    with caplog.at_level(logging.DEBUG):
        for event in (ev.LanguageChosen("uk"), ev.EndTapped()):
            runner.handle(event)
    assert [do.CountUp("visits"), do.CountUp("visits_ended")] == [each for each in done if each != do.Hush()]
    assert "ERIKSSON" not in caplog.text


def test_watchers_are_told_of_changes_only() -> None:
    runner = new_runner()
    changes: list[tuple[Session, Session]] = []
    runner.watch(lambda before, after: changes.append((before, after)))
    runner.handle(TouchLost())
    runner.handle("something else on the bus")
    runner.handle(ev.LanguageChosen("uk"))
    assert len(changes) == 1
