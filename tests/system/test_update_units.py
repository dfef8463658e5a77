"""The updater and the way to a start, hardened as they are shipped, under a real systemd."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from appliance.telemetry.messages import UpdateState, UpdateWanted, decode, encode
from tests.peers.site_bench import SiteBench
from tests.peers.spoken_rauc import SpokenRauc
from tests.peers.systemd_peer import ROOT, SEEN, SystemdPeer, shipped
from tests.peers.update_server import UpdateServer
from tests.unit.updating.samples import CONTENT, OTHER, WANTED

UPDATE, START = "migrado-update", "migrado-start-anew"
FOLDER = "/var/lib/migrado/update"
pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.geteuid() != 0, reason="a systemd of its own is root's"),
]


class Machine:
    """Runs slot A; what is in the units' drop-ins is what differs here."""

    def __init__(self, here: Path, port: int, site: SiteBench) -> None:
        self.output = here / "output"
        (here / "rauc").symlink_to(SpokenRauc(here).command[0])
        terminal = site.terminal("t-1")
        files = {"ca_file": terminal.ca_file, "certificate_file": terminal.certificate_file}
        mqtt = "\n".join(f'{key} = "{path}"' for key, path in {**files, "key_file": terminal.key_file}.items())
        config = here / "terminal.toml"
        config.write_text(f'[mqtt]\nhost = "localhost"\n{mqtt}\n[updates]\nport = {port}\n')
        self._option = f"--config {config} --slot A --image test"
        self._here = here
        self.systemd = self._started()

    def _started(self) -> SystemdPeer:
        updating = f"{sys.executable} -m appliance.updating {self._option}"
        units = {
            f"{UPDATE}.path": shipped(f"{UPDATE}.path"),
            f"{UPDATE}.service": shipped(f"{UPDATE}.service"),
            f"{UPDATE}.service.d/here.conf": (
                f"[Service]\nUser=nobody\nGroup=nogroup\nWorkingDirectory={ROOT}\n{SEEN}\nExecStart=\n"
                f"ExecStart={updating}\nEnvironment=PATH={self._here}:/usr/bin:/bin\n"
                f"StandardOutput=append:{self.output}\nStandardError=append:{self.output}\nRestartSec=1\n"
            ),
            f"{START}.path": shipped(f"{START}.path"),
            f"{START}.service": shipped(f"{START}.service"),
            f"{START}.service.d/here.conf": (
                f'[Service]\nExecStart=\nExecStart=/bin/sh -c "echo anew"\nStandardOutput=append:{self.output}\n'
            ),
        }
        try:
            return SystemdPeer(self._here, units)
        except OSError as error:
            pytest.skip(str(error))

    def wants(self, wanted: UpdateWanted | None) -> None:
        """Lay it down as the terminal does, with its rights."""
        text = encode(wanted).decode() if wanted else ""
        lay = f"printf %s '{text}' >{FOLDER}/wanted.json" if wanted else f"rm {FOLDER}/wanted.json"
        self.systemd.run("sh", "-c", f"{lay}; touch {FOLDER}/changed; chown -R nobody:nogroup /var/lib/migrado")

    def said(self) -> UpdateState | None:
        text = self.systemd.run("cat", f"{FOLDER}/state.json")
        return decode(text.encode(), UpdateState) if text else None

    def becomes(self, phase: str) -> None:
        self.systemd.wait_for(lambda: (said := self.said()) is not None and said.phase == phase)


@pytest.fixture
def machine(here: Path) -> Iterator[Machine]:
    site = SiteBench(here)
    broker = site.path / "broker"
    with UpdateServer(broker / "broker.pem", broker / "broker.key", broker / "ca.pem") as server:
        server.files[WANTED.bundle] = CONTENT
        made = Machine(here, server.port, site)
        made.systemd.run("mkdir", "-m", "0700", "-p", FOLDER)
        made.systemd.systemctl("start", f"{UPDATE}.path", f"{START}.path")
        yield made
        made.systemd.close()


def test_a_wish_wakes_the_updater_and_the_next_one_does_too(machine: Machine) -> None:
    assert machine.systemd.state(f"{UPDATE}.service") == "inactive"
    machine.wants(WANTED)
    machine.becomes("waiting")
    machine.systemd.wait_for(lambda: machine.systemd.state(f"{UPDATE}.service") == "inactive")
    assert machine.systemd.show(f"{UPDATE}.service", "Result") == "success", machine.output.read_text()
    assert machine.systemd.run("ls", FOLDER).split() == ["memory.json", "state.json", "wanted.json"]
    assert machine.systemd.run("stat", "-c", "%a %U", f"{FOLDER}/state.json") == "600 nobody"

    machine.wants(replace(OTHER, bundle=WANTED.bundle, sha256=WANTED.sha256, size=WANTED.size))
    machine.systemd.wait_for(lambda: not machine.systemd.run("ls", f"{FOLDER}/changed"))
    machine.becomes("waiting")
    machine.wants(None)
    machine.systemd.wait_for(lambda: not machine.systemd.run("ls", f"{FOLDER}/changed"))
    machine.becomes("waiting")
    assert machine.output.read_text().count("is installed in slot B") == 1
    machine.systemd.wait_for(lambda: machine.systemd.state(f"{UPDATE}.service") == "inactive")
    assert machine.systemd.state(f"{UPDATE}.path") == "active"


def test_a_wish_while_it_fetches_another_one_is_not_overlooked(machine: Machine) -> None:
    machine.wants(replace(WANTED, bundle="not-there-yet.raucb"))
    machine.systemd.wait_for(lambda: (said := machine.said()) is not None and said.error == "not_found")
    machine.wants(WANTED)
    machine.becomes("waiting")


def test_an_updater_that_is_killed_comes_back_and_goes_on(machine: Machine) -> None:
    machine.wants(replace(WANTED, bundle="not-there-yet.raucb"))
    machine.systemd.wait_for(lambda: (said := machine.said()) is not None and said.error == "not_found")
    before = machine.systemd.show(f"{UPDATE}.service", "MainPID")
    machine.systemd.systemctl("kill", "--signal=SIGKILL", f"{UPDATE}.service")
    machine.systemd.wait_for(lambda: machine.systemd.show(f"{UPDATE}.service", "MainPID") not in (before, "0"))
    machine.wants(WANTED)
    machine.becomes("waiting")


def test_it_runs_behind_everything_else(machine: Machine) -> None:
    machine.wants(replace(WANTED, bundle="not-there-yet.raucb"))
    machine.systemd.wait_for(lambda: (said := machine.said()) is not None and said.error == "not_found")
    pid = machine.systemd.show(f"{UPDATE}.service", "MainPID")
    assert machine.systemd.run("ps", "-o", "ni=", "-p", pid).strip() == "19"
    assert machine.systemd.run("ionice", "-p", pid) == "idle"


def test_a_wrong_configuration_does_not_spin(machine: Machine, here: Path) -> None:
    (here / "terminal.toml").write_text("[updates]\nport = 0\n")
    machine.wants(WANTED)
    machine.systemd.wait_for(lambda: machine.output.exists() and "updates.port" in machine.output.read_text())
    machine.systemd.run("sleep", "3")
    assert machine.output.read_text().count("updates.port") <= 5
    assert machine.systemd.state(f"{UPDATE}.path") == "active"


def test_the_terminals_wish_starts_the_machine_anew(machine: Machine) -> None:
    machine.systemd.run("mkdir", "-p", "/run/migrado/terminal")
    machine.systemd.run("sleep", "0.5")
    assert not machine.output.exists()
    machine.systemd.run("sh", "-c", "echo update >/run/migrado/terminal/start-anew")
    machine.systemd.wait_for(lambda: machine.output.exists() and "anew" in machine.output.read_text())
    machine.systemd.run("sleep", "1")
    assert machine.output.read_text().count("anew") <= 2
    assert machine.systemd.state(f"{START}.path") == "active"
