"""What every store promises: the twin in memory and TinyDB on disk pass the same suite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from appliance.clock import ManualClock
from appliance.storage.in_memory import InMemoryStore
from appliance.storage.ports import Store
from appliance.storage.records import INCIDENTS_KEPT, IncidentRecord
from appliance.storage.tinydb_store import TinyDbStore

MONDAY = dt.date(2026, 3, 2)
OPENERS: dict[str, Callable[[ManualClock, Path], Store]] = {
    "in_memory": lambda clock, _path: InMemoryStore(clock),
    "tinydb": lambda clock, path: TinyDbStore(path / "store.json", clock, lambda _report: None),
}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(params=sorted(OPENERS))
def store(request: pytest.FixtureRequest, clock: ManualClock, tmp_path: Path) -> Iterator[Store]:
    opened = OPENERS[request.param](clock, tmp_path)
    yield opened
    opened.close()


def test_a_counter_starts_at_zero_and_adds_up(store: Store) -> None:
    assert store.counter("visits") == 0
    assert store.increment("visits") == 1
    assert store.increment("visits", by=4) == 5
    assert store.counter("visits") == 5
    assert store.counter("sheets") == 0


def test_incidents_come_newest_first_with_time_and_ids(store: Store, clock: ManualClock) -> None:
    store.add_incident("paper-jam", "a4")
    clock.advance(60)
    store.add_incident("scan-failed", "scanner", "truncated")
    assert store.incidents() == (
        IncidentRecord(2, clock.now(), "scan-failed", ("scanner", "truncated")),
        IncidentRecord(1, clock.now() - dt.timedelta(seconds=60), "paper-jam", ("a4",)),
    )
    assert [incident.kind for incident in store.incidents(limit=1)] == ["scan-failed"]


def test_what_is_not_an_id_is_redacted(store: Store) -> None:
    incident = store.add_incident("job-aborted", "a4", "Erika Mustermann", "Straße")
    assert incident.ids == ("a4", "redacted", "redacted")
    assert store.incidents()[0] == incident


def test_an_empty_id_is_left_out(store: Store) -> None:
    assert store.add_incident("restarted", "").ids == ()


def test_only_the_last_thousand_incidents_are_kept(store: Store) -> None:
    for number in range(INCIDENTS_KEPT + 5):
        store.add_incident("tick", str(number))
    assert len(store.incidents(limit=2 * INCIDENTS_KEPT)) == INCIDENTS_KEPT
    assert store.incidents(limit=1)[0].sequence == INCIDENTS_KEPT + 5


def test_a_setting_is_what_was_put_last(store: Store) -> None:
    assert store.get_setting("mode") is None
    store.put_setting("mode", "maintenance")
    store.put_setting("mode", "service")
    assert store.get_setting("mode") == "service"


def test_help_numbers_start_anew_each_day(store: Store) -> None:
    assert [store.next_help_number(MONDAY) for _ in range(3)] == [1, 2, 3]
    assert store.next_help_number(MONDAY + dt.timedelta(days=1)) == 1
    assert store.next_help_number(MONDAY + dt.timedelta(days=7)) == 1


def test_a_clock_that_jumps_and_comes_back_gives_no_number_twice(store: Store) -> None:
    store.next_help_number(MONDAY)
    store.next_help_number(MONDAY + dt.timedelta(days=2))
    assert store.next_help_number(MONDAY) == 2


def test_flush_says_that_everything_is_safe(store: Store) -> None:
    store.increment("visits")
    assert store.flush(timeout=10)
