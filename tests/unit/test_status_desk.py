"""Asking the broker for a note: who waits, how long, and whom to believe."""

from __future__ import annotations

from appliance.clock import ManualClock
from appliance.outbox.note_sealing import seal_note
from appliance.outbox.status_code import RANDOM_BYTES, new_status_code, status_keys
from appliance.session.events import Ticked
from appliance.session.sending_commands import LookUpStatus
from appliance.session.sending_events import StatusFound, StatusMissed
from appliance.session.sending_states import LookupFailure
from appliance.status_desk import PATIENCE_S, StatusDesk
from appliance.telemetry.link import MemoryLink
from appliance.telemetry.messages import note_topic
from tests.samples import NOON, NOTE

CODE = new_status_code(bytes(range(RANDOM_BYTES)))
KEYS = status_keys(CODE)
NOTE_THERE = seal_note(NOTE, KEYS.key, bytes(12))


class Bench:
    def __init__(self) -> None:
        self.clock = ManualClock(NOON)
        self.answers: list[object] = []
        self.link = MemoryLink(self._receive)
        self.desk = StatusDesk(self.link, self.clock, self.answers.append)
        self.link.connect()

    def _receive(self, event: object) -> None:
        self.desk.handle(event)

    def waits(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.desk.handle(Ticked(self.clock.monotonic(), self.clock.now()))


def test_a_note_of_another_terminal_is_found() -> None:
    bench = Bench()
    bench.link.lay_down(note_topic("t-9", KEYS.topic), NOTE_THERE)
    bench.desk.look_up(LookUpStatus(7, CODE))
    assert bench.answers == [StatusFound(7, NOTE)]
    assert not bench.link.watched


def test_nothing_there_is_said_after_a_moment_and_only_once() -> None:
    bench = Bench()
    bench.desk.look_up(LookUpStatus(7, CODE))
    bench.waits(PATIENCE_S - 1)
    assert bench.answers == []
    bench.waits(1)
    bench.waits(60)
    assert bench.answers == [StatusMissed(7, LookupFailure.UNKNOWN)]
    assert not bench.link.watched


def test_without_a_connection_it_is_not_called_unknown() -> None:
    bench = Bench()
    bench.link.cut()
    bench.desk.look_up(LookUpStatus(7, CODE))
    assert bench.answers == [StatusMissed(7, LookupFailure.OFFLINE)]


def test_a_connection_that_breaks_meanwhile_is_said_at_once() -> None:
    bench = Bench()
    bench.desk.look_up(LookUpStatus(7, CODE))
    bench.link.cut()
    assert bench.answers == [StatusMissed(7, LookupFailure.OFFLINE)]


def test_a_note_laid_by_who_does_not_know_the_code_is_not_believed() -> None:
    bench = Bench()
    bench.desk.look_up(LookUpStatus(7, CODE))
    bench.link.lay_down(note_topic("t-8", KEYS.topic), seal_note(NOTE, bytes(32), bytes(12)))
    assert bench.answers == []
    bench.link.lay_down(note_topic("t-9", KEYS.topic), NOTE_THERE)
    assert bench.answers == [StatusFound(7, NOTE)]


def test_who_left_is_not_answered_any_more() -> None:
    bench = Bench()
    bench.desk.look_up(LookUpStatus(7, CODE))
    bench.desk.stop()
    bench.link.lay_down(note_topic("t-9", KEYS.topic), NOTE_THERE)
    bench.waits(60)
    assert bench.answers == []


def test_the_next_question_takes_the_place_of_the_one_before() -> None:
    bench = Bench()
    bench.desk.look_up(LookUpStatus(7, CODE))
    other = new_status_code(bytes(RANDOM_BYTES))
    bench.desk.look_up(LookUpStatus(8, other))
    assert bench.link.watched == {status_keys(other).topic}
