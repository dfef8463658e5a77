"""Commands, claims and incidents: what staff do, and what becomes of it."""

from __future__ import annotations

import pytest

from appliance.telemetry.messages import Acknowledgement, Command, decode
from monitor.claims import CLAIM_LASTS_S, Claims
from monitor.commands import Commands, Fate, NotConnectedError
from monitor.incidents import IncidentLog
from monitor.rules import to_do
from monitor.task_view import CardMaker
from monitor.tasks import Action, Task
from monitor.words import WORDS
from tests.unit.monitor.said import NOON, SETTINGS, call, device, hall, hear, no_paper, state


class Wire:
    """A broker connection that keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes]] = []
        self.connected = True

    def publish_command(self, topic: str, payload: bytes) -> None:
        if not self.connected:
            raise NotConnectedError
        self.sent.append((topic, payload))


COMING = Action("action.coming", "ack_help", 27, "coming")


def test_a_command_is_followed_until_the_terminal_answers() -> None:
    wire, now = Wire(), [NOON]
    commands = Commands(wire, lambda: now[0], lambda: None)
    given = commands.give("b3", COMING)
    topic, payload = wire.sent[0]
    assert topic == "terminal/v1/b3/cmd/ack_help"
    assert decode(payload, Command) == Command(given.id, 27, "coming")
    assert given.fate(NOON) is Fate.SENT
    commands.acknowledged(given.id, Acknowledgement(ok=True))
    latest = commands.latest("b3")
    assert latest is not None
    assert latest.fate(NOON + 99) is Fate.DONE
    assert commands.latest("a1") is None


@pytest.mark.parametrize(("ok", "after_s", "fate"), [(False, 1, Fate.FAILED), (None, 31, Fate.UNANSWERED)])
def test_a_command_that_was_not_done_is_not_shown_as_done(ok: bool | None, after_s: float, fate: Fate) -> None:
    commands = Commands(Wire(), lambda: NOON, lambda: None)
    given = commands.give("b3", COMING)
    if ok is not None:
        commands.acknowledged(given.id, Acknowledgement(ok=ok))
    latest = commands.latest("b3")
    assert latest is not None
    assert latest.fate(NOON + after_s) is fate


def test_without_a_broker_a_command_is_refused_and_not_kept_for_later() -> None:
    wire = Wire()
    wire.connected = False
    commands = Commands(wire, lambda: NOON, lambda: None)
    with pytest.raises(NotConnectedError):
        commands.give("b3", COMING)
    assert commands.latest("b3") is None


def test_a_verb_that_terminals_do_not_carry_out_is_never_sent() -> None:
    with pytest.raises(ValueError, match="reboot"):
        Commands(Wire(), lambda: NOON, lambda: None).give("b3", Action("", "reboot"))


def test_the_card_says_from_where_a_call_was_answered_once_the_terminal_has_taken_it() -> None:
    commands = Commands(Wire(), lambda: NOON, lambda: None)
    given = commands.give("b3", COMING, "Theke")
    assert commands.answered_by("b3", 27) is None
    commands.acknowledged(given.id, Acknowledgement(ok=True))
    fleet = hear(hall("b3"), "b3", "help", call(27, answered="coming"))
    maker = CardMaker(WORDS["de"], fleet, NOON, SETTINGS, Claims(lambda: NOON), commands)
    (task,) = to_do(fleet, NOON, SETTINGS)
    assert "Antwort von Theke um 12:00" in maker.card(task).notes
    assert commands.answered_by("b3", 28) is None


def test_a_refill_names_its_device() -> None:
    wire = Wire()
    Commands(wire, lambda: NOON, lambda: None).give("b3", Action("", "refill", device="receipt"))
    assert decode(wire.sent[0][1], Command).device == "receipt"


def test_on_the_round_is_a_claim_in_other_words() -> None:
    fleet = hear(hall("b3"), "b3", "device/receipt", device("ready", "media-low:warning"))
    claims = Claims(lambda: NOON)
    maker = CardMaker(WORDS["de"], fleet, NOON, SETTINGS, claims, Commands(Wire(), lambda: NOON, lambda: None))
    (task,) = to_do(fleet, NOON, SETTINGS)
    assert [button.label for button in maker.card(task).buttons] == ["Nachgefüllt", "Auf den Rundgang"]
    claims.claim(task.key)
    assert "auf dem Rundgang seit 12:00" in maker.card(task).notes


def test_a_claim_ends_with_its_task_or_when_it_was_forgotten() -> None:
    now = [NOON]
    claims = Claims(lambda: now[0])
    claims.claim("a4-media-empty-b3-a4")
    claims.keep_only(["a4-media-empty-b3-a4"])
    assert claims.since("a4-media-empty-b3-a4") == NOON
    claims.keep_only([])
    assert claims.since("a4-media-empty-b3-a4") is None
    claims.claim("x")
    now[0] += CLAIM_LASTS_S + 1
    claims.keep_only(["x"])
    assert claims.since("x") is None


def tasks(*lost: str, at: float = NOON) -> tuple[Task, ...]:
    fleet = hall("b1", "b2", "b3", "b4")
    for tid in lost:
        fleet = hear(fleet, tid, "state", state("lost"), at)
    return to_do(fleet, at, SETTINGS)


def test_an_incident_begins_and_ends_once() -> None:
    log = IncidentLog([])
    paper = to_do(hear(hall("b3"), "b3", "device/a4", no_paper(NOON - 60)), NOON, SETTINGS)
    (began,) = log.update(paper, NOON)
    assert (began["kind"], began["began"], began["ended"]) == ("a4-media-empty", NOON - 60, None)
    assert log.update(paper, NOON + 1) == []
    assert log.update((), NOON + 2) == []  # a moment's gap is no end
    assert log.update(paper, NOON + 3) == []
    log.update((), NOON + 10)
    (ended,) = log.update((), NOON + 16)
    assert ended["ended"] == NOON + 10


def test_nothing_ends_while_not_everyone_is_heard() -> None:
    log = IncidentLog([])
    log.update(tasks("b3"), NOON)
    log.update((), NOON + 10, lambda _incident: False)
    assert log.update((), NOON + 60, lambda _incident: False) == []


def test_a_network_incident_grows_and_stays_one() -> None:
    log = IncidentLog([])
    log.update(tasks("b1", "b2", "b3"), NOON)
    log.update(tasks("b1", "b2", "b3", "b4"), NOON + 5)
    (incident,) = log.recent
    assert (incident.kind, incident.values["count"]) == ("network-lost", "4")


def test_a_call_that_is_answered_stays_one_incident() -> None:
    log = IncidentLog([])
    fleet = hear(hall("b3"), "b3", "help", call(27))
    log.update(to_do(fleet, NOON, SETTINGS), NOON)
    log.update(to_do(hear(fleet, "b3", "help", call(27, answered="coming")), NOON, SETTINGS), NOON + 9)
    assert len(log.recent) == 1


def test_incidents_known_from_before_a_restart_go_on() -> None:
    log = IncidentLog([])
    log.update(tasks("b3"), NOON)
    again = IncidentLog(list(log.recent))
    assert again.update(tasks("b3"), NOON + 60) == []
