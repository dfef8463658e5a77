"""When a terminal may start anew into an update."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from appliance.session.step import LOCAL_TIME
from appliance.updating.starting import Moment, first_minute, may_start_anew

EARLY = dt.datetime(2026, 3, 2, 4, 30, tzinfo=LOCAL_TIME)
NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=LOCAL_TIME)
NIGHT = Moment("waiting", "night", 180.0, EARLY, clock_believed=True, terminal_id="t-1", rescue=False)


def may(**changes: Any) -> bool:
    return may_start_anew(dataclasses.replace(NIGHT, **changes))


def test_it_may_at_night_when_nobody_is_there() -> None:
    assert may()


@pytest.mark.parametrize("phase", ["none", "fetching", "installing", "proving", "done", "failed"])
@pytest.mark.parametrize("rescue", [False, True])
def test_only_what_waits_is_started_into(phase: str, rescue: bool) -> None:
    assert not may(phase=phase, rescue=rescue)


def test_not_under_somebodys_finger() -> None:
    assert not may(quiet_s=179.9)
    assert not may(quiet_s=0, when="now")


def test_by_day_only_when_it_is_wanted_now() -> None:
    assert not may(local=NOON)
    assert may(local=NOON, when="now")


def test_a_clock_that_nobody_believes_knows_no_night() -> None:
    assert not may(clock_believed=False)
    assert may(clock_believed=False, when="now")


def test_without_a_picture_at_once() -> None:
    assert may(rescue=True, local=NOON, quiet_s=0, clock_believed=False)


@pytest.mark.parametrize(
    ("hour", "minute", "expected"), [(1, 59, False), (4, 59, True), (5, 0, False), (23, 0, False)]
)
def test_the_night_ends_before_five(hour: int, minute: int, expected: bool) -> None:
    assert may(local=EARLY.replace(hour=hour, minute=minute)) is expected


def test_each_terminal_begins_at_its_own_minute_and_has_an_hour_left() -> None:
    minutes = {first_minute(f"t-{number}") for number in range(50)}
    assert len(minutes) > 25
    assert max(minutes) < 120
    first = first_minute("t-1")
    begin = EARLY.replace(hour=2, minute=0) + dt.timedelta(minutes=first)
    assert may(local=begin)
    assert not may(local=begin - dt.timedelta(minutes=1))
