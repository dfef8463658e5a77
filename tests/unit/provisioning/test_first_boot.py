"""The first boot, in a directory that stands for the terminal: a card is put in, the terminal starts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import stat
import tomllib
from pathlib import Path

import pytest

from appliance.config import load_config
from appliance.lockdown.firewall import outgoing_ports
from appliance.outbox.settings import SiteSettings
from provisioning.first_boot.places import Places
from provisioning.first_boot.provisioning_run import Around, Outcome, run
from provisioning.first_boot.steps import WriteFile
from provisioning.site.cards import write_card
from provisioning.site.issuing import Desk
from provisioning.terminals.entry import TerminalEntry
from tests.unit.provisioning.site_desk import NOW, site_in, terminal

SETTINGS, IDENTITY, FILES = "migrado-provision.toml", "migrado-identity.pem", "migrado-files.zip"
STATIC = {"address": "192.0.2.17/24", "gateway": "192.0.2.1", "dns": "192.0.2.53"}


class Terminal:
    """A terminal's file system below one directory; owners are kept beside it, for a test has no such users."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.places = Places(root)
        self.firmware = root / "boot/firmware"
        self.firmware.mkdir(parents=True)
        self.owners: dict[Path, str] = {}
        self.told: list[str] = []
        self.now = NOW + dt.timedelta(days=1)
        self.dies_at = ""

    def insert(self, card: Path) -> None:
        for file in card.iterdir():
            (self.firmware / file.name).write_bytes(file.read_bytes())

    def start(self, *, dry_run: bool = False) -> Outcome:
        self.told.clear()
        around = Around(lambda: self.now, self._own, lambda path: self.owners.get(path, "root"), self._tell)
        return run(self.places, around, dry_run=dry_run)

    def read(self, path: str) -> str:
        return (self.root / path).read_text()

    def has(self, path: str) -> bool:
        return (self.root / path).exists()

    def card_files(self) -> set[str]:
        return {file.name for file in self.firmware.iterdir()}

    def _own(self, path: Path, owner: str) -> None:
        self.owners[path.with_name(path.name.removeprefix(".").removesuffix(".new"))] = owner

    def _tell(self, said: str) -> None:
        self.told.append(said)
        if self.dies_at and self.dies_at in said:
            raise KeyboardInterrupt  # the plug is pulled


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return site_in(tmp_path)


@pytest.fixture
def box(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "terminal")


def put_in(box: Terminal, desk: Desk, entry: TerminalEntry | None = None) -> None:
    box.insert(write_card(desk, entry or terminal()))


def test_a_terminal_is_provisioned_and_would_start_with_what_was_written(box: Terminal, desk: Desk) -> None:
    (desk.folder.files / "staff.toml").write_text("people = []\n")
    put_in(box, desk, terminal(**STATIC, rotation="90", a4="ipp://192.0.2.30/ipp/print", receipt_usb="04b8:0e15"))
    outcome = box.start()
    assert (outcome.mistakes, outcome.is_provisioned, outcome.lines) == ((), True, [])
    config = load_config(box.root / "etc/migrado/terminal.toml")
    assert (config.terminal.id, config.terminal.site) == ("t-1", "Self-Service-Center")
    assert (config.mqtt.host, config.mqtt.port, config.mqtt.tls) == ("broker.example.org", 8883, True)
    assert config.devices.touch.rotation == 90
    assert [(each.role, each.vendor) for each in config.devices.match] == [("receipt", "04b8")]
    assert config.mqtt.key_file == "/var/lib/migrado/identity/key.pem"
    assert box.read("etc/migrado/staff.toml") == "people = []\n"
    network = box.read("etc/systemd/network/10-migrado.network")
    assert "Address=192.0.2.17/24" in network
    assert "DNS=192.0.2.53" in network


def test_a_printer_on_a_port_of_its_own_is_reached_through_the_firewall(box: Terminal, desk: Desk) -> None:
    put_in(box, desk, terminal(a4="ipp://192.0.2.30:8631/ipp/print"))
    box.start()
    config = load_config(box.root / "etc/migrado/terminal.toml")
    assert 8631 in outgoing_ports(config, SiteSettings(), {})


def test_the_private_key_is_kept_for_the_terminal_alone_and_leaves_the_card(box: Terminal, desk: Desk) -> None:
    put_in(box, desk)
    secret = (box.firmware / IDENTITY).read_bytes().split(b"-----BEGIN PRIVATE KEY-----")[1]
    box.start()
    key = box.root / "var/lib/migrado/identity/key.pem"
    assert secret in key.read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert box.owners[key] == "migrado"
    assert box.card_files() == {"migrado-receipt.txt"}


def test_of_the_site_s_files_only_settings_may_be_read_by_others(box: Terminal, desk: Desk) -> None:
    (desk.folder.files / "secrets").mkdir()
    (desk.folder.files / "secrets/mail").write_text("geheim")
    (desk.folder.files / "offices.toml").write_text("\n")
    put_in(box, desk)
    box.start()
    secret, settings = box.root / "etc/migrado/secrets/mail", box.root / "etc/migrado/offices.toml"
    assert (stat.S_IMODE(secret.stat().st_mode), box.owners[secret]) == (0o600, "migrado")
    assert (stat.S_IMODE(settings.stat().st_mode), box.owners[settings]) == (0o644, "root")


def test_secrets_are_overwritten_before_they_are_removed(box: Terminal, desk: Desk, tmp_path: Path) -> None:
    """A second name for the same file shows what became of its blocks."""
    put_in(box, desk)
    os.link(box.firmware / IDENTITY, tmp_path / "same blocks")
    size = (box.firmware / IDENTITY).stat().st_size
    box.start()
    left = (tmp_path / "same blocks").read_bytes()
    assert b"KEY" not in left
    assert len(left) == size


def test_the_receipt_says_what_was_done_and_nothing_secret(box: Terminal, desk: Desk) -> None:
    put_in(box, desk, terminal(proxy="http://user:geheim@proxy.example.org:3128"))
    box.start()
    receipt = box.read("boot/firmware/migrado-receipt.txt")
    assert 'id = "t-1"' in receipt
    assert "geheim" not in receipt
    assert "BEGIN" not in receipt
    assert "geheim" in box.read("etc/migrado/proxy.env")


def test_a_second_start_does_nothing(box: Terminal, desk: Desk) -> None:
    put_in(box, desk)
    box.start()
    assert box.start().steps == ()
    assert box.told == []


def test_what_a_restart_forgets_is_made_again(box: Terminal, desk: Desk) -> None:
    put_in(box, desk)
    box.start()
    network = box.root / "etc/systemd/network/10-migrado.network"
    network.unlink()
    assert [type(step) for step in box.start().steps] == [WriteFile]
    assert network.exists()


def test_a_dry_run_says_all_and_does_nothing(box: Terminal, desk: Desk) -> None:
    put_in(box, desk)
    before = box.card_files()
    outcome = box.start(dry_run=True)
    assert len(outcome.steps) == len(box.told) > 5
    assert any("overwrite and remove /boot/firmware/migrado-identity.pem" in said for said in box.told)
    assert box.card_files() == before
    assert not box.has("etc")
    assert not box.has("var")


def test_all_mistakes_are_shown_at_once_in_both_languages_and_left_on_the_card(box: Terminal, desk: Desk) -> None:
    put_in(box, desk)
    text = (box.firmware / SETTINGS).read_text()
    broken = text.replace('address = "dhcp"', 'address = "192.0.2.17"').replace("rotation = 0", "rotation = 45")
    (box.firmware / SETTINGS).write_text(broken.replace("dpi = 102", "dpi = 102\ncolour = 1"))
    outcome = box.start()
    said = "\n".join(outcome.lines)
    assert not outcome.is_provisioned
    for part in (
        "network.address",
        "display.rotation",
        "display.colour",
        "ist falsch",
        "is wrong",
        "zum Beispiel",
    ):
        assert part in said, part
    left = (box.firmware / "migrado-mistakes.txt").read_bytes().decode("utf-8-sig")
    assert left.split("\r\n")[:-1] == outcome.lines
    assert {SETTINGS, IDENTITY} <= box.card_files(), "nothing is taken from a card with mistakes"
    assert not box.has("var")

    (box.firmware / SETTINGS).write_text("\ufeff" + text.replace("\n", "\r\n"))  # corrected with Windows' editor
    assert box.start().is_provisioned
    assert box.card_files() == {"migrado-receipt.txt"}


def test_a_terminal_that_was_never_provisioned_says_what_to_do(box: Terminal) -> None:
    outcome = box.start()
    assert not outcome.is_provisioned
    assert "provision write" in "\n".join(outcome.lines)
    assert box.card_files() == set()


def test_an_ending_that_windows_hides_is_named(box: Terminal, desk: Desk) -> None:
    put_in(box, desk)
    (box.firmware / SETTINGS).rename(box.firmware / f"{SETTINGS}.txt")
    outcome = box.start()
    assert not outcome.is_provisioned
    assert "das .txt entfernen" in "\n".join(outcome.lines)
    assert "migrado-mistakes.txt" in box.card_files()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda content: content[: len(content) // 2], "cut off"),
        (lambda content: content.replace(b"MI", b"NI"), "damaged"),
        (lambda _content: b"", "cut off"),
    ],
)
def test_an_identity_that_is_spoilt_is_not_taken(box: Terminal, desk: Desk, spoil, said: str) -> None:  # type: ignore[no-untyped-def]
    put_in(box, desk)
    identity = box.firmware / IDENTITY
    identity.write_bytes(spoil(identity.read_bytes()))
    outcome = box.start()
    assert [said in each.en for each in outcome.mistakes] == [True]
    assert not box.has("var")


def test_another_terminal_s_identity_is_not_taken(box: Terminal, desk: Desk) -> None:
    put_in(box, desk)
    other = write_card(desk, terminal("t-2"))
    (box.firmware / IDENTITY).write_bytes((other / IDENTITY).read_bytes())
    assert ["belongs to t-2" in each.en for each in box.start().mistakes] == [True]


def test_a_key_that_does_not_fit_its_certificate_is_found(box: Terminal, desk: Desk) -> None:
    put_in(box, desk)
    mine = (box.firmware / IDENTITY).read_bytes()
    other = (write_card(desk, terminal("t-1")) / IDENTITY).read_bytes()
    marker = b"-----BEGIN PRIVATE KEY-----"
    (box.firmware / IDENTITY).write_bytes(mine.split(marker)[0] + marker + other.split(marker)[1])
    assert ["do not belong together" in each.en for each in box.start().mistakes] == [True]


def test_a_certificate_that_has_ended_is_not_taken_and_a_clock_that_is_behind_harms_nothing(
    box: Terminal, desk: Desk
) -> None:
    put_in(box, desk)
    box.now = NOW + dt.timedelta(days=731)
    assert ["has ended" in each.en for each in box.start().mistakes] == [True]
    box.now = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    assert box.start().is_provisioned


def test_a_new_file_provisions_anew_and_takes_away_what_is_not_wanted_any_more(box: Terminal, desk: Desk) -> None:
    (desk.folder.files / "old.key").write_text("x")
    (desk.folder.files / "offices.toml").write_text("one\n")
    key = "ssh-ed25519 " + "A" * 68 + " it@example.org"
    put_in(box, desk, terminal(**STATIC, vlan="12", ssh_key=key, proxy="http://proxy.example.org:3128"))
    box.start()
    assert box.has("etc/systemd/network/10-migrado-vlan.netdev")
    assert box.read("etc/migrado/authorized_keys") == key + "\n"

    (desk.folder.files / "old.key").unlink()
    (desk.folder.files / "offices.toml").write_text("two\n")
    put_in(box, desk, terminal())
    box.start()
    assert box.read("etc/migrado/offices.toml") == "two\n"
    gone = ("old.key", "authorized_keys", "proxy.env")
    assert not [name for name in gone if box.has(f"etc/migrado/{name}")]
    assert not box.has("etc/systemd/network/10-migrado-vlan.netdev")
    assert "DHCP=yes" in box.read("etc/systemd/network/10-migrado.network")


def test_settings_alone_are_enough_for_a_terminal_that_has_its_identity(box: Terminal, desk: Desk) -> None:
    """And a certificate that it got from the broker meanwhile stays."""
    put_in(box, desk)
    text = (box.firmware / SETTINGS).read_text()
    box.start()
    (box.root / "var/lib/migrado/identity/certificate.pem").write_text("renewed\n")
    (box.firmware / SETTINGS).write_text(text.replace("rotation = 0", "rotation = 180"))
    assert box.start().is_provisioned
    assert tomllib.loads(box.read("etc/migrado/terminal.toml"))["devices"]["touch"]["rotation"] == 180
    assert box.read("var/lib/migrado/identity/certificate.pem") == "renewed\n"
    (box.firmware / SETTINGS).write_text(text.replace('id = "t-1"', 'id = "t-9"'))
    assert ["t-9 has none yet" in each.en for each in box.start().mistakes] == [True]


def test_a_new_file_with_mistakes_leaves_the_terminal_as_it_was(box: Terminal, desk: Desk) -> None:
    put_in(box, desk)
    box.start()
    before = box.read("etc/migrado/terminal.toml")
    (box.firmware / SETTINGS).write_text("format = 1\n[terminal]\n")
    outcome = box.start()
    assert outcome.is_provisioned
    assert "goes on with its old settings" in "\n".join(outcome.lines)
    assert box.read("etc/migrado/terminal.toml") == before


def test_a_rule_that_became_stricter_does_not_stop_a_terminal_that_runs(box: Terminal, desk: Desk) -> None:
    put_in(box, desk)
    box.start()
    kept = box.root / "etc/migrado/provisioned.toml"
    kept.write_text(kept.read_text().replace("format = 1", "format = 0"))
    outcome = box.start()
    assert outcome.is_provisioned
    assert outcome.mistakes


@pytest.mark.parametrize(
    "at", ["key.pem", "certificate.pem", "provisioned.toml", "receipt", "remove /boot", "zip"]
)
def test_a_power_cut_at_any_step_is_made_good_by_the_next_start(box: Terminal, desk: Desk, at: str) -> None:
    (desk.folder.files / "offices.toml").write_text("one\n")
    put_in(box, desk)
    certificate = (box.firmware / IDENTITY).read_bytes()
    box.dies_at = at
    with pytest.raises(KeyboardInterrupt):
        box.start()
    box.dies_at = ""
    assert box.start().is_provisioned
    assert (box.root / "var/lib/migrado/identity/certificate.pem").read_bytes() in certificate
    assert box.read("etc/migrado/offices.toml") == "one\n"
    assert box.card_files() == {"migrado-receipt.txt"}


def test_a_package_cannot_write_where_it_does_not_belong(box: Terminal, desk: Desk) -> None:
    (desk.folder.files / "terminal.toml").write_text("x")
    put_in(box, desk)
    outcome = box.start()
    assert ["terminal.toml" in each.en for each in outcome.mistakes] == [True]
    content = (box.firmware / FILES).read_bytes()
    for name in (b"../terminal.t", b"/etc/shadow.x"):
        (box.firmware / FILES).write_bytes(content.replace(b"terminal.toml", name))
        assert [name.decode() in each.en for each in box.start().mistakes] == [True]
    assert not box.has("etc")


def test_steps_show_no_content(box: Terminal, desk: Desk) -> None:
    put_in(box, desk, terminal(proxy="http://user:geheim@proxy.example.org:3128"))
    outcome = box.start()
    assert "geheim" not in "\n".join(box.told) + repr([dataclasses.astuple(step)[0] for step in outcome.steps])
    assert "PRIVATE" not in repr(outcome.steps)
