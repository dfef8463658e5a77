"""The whole way: a table, a card, a first start, and a terminal that reports over TLS by its own certificate."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.config import load_config
from provisioning.first_boot.places import Places
from provisioning.first_boot.provisioning_run import Around, run
from provisioning.flashing.block_map import read_block_map
from provisioning.flashing.card_writer import Card, flash
from provisioning.flashing.fat_files import firmware_of
from provisioning.site.cards import write_card
from provisioning.site.folder import SiteFolder
from provisioning.site.issuing import Desk, revoke
from provisioning.terminals.table import read_table
from tests.peers.broker_guest import Guest, eventually
from tests.peers.card_bench import CardBench
from tests.peers.site_bench import SiteBench

pytestmark = pytest.mark.system
REPOSITORY = Path(__file__).parents[2]
TABLE = """id,place,address,gateway,dns,rotation
ssc-01,Halle B · Terminal 1,192.0.2.17/24,192.0.2.1,192.0.2.53,90
""".encode()


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def card_of(desk: Desk, directory: Path) -> Path:
    """Write the site's only terminal onto a card."""
    folder: SiteFolder = desk.folder
    folder.keep_terminals(read_table(TABLE, folder.settings().defaults))
    (terminal,) = folder.chosen(())
    written = write_card(desk, terminal)
    bench = CardBench(directory)
    card = Card(directory / "card.img", terminal.id, tuple(written.iterdir()))
    found = read_block_map(bench.block_map.read_bytes())
    outcome = flash(card, bench.image, found, lambda _step, _done: None, now)
    assert outcome.error == ""
    return card.target


def first_start(card: Path, root: Path) -> None:
    """What the kernel does with FAT on a terminal, mtools does here: the files, and what became of them."""
    firmware, places = firmware_of(card), Places(root)
    mounted = places.real(places.firmware)
    mounted.mkdir(parents=True)
    for name in firmware.names():
        (mounted / name).write_bytes(firmware.read(name))
    outcome = run(places, Around(now, lambda _path, _owner: None, lambda _path: "root", lambda _: None))
    assert outcome.lines == []


def layer(root: Path) -> Path:
    """A machine without printers, and with the terminal's files below a directory."""
    identity = root / "var/lib/migrado/identity"
    path = root / "here.toml"
    path.write_text(
        f"""[mqtt]
ca_file = "{identity / "ca.pem"}"
certificate_file = "{identity / "certificate.pem"}"
key_file = "{identity / "key.pem"}"
[paths]
content = "{REPOSITORY / "content"}"
state = "{root / "var/lib/migrado"}"
"""
        + "".join(
            f'[devices.{name}]\ndriver = "simulated"\n' for name in ("a4", "receipt", "scanner", "touch", "stick")
        )
    )
    return path


def test_a_terminal_that_was_provisioned_reports_and_a_revoked_one_says_nothing_more(tmp_path: Path) -> None:
    root = tmp_path / "terminal"
    with SiteBench(tmp_path) as site:
        first_start(card_of(site.desk, tmp_path), root)
        settings = root / "etc/migrado/terminal.toml"
        assert load_config(settings).devices.touch.rotation == 90
        monitor = Guest(site.monitor())
        words = ("-m", "appliance", "--headless", "--config", str(settings), "--config", str(layer(root)))
        with (tmp_path / "terminal.log").open("wb") as log:
            process = subprocess.Popen([sys.executable, *words], cwd=REPOSITORY, stdout=log, stderr=log)
        try:
            eventually(lambda: "terminal/v1/ssc-01/state" in monitor.topics(), 60)
            kinds = ("info", "queues", "device/a4", "device/receipt", "device/scanner", "device/touch", "health")
            eventually(lambda: {f"terminal/v1/ssc-01/{kind}" for kind in kinds} <= monitor.topics(), 40)
            said = dict(monitor.heard)
            assert json.loads(said["terminal/v1/ssc-01/state"])["s"] in ("ready", "degraded")
            assert json.loads(said["terminal/v1/ssc-01/info"])["place"] == "Halle B · Terminal 1"

            revoke(site.desk, "ssc-01")
            site.reload()
            heard = len(monitor.heard)
            monitor.says("terminal/v1/ssc-01/cmd/identify", b'{"id":"c1"}')
            eventually(lambda: len(monitor.heard) > heard)
            assert {topic for topic, _ in monitor.heard[heard:]} == {"terminal/v1/ssc-01/cmd/identify"}
        finally:
            process.terminate()
            process.wait(30)
            monitor.close()
        shutil.rmtree(root)
