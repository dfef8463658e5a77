"""A staged roll-out by `provision update` alone: the site's real broker, its real update server, real `rauc`."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from appliance.telemetry.messages import UpdateState, UpdateWanted, decode, encode, topic
from provisioning.broker.talk import found
from provisioning.cli import Tools, build
from provisioning.site.settings import NAME
from provisioning.trial import Around
from tests.peers.broker_guest import Guest, eventually
from tests.peers.bundles import bundle_in
from tests.peers.mosquitto_peer import free_port
from tests.peers.site_bench import PASSPHRASE, SiteBench
from tests.peers.update_server_peer import UpdateServerPeer

pytestmark = pytest.mark.system


class Desk:
    """The site's folder at a desk; its server is another machine with a copy of `broker/`."""

    def __init__(self, directory: Path) -> None:
        self.bench = SiteBench(directory, updates_port=free_port())
        self.folder = self.bench.desk.folder
        (directory / "passphrase").write_text(PASSPHRASE + "\n")
        self._secret = ("--site", str(self.folder.path), "--passphrase-file", str(directory / "passphrase"))
        self.bundle = bundle_in(directory, "0.2.0")
        shutil.copy(directory / "keyring.pem", self.folder.path / "keyring.pem")
        settings = self.folder.path / NAME
        settings.write_text(settings.read_text().replace('# keyring = "', 'keyring = "'))
        for number in (1, 2, 3):
            self.good_bare("add", f"t-{number}", f"Halle A · {number}", "--site", str(self.folder.path))
        remote = directory / "server" / "broker"
        shutil.copytree(self.folder.broker, remote)
        self.server = UpdateServerPeer(remote, self.bench.updates.port)

    def run(self, *arguments: str, types: str = "") -> Result:
        around = Around(lambda: dt.datetime.now(dt.UTC), lambda: 0.0, lambda _: None, lambda: "id")
        tools = Tools(lambda _: {}, around, lambda: Console(width=200))
        return CliRunner().invoke(build(tools), arguments, input=types)

    def update(self, *arguments: str, types: str = "") -> Result:
        return self.run("update", *arguments, *self._secret, types=types)

    def good(self, *arguments: str) -> str:
        result = self.update(*arguments)
        assert result.exit_code == 0, result.output
        return result.output

    def good_bare(self, *arguments: str) -> None:
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output

    def copy_to_server(self) -> None:
        shutil.copytree(self.folder.updates, self.server.folder / "updates", dirs_exist_ok=True)

    def lying(self) -> dict[str, UpdateWanted]:
        at = self.bench
        told = found(at.place, at.desk.authority, ["terminal/v1/+/update"], dt.datetime.now(dt.UTC))
        return {name.split("/")[2]: decode(payload, UpdateWanted) for name, payload in told.items()}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    with made.bench:
        yield made
        made.server.stop()


def test_nothing_is_said_before_the_server_has_the_bundle(desk: Desk) -> None:
    announce = ("announce", str(desk.bundle), "t-1")
    result = desk.update(*announce)
    assert result.exit_code == 1
    assert "is not reached" in result.output
    assert "serve-updates broker" in result.output
    desk.server.start()
    result = desk.update(*announce)
    assert result.exit_code == 1
    assert f"scp {desk.folder.updates}/update-0.2.0.raucb localhost:" in result.output
    half = desk.server.folder / "updates" / desk.bundle.name
    half.write_bytes(desk.bundle.read_bytes()[:1000])
    result = desk.update(*announce)
    assert result.exit_code == 1
    assert "only 1000 of" in result.output
    assert not desk.lying()
    desk.copy_to_server()
    assert "t-1: 0.2.0 is wanted, starts at night" in desk.good(*announce)
    assert set(desk.lying()) == {"t-1"}


def test_from_one_terminal_to_all_and_back(desk: Desk) -> None:
    desk.update("announce", str(desk.bundle), "t-1")  # puts it where it is copied from
    desk.copy_to_server()
    desk.server.start()
    desk.good("announce", str(desk.bundle), "t-1", "--now")
    lying = desk.lying()
    assert lying["t-1"].when == "now"
    assert (lying["t-1"].bundle, lying["t-1"].size) == (desk.bundle.name, desk.bundle.stat().st_size)

    terminal = Guest(desk.bench.terminal("t-1"))
    eventually(lambda: topic("t-1", "update") in terminal.topics())
    done = UpdateState("done", "2026-03-02T09:00:00Z", "0.2.0", lying["t-1"].sha256)
    assert terminal.says(topic("t-1", "update_state"), encode(done), retain=True)
    rows = {line.split()[1]: line for line in desk.good("status").splitlines() if "Halle A" in line}
    assert "done" in rows["t-1"]
    assert "0.2.0" not in rows["t-2"]

    refused = desk.update("announce", str(desk.bundle), types="n\n")
    assert refused.exit_code == 1
    assert "for all 3 terminals" in refused.output
    assert set(desk.lying()) == {"t-1"}
    desk.good("announce", str(desk.bundle), "--yes")
    assert {name: each.when for name, each in desk.lying().items()} == dict.fromkeys(
        ("t-1", "t-2", "t-3"), "night"
    )

    told = Guest(desk.bench.terminal("t-2"))
    failed = UpdateState("failed", "2026-03-02T09:00:00Z", "0.2.0", lying["t-1"].sha256, error="fell_back")
    told.says(topic("t-2", "update_state"), encode(failed), retain=True)
    assert "went back to the old version" in desk.good("status", "t-2")
    assert "t-2: 0.2.0 is not wanted any more" in desk.good("withdraw", "t-2")
    assert set(desk.lying()) == {"t-1", "t-3"}
    said = desk.good("withdraw")
    assert "t-2: no update was wanted" in said
    assert not desk.lying()
    for guest in (terminal, told):
        guest.close()


def test_a_bundle_of_another_key_reaches_neither_server_nor_terminal(desk: Desk, tmp_path: Path) -> None:
    desk.server.start()
    (tmp_path / "other").mkdir()
    stranger = bundle_in(tmp_path / "other", "6.6.6")
    result = desk.update("announce", str(stranger), "t-1")
    assert result.exit_code == 1
    assert "not signed by keyring.pem" in result.output
    assert not (desk.folder.updates / stranger.name).exists()
    assert not desk.lying()


def test_a_register_without_terminals_is_no_roll_out(desk: Desk) -> None:
    (desk.folder.path / "terminals.csv").unlink()
    result = desk.update("announce", str(desk.bundle), "--yes")
    assert (result.exit_code, "holds no terminal yet" in result.output) == (1, True)


def test_an_unknown_terminal_and_a_missing_file_are_said_so(desk: Desk) -> None:
    assert "t-9: no such terminal" in desk.update("announce", str(desk.bundle), "t-9").output
    assert "t-9: no such terminal" in desk.update("withdraw", "t-9").output
    result = desk.update("announce", str(desk.bundle.with_name("nowhere.raucb")), "t-1")
    assert (result.exit_code, "nowhere.raucb" in result.output) == (1, True)


def test_a_revoked_terminal_gets_no_bundle_from_a_server_in_this_folder(desk: Desk) -> None:
    server = UpdateServerPeer(desk.folder.broker, desk.bench.updates.port)
    with server:
        desk.bench.terminal("t-1")
        result = desk.run("revoke", "t-1", *desk._secret)
        assert result.exit_code == 0, result.output
        assert "The update server does not know it any more" in result.output
        eventually(lambda: "reconfiguring" in server.log)
    result = desk.run("revoke", "t-1", *desk._secret)
    assert "copy broker/crl.pem there, serve-updates --reload broker" in result.output
