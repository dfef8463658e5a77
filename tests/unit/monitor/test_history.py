"""History on a real SQLite file: a restart, a broken file, retention, charts, averages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from appliance.telemetry.messages import EventMessage, Health
from monitor.fleet import Fleet
from monitor.freshness import Freshness, freshness
from monitor.history_database import open_database
from monitor.history_reader import HistoryReader
from monitor.history_rows import Batch
from monitor.history_tables import event, health
from monitor.history_writer import HistoryWriter, prune, write_batch
from monitor.received import Origin, Received
from monitor.registry import fold
from monitor.rules import to_do
from monitor.settings import DAY_S, Retention
from monitor.times import day_start, to_wire
from tests.unit.monitor.said import NOON, SETTINGS, call, device, kinds, no_paper, received, state

DAY = [
    received("b3", "state", state("ready")),
    received("b3", "device/a4", device(total=10)),
    received("b3", "device/a4", device(total=25), NOON + 60),
    received("b3", "device/a4", no_paper(NOON + 90), NOON + 90),
    received("b3", "help", call(27), NOON + 95),
    received("b3", "health", Health(cpu_temp_c=51.0), NOON + 100),
    received("b3", "event", EventMessage("01J1", "paper-out", to_wire(NOON + 91), "a4"), NOON + 100),
]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_database(tmp_path / "monitor.sqlite")
    yield opened
    opened.dispose()


def record(engine: Engine, messages: list[Received]) -> Fleet:
    """Write the messages in one transaction, as the writer does, and return the live fleet."""
    fleet, batch = Fleet(), Batch()
    for message in messages:
        batch.add(message, fleet.get(message.terminal))
        fleet = fold(fleet, message)
    with engine.begin() as connection:
        write_batch(connection, batch)
    return fleet


def test_after_a_restart_the_last_known_state_is_there_and_looks_stale(engine: Engine) -> None:
    record(engine, DAY)
    fleet = HistoryReader(engine).fleet(NOON + 101)
    terminal = fleet.terminals["b3"]
    assert terminal.seen_at == NOON + 100
    assert freshness(terminal, NOON + 101, SETTINGS.limits) is Freshness.STALE
    tasks = to_do(fleet, NOON + 101, SETTINGS)
    assert kinds(tasks) == [("help-open", "b3"), ("a4-media-empty", "b3")]
    assert all(task.stale for task in tasks)


def test_after_a_restart_the_paper_of_the_day_is_still_counted(engine: Engine) -> None:
    record(engine, DAY)
    fleet = HistoryReader(engine).fleet(NOON + 101)
    assert fleet.terminals["b3"].devices["a4"].hours == {int(NOON // 3600): 15}


def test_a_retained_message_does_not_make_the_last_live_one_younger(engine: Engine) -> None:
    record(engine, DAY[:1])
    record(engine, [received("b3", "state", state("ready"), NOON + 5000, Origin.RETAINED)])
    assert HistoryReader(engine).fleet(NOON + 5001).terminals["b3"].seen_at == NOON


def test_a_cleared_topic_is_gone_after_a_restart(engine: Engine) -> None:
    record(engine, [*DAY, received("b3", "help", None, NOON + 200)])
    assert HistoryReader(engine).fleet(NOON + 201).terminals["b3"].help is None


def test_the_log_tells_changes_and_events_and_no_repetitions(engine: Engine) -> None:
    record(engine, [*DAY, received("b3", "device/a4", no_paper(NOON + 90), NOON + 150)])
    log = [(entry.kind, entry.ref) for entry in HistoryReader(engine).log("b3")]
    assert log == [("paper-out", "a4"), ("device", "a4 media-empty"), ("device", "a4")]


def test_the_same_event_twice_is_kept_once(engine: Engine) -> None:
    record(engine, [DAY[-1], DAY[-1]])
    record(engine, [DAY[-1]])
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(event)).scalar() == 1


def test_health_can_be_drawn_and_what_was_not_measured_is_left_out(engine: Engine) -> None:
    record(engine, [*DAY, received("b3", "health", Health(load=0.5), NOON + 130)])
    samples = HistoryReader(engine).samples("b3", "cpu_temp_c", NOON)
    assert [(sample.at, sample.value) for sample in samples] == [(NOON + 100, 51.0)]


def test_the_average_is_over_days_on_which_anything_was_printed(engine: Engine) -> None:
    for days_ago, count in ((1, 100), (3, 200)):
        at = NOON - days_ago * DAY_S
        messages = [received("b3", "device/a4", device(total=total), at) for total in (0, count)]
        record(engine, messages)
    record(engine, [received("b3", "device/a4", device(total=total)) for total in (0, 7)])
    assert HistoryReader(engine).daily_average("a4", day_start(NOON, SETTINGS.zone)) == 150


def test_old_history_is_dropped_and_young_history_kept(engine: Engine) -> None:
    record(engine, [received("b3", "health", Health(load=1.0), NOON - days * DAY_S) for days in (1, 6, 8)])
    with engine.begin() as connection:
        prune(connection, NOON, Retention(health_days=7))
        assert connection.execute(select(func.count()).select_from(health)).scalar() == 2


@pytest.mark.parametrize("content", [b"this is no database", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_broken_database_is_set_aside_and_a_new_one_begins(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "monitor.sqlite"
    path.write_bytes(content)
    engine = open_database(path)
    record(engine, DAY)
    assert HistoryReader(engine).fleet(NOON).terminals
    engine.dispose()
    (aside,) = tmp_path.glob("monitor.sqlite.broken-*")
    assert aside.read_bytes() == content


def test_a_database_torn_in_the_middle_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "monitor.sqlite"
    engine = open_database(path)
    record(engine, [received("b3", "health", Health(load=1.0), NOON + n) for n in range(2000)])
    engine.dispose()
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xaa" * 8192 + whole[16384:])
    assert HistoryReader(open_database(path)).fleet(NOON).terminals == {}
    assert list(tmp_path.glob("monitor.sqlite.broken-*"))


def test_the_writer_writes_everything_it_was_given_before_it_closes(engine: Engine) -> None:
    writer = HistoryWriter(engine, Retention())
    writer.start()
    for n in range(1234):
        writer.add(received("b3", "health", Health(load=1.0), 2e9 + n), None)
    writer.close()
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(health)).scalar() == 1234
    assert writer.lost == 0


def test_a_writer_whose_disk_fails_counts_what_is_lost_and_goes_on(engine: Engine) -> None:
    writer = HistoryWriter(engine, Retention())
    writer.start()
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE health RENAME TO elsewhere")
    writer.add(DAY[5], None)
    assert writer.flush()
    assert writer.lost == 1
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO health")
    writer.add(DAY[5], None)
    assert writer.flush()
    writer.close()
    assert HistoryReader(engine).samples("b3", "cpu_temp_c", NOON)
