"""What the desk does when the disk or the updater does not do its part."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from appliance.clock import ManualClock
from appliance.quiet import Quiet
from appliance.session.events import Ticked
from appliance.session.states import Idle, Session
from appliance.storage.in_memory import InMemoryStore
from appliance.supervision.start_anew import NAME, StartAnew
from appliance.telemetry.link import MemoryLink, UpdateReceived
from appliance.telemetry.messages import TerminalInfo, UpdateState, encode
from appliance.telemetry.publisher import Publisher
from appliance.telemetry.update_desk import UpdateDesk
from appliance.updating.folder import UpdateFolder
from tests.unit.updating.samples import AT_ONCE, OTHER, WANTED


class Bench:
    def __init__(self, root: Path) -> None:
        self.clock = ManualClock()
        self.folder = UpdateFolder(root)
        self.runtime = root / "run"
        self.runtime.mkdir()
        self.link = MemoryLink(lambda _: None)
        self.link.connect()
        publisher = Publisher("t-1", self.link, self.clock, TerminalInfo("Site", "Place", "0.1.0", "1"))
        session = Session(Idle(), self.clock.now(), 0.0, 0.0)
        store, quiet = InMemoryStore(self.clock), Quiet(lambda: session, self.clock)
        self.desk = UpdateDesk("t-1", self.folder, publisher, store, self.clock, quiet, StartAnew(self.runtime))

    def waits(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.desk.handle(Ticked(self.clock.monotonic(), self.clock.now()))

    def said(self) -> list[bytes]:
        return [each.payload for each in self.link.sent if each.topic == "terminal/v1/t-1/update_state"]


def test_a_wish_that_cannot_be_written_down_is_written_when_it_can(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.folder.path.write_text("in the way")
    bench.desk.handle(UpdateReceived(encode(WANTED)))
    bench.waits(61)
    assert bench.folder.wanted() is None
    bench.folder.path.unlink()
    bench.waits(1)
    assert bench.folder.wanted() is None
    bench.waits(61)
    assert bench.folder.wanted() == WANTED
    assert bench.folder.has_changed


def test_a_wish_comes_down_once_however_often_it_is_heard(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    for _ in range(3):
        bench.desk.handle(UpdateReceived(encode(WANTED)))
        bench.folder.take_changed()
    bench.desk.handle(UpdateReceived(encode(WANTED)))
    assert not bench.folder.has_changed
    bench.desk.handle(UpdateReceived(b""))
    assert bench.folder.has_changed
    assert bench.folder.wanted() is None


def test_a_state_is_read_when_it_was_written_and_not_every_second(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    for _ in range(5):
        bench.waits(1)
    assert len(bench.said()) == 1
    bench.folder.say(UpdateState("fetching", "2026-03-02T09:00:00.000Z", "0.2.0", WANTED.sha256, 40))
    bench.waits(1)
    assert len(bench.said()) == 2
    bench.folder.state_file.write_bytes(b'{"phase":"fetch')
    bench.waits(1)
    assert len(bench.said()) == 2


def test_what_waits_and_is_not_what_is_wanted_is_not_started_into(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.desk.handle(UpdateReceived(encode(replace(OTHER, when="now"))))
    bench.folder.say(UpdateState("waiting", "2026-03-02T09:00:00.000Z", "0.2.0", WANTED.sha256))
    bench.waits(200)
    assert not (bench.runtime / NAME).exists()


def test_a_start_that_does_not_come_is_asked_for_again_after_a_while(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.desk.handle(UpdateReceived(encode(AT_ONCE)))
    bench.folder.say(UpdateState("waiting", "2026-03-02T09:00:00.000Z", "0.2.0", AT_ONCE.sha256))
    bench.waits(200)
    (bench.runtime / NAME).unlink()
    bench.waits(300)
    assert not (bench.runtime / NAME).exists()
    bench.waits(400)
    assert (bench.runtime / NAME).read_text() == "update\n"


def test_a_runtime_directory_that_is_gone_is_no_end_of_the_world(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.runtime.rmdir()
    bench.desk.handle(UpdateReceived(encode(AT_ONCE)))
    bench.folder.say(UpdateState("waiting", "2026-03-02T09:00:00.000Z", "0.2.0", AT_ONCE.sha256))
    bench.waits(200)
    bench.runtime.mkdir()
    bench.waits(700)
    assert (bench.runtime / NAME).exists()
