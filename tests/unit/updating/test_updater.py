"""The updater from the wish to the start: files in, files out, over restarts and power cuts."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from appliance.clock import ManualClock
from appliance.supervision.proofs import Proofs
from appliance.telemetry.messages import UpdateState, UpdateWanted
from appliance.telemetry.paho_link import BrokerSettings
from appliance.updating.fetching import Server
from appliance.updating.folder import UpdateFolder
from appliance.updating.installing import install
from appliance.updating.updater import Hands, Machine, Updater
from tests.peers.spoken_rauc import SpokenRauc
from tests.peers.update_server import UpdateServer
from tests.unit.updating.conftest import door
from tests.unit.updating.samples import AT_ONCE, CONTENT, OTHER, WANTED

PATIENCE_S = 290.0
"""Long enough for several quick tries, and over before the second slow one."""


class TooLong(Exception):
    """It waits, and would for ever."""


class Bench:
    """A terminal's data partition and its RAUC; `starts` is a start of the machine."""

    def __init__(self, root: Path, server: Server) -> None:
        self.clock = ManualClock()
        self.state = root
        self.folder = UpdateFolder(root)
        self.proofs = Proofs(root / "slots")
        self.proofs.note("A", "migrado 0.1.0")
        self.rauc = SpokenRauc(root)
        self.server = server
        self.slot, self.boot, self.image = "A", "boot-1", "migrado 0.1.0"
        self.meanwhile: list[Callable[[], object]] = []
        """What happens while it waits, one after the other."""
        self._waited_s = 0.0

    def wants(self, wanted: UpdateWanted | None) -> None:
        self.folder.want(wanted)

    def runs(self) -> UpdateState:
        """Run the updater until it rests, or waits with nothing more to happen."""
        hands = Hands(self._now, self._sleep, lambda: 0.0, functools.partial(install, command=self.rauc.command))
        machine = Machine(self.slot, self.boot, self.image, self.proofs)
        self._waited_s = 0.0
        with contextlib.suppress(TooLong):
            Updater(self.folder, self.server, machine, hands).run()
        return self.said

    @property
    def said(self) -> UpdateState:
        state = self.folder.state()
        assert state is not None
        return state

    def starts(self, slot: str, image: str) -> None:
        self.slot, self.image, self.boot = slot, image, f"boot-{int(self.boot[5:]) + 1}"

    def left(self) -> set[str]:
        return {path.name for path in self.folder.path.iterdir()} - {"wanted.json", "state.json", "memory.json"}

    def _now(self) -> dt.datetime:
        self.clock.advance(1)
        return self.clock.now()

    def _sleep(self, seconds: float) -> None:
        assert seconds > 0
        self._waited_s += seconds
        if self._waited_s >= PATIENCE_S:
            if not self.meanwhile:
                raise TooLong
            self.meanwhile.pop(0)()
            self._waited_s = 0.0


@pytest.fixture
def bench(tmp_path: Path, server: UpdateServer, terminal: BrokerSettings) -> Bench:
    return Bench(tmp_path, door(terminal, server.port))


def told(state: UpdateState) -> tuple[str, str, str]:
    return state.phase, state.version, state.error


def test_from_the_wish_to_done(bench: Bench) -> None:
    bench.wants(WANTED)
    assert told(bench.runs()) == ("waiting", "0.2.0", "")
    assert bench.left() == set()
    assert bench.rauc.asked == [f"install {bench.folder.bundle(WANTED)}"]
    bench.starts("B", "migrado 0.2.0")
    bench.meanwhile = [lambda: bench.proofs.note("B", "migrado 0.2.0")]
    assert told(bench.runs()) == ("done", "0.2.0", "")
    assert told(bench.runs()) == ("done", "0.2.0", "")
    assert len(bench.rauc.asked) == 1


def test_what_is_done_already_is_not_fetched(bench: Bench, server: UpdateServer) -> None:
    test_from_the_wish_to_done(bench)
    asked = len(server.asked)
    bench.wants(AT_ONCE)
    assert told(bench.runs()) == ("done", "0.2.0", "")
    assert len(server.asked) == asked


def test_it_falls_back_and_is_not_tried_again(bench: Bench, server: UpdateServer) -> None:
    bench.wants(WANTED)
    bench.runs()
    bench.starts("A", "migrado 0.1.0")
    assert told(bench.runs()) == ("failed", "0.2.0", "fell_back")
    bench.wants(WANTED)
    bench.starts("A", "migrado 0.1.0")
    assert told(bench.runs()) == ("failed", "0.2.0", "fell_back")
    assert (len(server.asked), len(bench.rauc.asked)) == (1, 1)
    bench.wants(AT_ONCE)
    assert told(bench.runs()) == ("waiting", "0.2.0", "")
    assert len(bench.rauc.asked) == 2


@pytest.mark.parametrize(
    ("error", "keyword"),
    [
        ("signature verification failed: Verify error: self-signed certificate", "bad_signature"),
        ("Compatible mismatch: Expected 'a' but bundle manifest has 'b'", "wrong_compatible"),
    ],
)
def test_what_rauc_never_takes_is_thrown_away_and_not_tried_again(bench: Bench, error: str, keyword: str) -> None:
    bench.rauc.refuses(error)
    bench.wants(WANTED)
    for _ in range(2):
        assert told(bench.runs()) == ("failed", "0.2.0", keyword)
    assert bench.left() == set()
    assert len(bench.rauc.asked) == 1


def test_what_rauc_may_take_another_time_is_tried_again(bench: Bench, server: UpdateServer) -> None:
    bench.rauc.refuses("Failed updating slot rootfs.1: no space")
    bench.wants(WANTED)
    assert told(bench.runs()) == ("failed", "0.2.0", "install_failed")
    bench.rauc.succeeds()
    assert told(bench.runs()) == ("waiting", "0.2.0", "")
    assert len(server.asked) == 1


def test_a_damaged_bundle_is_fetched_anew(bench: Bench, server: UpdateServer) -> None:
    bench.rauc.refuses("Invalid bundle format: Signature size is 0")
    bench.wants(WANTED)
    assert told(bench.runs()) == ("failed", "0.2.0", "damaged")
    bench.rauc.succeeds()
    assert told(bench.runs()) == ("waiting", "0.2.0", "")
    assert len(server.asked) == 2


def test_a_rauc_that_is_away_is_asked_again(bench: Bench) -> None:
    bench.rauc.is_away()
    bench.wants(WANTED)
    assert told(bench.runs()) == ("installing", "0.2.0", "installer_away")
    bench.rauc.succeeds()
    assert told(bench.runs()) == ("waiting", "0.2.0", "")


def test_a_server_that_is_away_is_asked_until_it_is_there(bench: Bench, server: UpdateServer) -> None:
    right = bench.server
    bench.server = replace_port(right, 1)
    bench.wants(WANTED)
    assert told(bench.runs()) == ("fetching", "0.2.0", "unreachable")
    bench.server = right
    server.cuts = [100_000, 100_000]
    assert told(bench.runs()) == ("waiting", "0.2.0", "")
    assert len(server.asked) == 3


def test_a_bundle_that_is_not_there_yet(bench: Bench, server: UpdateServer) -> None:
    content = server.files.pop(WANTED.bundle)
    bench.wants(WANTED)
    bench.meanwhile = [lambda: server.files.update({WANTED.bundle: content})]
    assert told(bench.runs()) == ("waiting", "0.2.0", "")


def test_another_wish_in_between_is_taken_at_once(bench: Bench, server: UpdateServer) -> None:
    other = replace(OTHER, sha256=WANTED.sha256, size=len(CONTENT))
    server.files[other.bundle] = CONTENT
    del server.files[WANTED.bundle]
    bench.wants(WANTED)
    bench.meanwhile = [lambda: bench.wants(other)]
    assert told(bench.runs()) == ("waiting", "0.3.0", "")


def test_a_wish_that_is_taken_back_leaves_nothing(bench: Bench, server: UpdateServer) -> None:
    server.cuts = [100_000] + [0] * 50
    bench.wants(WANTED)
    bench.meanwhile = [lambda: bench.wants(None)]
    assert told(bench.runs()) == ("none", "", "")
    assert bench.left() == set()


def test_a_power_cut_while_it_fetches_costs_what_was_not_on_the_disk(bench: Bench, server: UpdateServer) -> None:
    bench.wants(WANTED)
    bench.folder.part(WANTED).write_bytes(CONTENT[:70_000])
    assert told(bench.runs()) == ("waiting", "0.2.0", "")
    assert server.asked == ["bytes=70000-"]


def test_a_power_cut_after_rauc_has_written_and_before_it_is_noted(bench: Bench, server: UpdateServer) -> None:
    """The memory says begun, and the bundle still lies there; the boot loader knows better."""
    bench.wants(WANTED)
    bench.folder.bundle(WANTED).write_bytes(CONTENT)
    remember = bench.folder.remember
    noted: list[object] = []

    def power_cut(memory: object) -> None:
        if noted:
            raise KeyboardInterrupt
        noted.append(memory)
        remember(memory)  # type: ignore[arg-type]

    bench.folder.remember = power_cut  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        bench.runs()
    bench.folder.remember = remember  # type: ignore[method-assign]
    assert bench.said.phase == "installing"
    bench.starts("B", "migrado 0.2.0")
    bench.meanwhile = [lambda: bench.proofs.note("B", "migrado 0.2.0")]
    assert told(bench.runs()) == ("done", "0.2.0", "")
    assert bench.left() == set()
    assert len(bench.rauc.asked) == 1


def test_what_is_written_over_is_no_longer_proven(bench: Bench) -> None:
    bench.proofs.note("B", "migrado 0.0.9")
    bench.wants(WANTED)
    bench.runs()
    assert not bench.proofs.other_proven("A")


def test_since_when_stays_while_nothing_but_the_percentage_changes(bench: Bench, server: UpdateServer) -> None:
    server.cuts = [100_000]
    bench.wants(WANTED)
    seen: list[UpdateState] = []
    say = bench.folder.say

    def noted(state: UpdateState) -> None:
        seen.append(state)
        say(state)

    bench.folder.say = noted  # type: ignore[method-assign]
    bench.runs()
    fetching = [state for state in seen if state.phase == "fetching"]
    assert len({state.ts for state in fetching if not state.error}) <= 2
    assert [state.percent for state in fetching if not state.error][-1] == 100
    assert all(state.percent % 5 == 0 for state in seen)
    assert len(seen) < 60


def test_the_next_update_is_written_to_the_slot_that_is_free_by_then(bench: Bench, server: UpdateServer) -> None:
    test_from_the_wish_to_done(bench)
    other = replace(OTHER, sha256=WANTED.sha256[::-1], size=len(CONTENT))
    bench.wants(other)
    server.files[other.bundle] = CONTENT
    assert told(bench.runs()) == ("fetching", "0.3.0", "damaged")


def replace_port(server: Server, port: int) -> Server:
    return Server(server.host, port, server.ca_file, server.certificate_file, server.key_file, 3.0, 0)
