"""The pulse: how often it beats, and what one beat says."""

from __future__ import annotations

from pathlib import Path

from appliance.clock import ManualClock
from appliance.supervision.heartbeat import Heartbeat, read_heartbeat
from appliance.supervision.pulse import LONGEST_START_S, PAUSE_S, Pulse


class Told:
    """A supervisor that remembers."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def ready(self) -> None:
        self.lines.append("ready")

    def alive(self) -> None:
        self.lines.append("alive")

    def status(self, text: str) -> None:
        self.lines.append(text)

    def stopping(self) -> None:
        self.lines.append("stopping")


def beat_in(directory: Path) -> Heartbeat:
    beat = read_heartbeat(directory)
    assert beat is not None
    return beat


def test_thirty_turns_a_second_are_one_beat_every_two_seconds(tmp_path: Path) -> None:
    clock, told = ManualClock(), Told()
    pulse = Pulse(clock, told, 2.0, tmp_path)
    for _ in range(300):
        pulse.turn()
        clock.advance(1 / 30)
    assert told.lines == ["alive"] * 5


def test_a_beat_says_what_has_come_so_far(tmp_path: Path) -> None:
    clock = ManualClock()
    pulse = Pulse(clock, Told(), 2.0, tmp_path)
    pulse.turn()
    assert (beat_in(tmp_path).first_frame, beat_in(tmp_path).devices) == (None, None)
    clock.advance(2)
    pulse.first_frame()
    pulse.follow(lambda: {"touch": "ready"})
    pulse.turn()
    assert beat_in(tmp_path) == Heartbeat(at=2.0, since=0.0, first_frame=2.0, devices={"touch": "ready"})


def test_a_stall_begins_a_new_pulse(tmp_path: Path) -> None:
    clock = ManualClock()
    pulse = Pulse(clock, Told(), 2.0, tmp_path)
    for seconds in (2, 2, PAUSE_S):
        pulse.turn()
        clock.advance(seconds)
    pulse.turn()
    assert beat_in(tmp_path).since == 0.0
    clock.advance(PAUSE_S + 0.1)
    pulse.turn()
    assert beat_in(tmp_path).since == beat_in(tmp_path).at


def test_a_terminal_that_is_never_put_together_has_no_pulse() -> None:
    clock, told = ManualClock(), Told()
    pulse = Pulse(clock, told)
    clock.advance(LONGEST_START_S)
    pulse.turn()
    clock.advance(2)
    pulse.turn()
    assert told.lines == ["alive"]
    pulse.follow(dict)
    pulse.turn()
    assert told.lines == ["alive", "serving", "alive"]


def test_ready_comes_with_the_first_frame_and_not_before(tmp_path: Path) -> None:
    told = Told()
    pulse = Pulse(ManualClock(), told)
    pulse.turn()
    assert told.lines == ["alive"]
    pulse.first_frame()
    pulse.stopping()
    assert told.lines == ["alive", "ready", "the first screen is shown", "stopping"]


def test_a_heartbeat_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    told = Told()
    Pulse(ManualClock(), told, 2.0, tmp_path / "gone").turn()
    assert told.lines == ["alive"]


def test_a_half_written_heartbeat_is_none(tmp_path: Path) -> None:
    (tmp_path / "heartbeat.json").write_bytes(b'{"at": 1.0, "si')
    assert read_heartbeat(tmp_path) is None
