"""How far a terminal's update is, in words; and what staff are told of one that failed."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from appliance.telemetry.messages import TerminalInfo, UpdatePhase, UpdateState
from monitor import texts_update
from monitor.fleet import Fleet
from monitor.freshness import Freshness, freshness
from monitor.history_database import open_database
from monitor.history_reader import HistoryReader
from monitor.history_rows import Batch
from monitor.history_writer import write_batch
from monitor.received import Origin
from monitor.rules import to_do
from monitor.rules_update import PATIENCE_S, PATIENT
from monitor.task_view import CardMaker
from monitor.tasks import Look, Task, Urgency
from monitor.times import to_wire
from monitor.update_view import software_line, update_said
from monitor.words import WORDS, Words
from provisioning.updates.words import ERRORS
from tests.unit.monitor.said import NOON, SETTINGS, hall, hear, kinds, received, state
from tests.unit.monitor.test_sending import maker


def update(phase: UpdatePhase, percent: int = 0, error: str = "", at: float = NOON) -> UpdateState:
    return UpdateState(phase, to_wire(at), "0.2.0", "ab" * 32, percent, error)


def with_update(tid: str, phase: UpdatePhase, error: str = "", fleet: Fleet | None = None) -> Fleet:
    return hear(fleet or hall(tid), tid, "update_state", update(phase, error=error))


def tasks_of(fleet: Fleet, now: float = NOON + 1) -> tuple[Task, ...]:
    return to_do(fleet, now, SETTINGS)


def card_texts(fleet: Fleet, language: str = "de") -> str:
    made: CardMaker = maker(fleet, NOON + 1, language)
    (task,) = tasks_of(fleet)
    card = made.card(task)
    return f"{card.what} {card.do}"


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (update("none"), ""),
        (update("fetching", 40), "Update 0.2.0 wird geladen, 40 %"),
        (update("fetching", 40, "unreachable"), "Update 0.2.0 wird geladen, 40 %, unterbrochen: der Update"),
        (update("installing", 7), "Update 0.2.0 wird installiert, 7 %"),
        (update("waiting"), "Update 0.2.0 ist installiert, startet von selbst"),
        (update("proving"), "Update 0.2.0 ist gestartet, wird noch geprüft"),
        (update("done"), "Update 0.2.0 ist fertig"),
        (update("failed", error="fell_back"), "Update 0.2.0 gescheitert: zurückgefallen auf die alte Fassung"),
        (update("failed", error="solar_flare"), "Update 0.2.0 gescheitert: solar_flare"),
    ],
)  # fmt: skip
def test_each_phase_has_its_words(told: UpdateState, text: str) -> None:
    said = update_said(told, WORDS["de"])
    assert said.startswith(text)
    assert bool(said) == bool(text)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_every_phase_can_be_said(words: Words) -> None:
    for phase in get_args(UpdatePhase):
        assert bool(update_said(update(phase), words)) == (phase != "none")


def test_software_slot_and_update_are_one_quiet_line() -> None:
    info = TerminalInfo("Site", "Halle B · Terminal 3", "0.1.0", "2026-03", "A")
    fleet = hear(hall("b3"), "b3", "info", info)
    assert software_line(fleet.terminals["b3"], WORDS["de"], old=False) == "Software 0.1.0 · Startbereich A"
    terminal = hear(fleet, "b3", "update_state", update("fetching", 40)).terminals["b3"]
    line = software_line(terminal, WORDS["en"], old=False)
    assert line == "Software 0.1.0 · boot slot A · update 0.2.0 is being loaded, 40 %"
    assert "zuletzt Update 0.2.0" in software_line(terminal, WORDS["de"], old=True)
    assert software_line(Fleet().terminals.get("x") or hall("b3").terminals["b3"], WORDS["de"], old=False) == (
        "Software 1"
    )


@pytest.mark.parametrize("phase", ["none", "fetching", "installing", "waiting", "proving", "done"])
def test_an_update_on_its_way_asks_nothing_of_staff(phase: UpdatePhase) -> None:
    assert tasks_of(with_update("b3", phase)) == ()


def test_a_terminal_that_fell_back_is_told_to_it_and_nobody_walks() -> None:
    fleet = with_update("b3", "failed", "fell_back")
    (task,) = tasks_of(fleet)
    assert (task.kind, task.look, task.urgency, task.since) == (
        "update-fell-back",
        Look.WARNING,
        Urgency.SOON,
        NOON,
    )
    assert task.from_desk
    assert "Zurückgefallen auf die alte Fassung" in card_texts(fleet)
    assert "IT rufen" in card_texts(fleet)
    assert "Call IT" in card_texts(fleet, "en")
    assert tasks_of(with_update("b3", "fetching", fleet=fleet)) == ()


@pytest.mark.parametrize("error", ["bad_signature", "wrong_compatible", "damaged", "disk_full", "solar_flare", ""])
def test_a_failure_is_told_with_its_reason(error: str) -> None:
    fleet = with_update("b3", "failed", error)
    assert kinds(tasks_of(fleet)) == [("update-failed", "b3")]
    assert "Update 0.2.0 nicht eingespielt" in card_texts(fleet)
    assert "provision update status" in card_texts(fleet)


@pytest.mark.parametrize("error", sorted(PATIENT))
def test_what_may_be_over_in_an_hour_is_nobody_s_errand(error: str) -> None:
    fleet = with_update("b3", "fetching", error)
    assert tasks_of(fleet) == ()
    later = NOON + PATIENCE_S + 1
    fleet = hear(fleet, "b3", "state", state("ready", at=later), later)
    assert kinds(tasks_of(fleet, later)) == [("update-failed", "b3")]


def test_many_that_fell_back_are_one_incident() -> None:
    fleet = hall("b1", "b2", "b3")
    for tid in ("b1", "b2", "b3"):
        fleet = with_update(tid, "failed", "fell_back", fleet)
    (task,) = tasks_of(fleet)
    assert (task.kind, task.values["count"]) == ("update-fell-back-many", "3")
    assert "B1, B2, B3" in card_texts(fleet)


def test_it_is_told_in_maintenance_too() -> None:
    fleet = hear(with_update("b3", "failed", "fell_back"), "b3", "state", state("maintenance"))
    assert kinds(tasks_of(fleet)) == [("update-fell-back", "b3")]


def test_a_live_report_is_a_sign_of_life_and_a_retained_one_is_none() -> None:
    fleet = hear(hall("b3"), "b3", "update_state", update("fetching"), NOON + 200, Origin.RETAINED)
    assert freshness(fleet.terminals["b3"], NOON + 201, SETTINGS.limits) is not Freshness.FRESH
    fleet = hear(fleet, "b3", "update_state", update("fetching", 5), NOON + 202)
    assert freshness(fleet.terminals["b3"], NOON + 203, SETTINGS.limits) is Freshness.FRESH


def test_a_cleared_report_is_gone() -> None:
    fleet = hear(with_update("b3", "failed", "fell_back"), "b3", "update_state", None)
    assert fleet.terminals["b3"].update is None
    assert tasks_of(fleet) == ()


def test_it_outlives_a_restart_of_the_monitor(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "history.sqlite")
    batch = Batch()
    batch.add(received("b3", "update_state", update("failed", error="fell_back")), None)
    with engine.begin() as connection:
        write_batch(connection, batch)
    restored = HistoryReader(engine).fleet(NOON + 1).terminals["b3"].update
    assert restored == update("failed", error="fell_back")
    engine.dispose()


def test_every_error_has_words_in_the_monitor_and_at_the_desk() -> None:
    for words in WORDS.values():
        assert [keyword for keyword in ERRORS if words.update_error(keyword) == keyword] == []
    keys = {key.removeprefix("update.error.") for key in texts_update.DE if key.startswith("update.error.")}
    assert keys == ERRORS.keys()


def test_events_of_updates_have_words() -> None:
    for kind in ("update_installed", "update_done", "update_failed"):
        for words in WORDS.values():
            assert words.event(kind, "0.2.0").text
            assert words.event(kind, "0.2.0").raw == "0.2.0"
