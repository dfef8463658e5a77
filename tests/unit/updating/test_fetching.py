"""Fetching from a real server over mutual TLS: whole, cut, wrong, away, foreign, and onto a disk that fills up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from appliance.telemetry.messages import UpdateWanted
from appliance.telemetry.paho_link import BrokerSettings
from appliance.updating.answers import FetchTrouble
from appliance.updating.fetching import Server, Superseded, Watching, fetch
from tests.peers.mosquitto_peer import free_port
from tests.peers.site_bench import SiteBench
from tests.peers.small_disk import NotPossibleHere, small_disk
from tests.peers.update_server import UpdateServer
from tests.unit.updating.conftest import door, update_server, with_reserve
from tests.unit.updating.samples import CONTENT, WANTED


class Fetching:
    """One place on the disk and one server, to be fetched from again and again."""

    def __init__(self, server: Server, place: Path) -> None:
        self.server = server
        self.part, self.whole = place / "x.part", place / "x.raucb"
        self.told: list[int] = []
        self.superseded = False

    def once(self, wanted: UpdateWanted = WANTED) -> str:
        """Returns the word for what went wrong; empty for nothing."""
        watching = Watching(self.told.append, lambda: self.superseded)
        try:
            fetch(self.server, wanted, self.part, self.whole, watching)
        except FetchTrouble as trouble:
            return trouble.keyword
        return ""


@pytest.fixture
def fetching(server: UpdateServer, terminal: BrokerSettings, place: Path) -> Fetching:
    return Fetching(door(terminal, server.port), place)


def test_a_bundle_comes_whole(fetching: Fetching) -> None:
    assert fetching.once() == ""
    assert fetching.whole.read_bytes() == CONTENT
    assert not fetching.part.exists()
    assert fetching.told[-1] == len(CONTENT)


def test_a_cut_in_the_middle_goes_on_there(fetching: Fetching, server: UpdateServer) -> None:
    server.cuts = [100_000, 50_000]
    assert fetching.once() == "unreachable"
    first = fetching.part.stat().st_size
    assert 0 < first < len(CONTENT)
    assert fetching.once() == "unreachable"
    second = fetching.part.stat().st_size
    assert fetching.once() == ""
    assert server.asked == ["", f"bytes={first}-", f"bytes={second}-"]
    assert fetching.whole.read_bytes() == CONTENT


def test_a_server_that_falls_silent_is_left(fetching: Fetching, server: UpdateServer) -> None:
    server.hangs_after = 100_000
    assert fetching.once() == "unreachable"
    server.hangs_after = None
    assert fetching.once() == ""


def test_a_server_without_ranges_is_begun_with_anew(fetching: Fetching, server: UpdateServer) -> None:
    server.cuts = [100_000]
    assert fetching.once() == "unreachable"
    server.knows_ranges = False
    assert fetching.once() == ""
    assert fetching.whole.read_bytes() == CONTENT


def test_a_part_that_was_whole_already_is_only_looked_at(fetching: Fetching, server: UpdateServer) -> None:
    """A power cut after the last byte."""
    fetching.part.write_bytes(CONTENT)
    assert fetching.once() == ""
    assert server.asked == []


@pytest.mark.parametrize("left", [CONTENT + b"more", CONTENT[:-1] + b"?", CONTENT[:100_000] + bytes(60_000)])
def test_what_a_power_cut_spoilt_is_thrown_away(fetching: Fetching, left: bytes) -> None:
    fetching.part.write_bytes(left)
    tries = [fetching.once(), fetching.once()]
    assert tries[-1] == ""
    assert fetching.whole.read_bytes() == CONTENT


def test_another_content_is_not_kept(fetching: Fetching, server: UpdateServer) -> None:
    server.files[WANTED.bundle] = CONTENT[::-1]
    assert fetching.once() == "damaged"
    assert not fetching.part.exists()
    assert not fetching.whole.exists()


@pytest.mark.parametrize("content", [CONTENT + b"more", CONTENT[:-1]])
def test_another_size_is_not_even_read(fetching: Fetching, server: UpdateServer, content: bytes) -> None:
    server.files[WANTED.bundle] = content
    assert fetching.once() == "damaged"
    fetching.part.write_bytes(CONTENT[:1000])
    assert fetching.once() == "damaged"


def test_a_bundle_that_is_not_there(fetching: Fetching) -> None:
    assert fetching.once(replace(WANTED, bundle="other.raucb")) == "not_found"


def test_a_server_with_troubles_of_its_own(fetching: Fetching, server: UpdateServer) -> None:
    server.status = 503
    assert fetching.once() == "server_error"


def test_nobody_answers(terminal: BrokerSettings, place: Path) -> None:
    assert Fetching(door(terminal, free_port()), place).once() == "unreachable"
    assert Fetching(door(terminal, 443, "no-such-host.invalid"), place).once() == "unreachable"


def test_a_server_of_another_authority_is_not_spoken_to(
    server: UpdateServer, terminal: BrokerSettings, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    foreign = SiteBench(tmp_path / "elsewhere").terminal("t-1")
    mine = door(terminal, server.port)
    theirs = door(foreign, server.port)
    assert Fetching(theirs, place).once() == "not_trusted"
    # Who trusts the right authority, and has another one's certificate, is not let in.
    half = Server(
        mine.host, mine.port, mine.ca_file, theirs.certificate_file, theirs.key_file, 3.0, reserve_bytes=0
    )
    assert Fetching(half, place).once() in ("not_trusted", "unreachable")
    assert server.asked == []


def test_a_server_of_another_name_is_not_spoken_to(site: SiteBench, terminal: BrokerSettings, place: Path) -> None:
    with update_server(site, "127.0.0.2") as server:
        assert Fetching(door(terminal, server.port, "127.0.0.2"), place).once() == "not_trusted"
        assert server.asked == []


def test_a_certificate_that_is_missing_has_a_word(
    server: UpdateServer, terminal: BrokerSettings, place: Path
) -> None:
    there = door(terminal, server.port)
    gone = Server(there.host, there.port, there.ca_file, "/no/such.crt", "/no/such.key", 3.0, reserve_bytes=0)
    assert Fetching(gone, place).once() == "not_trusted"


def test_the_sites_proxy_is_not_asked(fetching: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    assert fetching.once() == ""


def test_another_wish_ends_it_at_once(fetching: Fetching, server: UpdateServer) -> None:
    fetching.superseded = True
    with pytest.raises(Superseded):
        fetching.once()
    assert server.asked == [""]


def test_the_reserve_of_others_is_not_touched(fetching: Fetching, server: UpdateServer) -> None:
    fetching.server = with_reserve(fetching.server, 2**60)
    assert fetching.once() == "disk_full"
    assert server.asked == []
    assert not fetching.part.exists()


def test_a_disk_that_fills_up_is_left_as_it_was(
    server: UpdateServer, terminal: BrokerSettings, tmp_path: Path
) -> None:
    try:
        with small_disk(tmp_path) as disk:
            free = 200_000
            filler = disk.mounted_at / "others"
            filler.write_bytes(b"x" * (disk_free(disk.mounted_at) - free))
            fetching = Fetching(door(terminal, server.port), disk.mounted_at)
            fetching.server = with_reserve(fetching.server, -(2**30))
            assert fetching.once() == "disk_full"
            assert not fetching.part.exists()
            assert disk_free(disk.mounted_at) > free // 2
            filler.unlink()
            assert fetching.once() == ""
            disk.becomes_read_only()
            fetching.whole = disk.mounted_at / "other.raucb"
            assert fetching.once() == "disk_error"
            disk.becomes_writable()
    except NotPossibleHere as lacking:
        pytest.skip(f"no small disk: {lacking}")


def disk_free(path: Path) -> int:
    """Bytes, with those that only root may use."""
    found = os.statvfs(path)
    return found.f_bfree * found.f_frsize
