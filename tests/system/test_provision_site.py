"""From a fresh site to a revoked terminal by the command line alone, with the site's real broker."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from rich.console import Console
from typer.testing import CliRunner, Result

from appliance.telemetry.paho_link import BrokerSettings
from provisioning.cli import Tools, build
from provisioning.trial import Around
from tests.peers.broker_guest import Guest, eventually
from tests.peers.mosquitto_peer import free_port

pytestmark = pytest.mark.system
PASSPHRASE = "utopia utopia utopia"
TABLE = "id;place;address;gateway;dns\nt-1;Halle A · 1;192.0.2.17/24;192.0.2.1;192.0.2.53\nt-2;Halle A · 2;;;\n"


class Desk:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.site = directory / "site"
        self.port = free_port()
        self.now = dt.datetime.now(dt.UTC)
        (directory / "passphrase").write_text(PASSPHRASE + "\n")
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str, secret: bool = False) -> Result:
        more = ("--passphrase-file", str(self.directory / "passphrase")) if secret else ()
        around = Around(lambda: self.now, lambda: 0.0, lambda _: None, lambda: "id")
        tools = Tools(lambda _: {}, around, lambda: Console(width=160))
        return CliRunner().invoke(build(tools), (*arguments, *more))

    def good(self, *arguments: str, secret: bool = False) -> str:
        result = self.run(*arguments, "--site", str(self.site), secret=secret)
        assert result.exit_code == 0, result.output
        return result.output

    def init(self) -> Result:
        user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        names = ("--name", "Utopia", "--broker", "localhost", "--port", str(self.port), "--user", user)
        return self.run("site", "init", str(self.site), *names, secret=True)

    def start_broker(self) -> None:
        words = [str(self.site / "broker/start"), str(self.site / "broker")]
        with (self.directory / "log").open("wb") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=log, env=os.environ)
        eventually(lambda: b"running" in (self.directory / "log").read_bytes())

    def settings(self, terminal_id: str) -> BrokerSettings:
        """The identity of a card, in one file: TLS takes what it needs of it."""
        identity = self.site / "cards" / terminal_id / "migrado-identity.pem"
        certificate, key = self.directory / f"{terminal_id}.crt", self.directory / f"{terminal_id}.key"
        parts = identity.read_text().split("-----END CERTIFICATE-----\n")
        certificate.write_text(parts[1] + "-----END CERTIFICATE-----\n")
        key.write_text(parts[2])
        ca_file = str(self.site / "ca/ca.pem")
        return BrokerSettings("localhost", self.port, True, ca_file, str(certificate), str(key))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    if made.process is not None:
        made.process.terminate()
        made.process.wait(10)


def test_a_site_is_founded_once_and_its_keys_are_for_their_owner_only(desk: Desk) -> None:
    assert desk.init().exit_code == 0
    secret = desk.site / "ca/ca.key"
    before = secret.read_bytes()
    assert b"ENCRYPTED" in before
    load_pem_private_key(before, PASSPHRASE.encode())
    for path in (secret, desk.site / "broker/broker.key", desk.site / "monitor/monitor.key"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = desk.init()
    assert again.exit_code == 1
    assert "is there already" in again.output
    assert secret.read_bytes() == before


def test_a_short_passphrase_and_a_wrong_name_are_refused_before_anything_is_made(desk: Desk) -> None:
    (desk.directory / "passphrase").write_text("short\n")
    assert "12 characters" in desk.init().output
    assert not desk.site.exists()
    result = desk.run("site", "init", str(desk.site), "--name", "", "--broker", "not a host", secret=True)
    assert "site.name" in result.output
    assert "broker.names" in result.output
    assert not desk.site.exists()


def test_with_any_mistake_in_a_table_nothing_is_written(desk: Desk) -> None:
    desk.init()
    table = desk.directory / "terminals.csv"
    table.write_text(TABLE)
    desk.good("import", str(table))
    before = (desk.site / "terminals.csv").read_bytes()
    table.write_text(TABLE.replace("t-2", "T_2").replace("192.0.2.1;", "198.51.100.1;").replace("A · 1", "B · 1"))
    result = desk.run("import", str(table), "--site", str(desk.site))
    assert result.exit_code == 1
    assert "row 2, gateway" in result.output
    assert "row 3, id" in result.output
    assert (desk.site / "terminals.csv").read_bytes() == before


def test_a_wrong_passphrase_writes_no_card(desk: Desk) -> None:
    desk.init()
    desk.good("add", "t-1", "Halle A")
    (desk.directory / "passphrase").write_text("utopia utopia atlantis\n")
    result = desk.run("write", "--site", str(desk.site), secret=True)
    assert result.exit_code == 1
    assert "is the passphrase right?" in result.output
    assert not (desk.site / "cards").exists()


def test_only_one_at_a_time_is_at_work_in_a_site_s_folder(desk: Desk) -> None:
    desk.init()
    desk.good("add", "t-1", "Halle A")
    with (desk.site / "ca/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = desk.run("write", "--site", str(desk.site), secret=True)
        assert result.exit_code == 1
        assert "somebody else is at work" in result.output
    desk.good("write", secret=True)


def test_from_a_table_to_a_terminal_at_the_broker_and_to_its_end(desk: Desk) -> None:
    assert desk.init().exit_code == 0
    (desk.directory / "terminals.csv").write_text(TABLE)
    assert "2 terminals in the register" in desk.good("import", str(desk.directory / "terminals.csv"))
    desk.good("add", "t-3", "Halle B", "vlan=7", "rotation=90")
    assert desk.good("list").count("none yet") == 3
    desk.good("write", secret=True)
    assert desk.good("list").count("until") == 3
    desk.start_broker()

    guest, other = Guest(desk.settings("t-1")), Guest(desk.settings("t-2"))
    assert guest.says("terminal/v1/t-1/state", b"here", retain=True)
    assert "never had a certificate" in desk.run("revoke", "t-11", "--site", str(desk.site), secret=True).output
    said = desk.good("revoke", "t-1", secret=True)
    assert "its session is ended" in said
    assert "1 retained messages cleared" in said
    eventually(guest.is_cut_off.is_set)
    assert Guest(desk.settings("t-1")).refused
    assert not other.is_cut_off.is_set()
    assert "revoked" in desk.good("list")
    for each in (guest, other):
        each.close()


def test_certificates_that_end_soon_are_renewed_and_laid_at_the_broker(desk: Desk) -> None:
    desk.init()
    desk.good("add", "t-1", "Halle A")
    desk.good("write", secret=True)
    desk.start_broker()
    assert "No certificate ends soon" in desk.good("renew", secret=True)
    renewed = desk.good("renew", "--within", "3000", secret=True)
    assert "1 laid at the broker" in renewed
    assert "copy broker/broker.pem" in renewed
    guest = Guest(desk.settings("t-1"))
    eventually(lambda: "terminal/v1/t-1/certificate" in guest.topics())
    guest.close()
    assert "1 older still valid" in desk.good("list")


def test_a_broker_elsewhere_gets_its_files_by_hand(desk: Desk) -> None:
    desk.init()
    desk.good("add", "t-1", "Halle A")
    desk.good("write", secret=True)
    said = desk.good("revoke", "t-1", secret=True)
    assert "Copy both files to the server" in said
    assert "user t-1\ntopic deny #" in (desk.site / "broker/acl").read_text()


def test_the_script_reloads_no_stranger(desk: Desk) -> None:
    """The number of a broker that is gone may be another program's."""
    desk.init()
    sleeper = subprocess.Popen(["sleep", "60"])
    (desk.site / "broker/broker.pid").write_text(f"{sleeper.pid}\n")
    words = [str(desk.site / "broker/start"), "--reload", str(desk.site / "broker")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "does not run" in done.stderr
    time.sleep(0.1)
    assert sleeper.poll() is None
    sleeper.terminate()
    sleeper.wait()
