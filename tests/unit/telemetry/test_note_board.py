"""Notes at the broker: new ones at once, all of them after a reconnect, never too many at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from appliance.clock import ManualClock
from appliance.outbox.entry import Entry
from appliance.outbox.events import OutboxOpened
from appliance.outbox.kept_note import KeptNote, kept_note
from appliance.outbox.note_sealing import open_note
from appliance.outbox.ports import SubmissionProgressed
from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.session.events import Ticked
from appliance.telemetry.link import LinkUp, MemoryLink
from appliance.telemetry.messages import note_topic
from appliance.telemetry.note_board import MOST_A_TICK, NoteBoard
from tests.samples import NOON

REMEMBER = dt.timedelta(days=90)


def entry(number: int = 1) -> Entry:
    return Entry(
        id=f"01J{number:05d}",
        number=number,
        office="wohnungsamt",
        transport="sftp",
        kind="application",
        form_id="wohnberechtigungsschein",
        created=NOON,
        size=1000,
        status_topic=f"{number:032x}",
        status_key=number.to_bytes(32, "big"),
    )


class Bench:
    def __init__(self, entries: int = 1) -> None:
        self.entries = [entry(number) for number in range(1, entries + 1)]
        self.clock = ManualClock(NOON)
        self.link = MemoryLink(self._receive)
        self.board = NoteBoard("t-1", self.link, self._kept, self.clock, bytes)
        self.link.connect()

    def _receive(self, event: object) -> None:
        self.board.handle(event)

    def _kept(self) -> tuple[KeptNote, ...]:
        return tuple(kept_note(each, REMEMBER) for each in self.entries)

    def ticks(self) -> None:
        self.clock.advance(1)
        self.board.handle(Ticked(self.clock.monotonic(), self.clock.now()))

    def progresses(self, stage: Stage, answer: OfficeAnswer = OfficeAnswer.NONE) -> None:
        self.entries[0] = replace(self.entries[0], stage=stage, answer=answer, changed=self.clock.now())
        self.board.handle(SubmissionProgressed(self.entries[0].id, "wohnungsamt", stage, answer))


def test_each_change_lies_at_the_broker_for_who_has_the_key() -> None:
    bench = Bench()
    bench.progresses(Stage.CONFIRMED, OfficeAnswer.PAPERS_NEEDED)
    payload = bench.link.retained[note_topic("t-1", bench.entries[0].status_topic)]
    note = open_note(payload, bench.entries[0].status_key)
    assert (note.stage, note.answer, note.office) == (Stage.CONFIRMED, OfficeAnswer.PAPERS_NEEDED, "wohnungsamt")


def test_it_is_forgotten_by_itself() -> None:
    bench = Bench()
    bench.progresses(Stage.HANDED_OVER)
    assert bench.link.sent[-1].expires_s == 90 * 24 * 3600


def test_after_a_reconnect_all_are_laid_again_a_few_a_second() -> None:
    bench = Bench(entries=MOST_A_TICK + 5)
    bench.board.handle(LinkUp("S2"))
    bench.ticks()
    assert len(bench.link.sent) == MOST_A_TICK
    bench.ticks()
    assert len(bench.link.sent) == MOST_A_TICK + 5
    bench.ticks()
    assert len(bench.link.sent) == MOST_A_TICK + 5


def test_news_while_the_broker_is_away_are_told_when_it_is_back() -> None:
    bench = Bench()
    bench.link.cut()
    bench.progresses(Stage.HANDED_OVER)
    assert bench.link.sent == []
    bench.link.connect()
    bench.ticks()
    assert len(bench.link.sent) == 1


def test_what_was_forgotten_meanwhile_is_not_told() -> None:
    bench = Bench()
    bench.link.cut()
    bench.progresses(Stage.HANDED_OVER)
    bench.entries.clear()
    bench.link.connect()
    bench.ticks()
    assert bench.link.sent == []


def test_notes_of_a_card_that_was_slow_to_read_are_sent_after_the_broker_is_there() -> None:
    bench = Bench()
    known, bench.entries = bench.entries, []
    bench.board.handle(LinkUp("s-2"))
    bench.ticks()
    assert not bench.link.sent
    bench.entries = known
    bench.board.handle(OutboxOpened())
    bench.ticks()
    assert len(bench.link.sent) == 1
