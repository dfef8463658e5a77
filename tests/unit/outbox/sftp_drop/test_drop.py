"""Exactly once, whatever breaks in whichever moment, and however quickly the office collects."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.clock import ManualClock
from appliance.outbox.ports import NotNow
from appliance.outbox.progress import NO_MARK, Mark, Stage
from appliance.outbox.settings import SftpDestination
from appliance.outbox.sftp_drop.transport import SftpDropTransport
from appliance.outbox.submission import SealedPart, SealedSubmission
from tests.peers.drop_in_memory import DropInMemory

NAME = "eingang/01JB.jwe"
TEMPORARY = "eingang/.01JB.part"
SEALED = SealedSubmission("01JB", "wohnungsamt", "application", "wohngeld", "sftp", "k", "2026-03-02T09:00:00Z",
                          (SealedPart("package", "application/jose", b"sealed package"),))  # fmt: skip


class World:
    """The terminal, the server and an office that takes files away whenever it likes."""

    def __init__(self) -> None:
        self.drop = DropInMemory()
        self.mark = NO_MARK
        self.collected: list[bytes] = []
        nowhere = Path("/nonexistent")
        destination = SftpDestination("sftp.example.org", "terminal", "", nowhere, nowhere)
        self.transport = SftpDropTransport(destination, ManualClock(), connect=self.drop.connect)

    def save(self, mark: Mark) -> None:
        self.drop.moment()
        self.mark = mark
        self.drop.moment()

    def hand_over(self) -> Stage:
        return self.transport.hand_over(SEALED, self.mark, self.save).stage

    def ask(self) -> Stage:
        return self.transport.ask(SEALED.id, self.mark).stage

    def collect(self) -> None:
        if NAME in self.drop.files:
            self.collected.append(self.drop.files.pop(NAME))

    def deliver(self) -> None:
        """Go on as the outbox does, with nothing breaking any more."""
        self.drop.moment = lambda: None
        if self.ask() is Stage.WAITING:
            assert self.hand_over() is Stage.HANDED_OVER
        assert self.ask() is Stage.HANDED_OVER
        self.collect()
        assert self.ask() is Stage.HANDED_OVER, "collected is handed over"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 14), st.booleans()), max_size=6))
def test_whatever_breaks_it_arrives_whole_and_once(breaks: list[tuple[int, bool]]) -> None:
    """Each try breaks in some moment; then the office has collected what was there, or has not."""
    world = World()
    for moment, collects in breaks:
        world.drop.moment = breaking_after(moment)
        try:
            if world.ask() is Stage.WAITING:
                world.hand_over()
        except NotNow:
            pass
        if collects:
            world.collect()
    world.deliver()
    assert world.collected == [SEALED.parts[0].body]


def breaking_after(moments: int) -> Moment:
    return Moment(iter([False] * moments + [True]))


class Moment:
    def __init__(self, breaks: Iterator[bool]) -> None:
        self._breaks = breaks

    def __call__(self) -> None:
        if next(self._breaks, False):
            raise NotNow("connection-lost")


def test_a_rename_that_comes_late_makes_no_second_copy() -> None:
    """The order to rename was under way when the connection broke; it is carried out after we have looked."""
    world = World()
    world.drop.files[TEMPORARY] = SEALED.parts[0].body
    world.mark = NO_MARK.plus(step="renaming")
    assert world.ask() is Stage.WAITING

    def late() -> None:
        if TEMPORARY in world.drop.files:
            world.drop.files[NAME] = world.drop.files.pop(TEMPORARY)
            world.collect()

    looks = itertools.count(1)
    world.drop.moment = lambda: late() if next(looks) == 3 else None
    with pytest.raises(NotNow):
        world.hand_over()
    world.deliver()
    assert len(world.collected) == 1


def test_what_arrived_by_half_is_not_renamed() -> None:
    world = World()
    world.drop.loses_half = True
    with pytest.raises(NotNow, match="size-differs"):
        world.hand_over()
    assert world.mark == NO_MARK
    assert NAME not in world.drop.files
    world.deliver()
    assert world.collected == [SEALED.parts[0].body]


def test_an_inbox_that_is_not_mounted_does_not_pass_for_an_emptied_one() -> None:
    world = World()
    world.mark = NO_MARK.plus(step="renaming")
    world.drop.directories.clear()
    with pytest.raises(NotNow, match="directory-missing"):
        world.ask()


def test_an_answer_proves_that_it_arrived_even_if_the_mark_is_lost() -> None:
    world = World()
    world.hand_over()
    world.collect()
    world.drop.files["antworten/01JB.json"] = b'{"answer": "received", "at": "2026-03-03T10:00:00Z"}'
    world.mark = NO_MARK
    assert world.ask() is Stage.CONFIRMED
    assert world.hand_over() is Stage.CONFIRMED
    assert NAME not in world.drop.files


def test_what_lies_there_complete_is_not_written_again_even_if_the_mark_is_lost() -> None:
    world = World()
    world.hand_over()
    world.mark = NO_MARK
    assert world.ask() is Stage.HANDED_OVER
    world.drop.moment = Moment(iter([False, False, True]))  # two looks, and nothing may happen after them
    assert world.hand_over() is Stage.HANDED_OVER
