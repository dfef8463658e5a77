"""Which ports are opened for which settings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from appliance.config import Config, load_config
from appliance.lockdown.firewall import firewall_commands, outgoing_ports
from appliance.outbox.settings import SiteSettings
from appliance.outbox.site_settings import load_site_settings

ROOT = Path(__file__).parents[3]
FIT_CONNECT = """
[fit_connect]
token_url = "https://auth.example.org:8443/token"
submission_url = "https://submission.example.org/submission-api"
client_id = "terminal"
client_secret_file = "secret"
[offices.jobcenter]
transport = "fit-connect"
[offices.jobcenter.fit_connect]
destination_id = "d"
leika_key = "urn:de:fim:leika:leistung:99"
"""
MAIL = """
[mail]
host = "mail.example.org"
sender = "terminals@example.org"
certificate_file = "c.pem"
key_file = "k.pem"
port = 587
security = "starttls"
"""
SCHOOLS = """
[offices.schulamt]
transport = "smime"
[offices.schulamt.smime]
address = "eingang@schulamt.example.org"
certificate_file = "s.pem"
"""
SFTP = """
[offices.wohnungsamt]
transport = "sftp"
[offices.wohnungsamt.sftp]
host = "sftp.example.org"
user = "migrado"
host_key = "ssh-ed25519 AAAA"
key_file = "k"
office_key_file = "o.pem"
port = 2222
"""


def configured(**tables: Any) -> Config:
    return load_config(overrides=tables)


def site(tmp_path: Path, text: str) -> SiteSettings:
    path = tmp_path / "offices.toml"
    path.write_text(text)
    return load_site_settings(path)


def test_a_terminal_without_a_broker_and_offices_needs_nothing() -> None:
    assert outgoing_ports(configured(), SiteSettings(), {}) == set()


@pytest.mark.parametrize(
    ("tables", "ports"),
    [
        ({"mqtt": {"host": "broker.example.org", "port": 18883, "ca_file": "ca.pem"}}, {18883, 8443}),
        ({"devices": {"receipt": {"address": "tcp://192.0.2.7:9101"}}}, {9101}),
        ({"devices": {"receipt": {"address": "tcp://192.0.2.7"}}}, {9100}),
        ({"devices": {"receipt": {"address": "serial:///dev/ttyUSB0"}}}, set()),
        ({"devices": {"a4": {"server": "print.example.org", "port": 8631}}}, {8631}),
        ({"devices": {"a4": {"device_uri": "ipp://192.0.2.8/ipp/print"}}}, {631}),
        ({"devices": {"a4": {"device_uri": "ipps://192.0.2.8:99999/"}}}, set()),
    ],
)
def test_broker_and_printers_on_ports_of_their_own(tables: dict[str, Any], ports: set[int]) -> None:
    assert outgoing_ports(configured(**tables), SiteSettings(), {}) == ports


@pytest.mark.parametrize(
    ("text", "ports"),
    [(FIT_CONNECT, {443, 8443}), (MAIL + SCHOOLS, {587}), (SFTP, {2222}), (MAIL, set())],
    ids=["fit-connect", "mail", "sftp", "mail that no office is reached by"],
)
def test_each_way_to_an_office_that_is_configured(tmp_path: Path, text: str, ports: set[int]) -> None:
    assert outgoing_ports(configured(), site(tmp_path, text), {}) == ports


def test_a_proxy_of_the_site() -> None:
    environ = {"HTTPS_PROXY": "http://proxy.example.org:3128", "https_proxy": ""}
    assert outgoing_ports(configured(), SiteSettings(), environ) == {3128}


def test_ssh_comes_in_only_with_a_key() -> None:
    assert "in_tcp {" not in firewall_commands(frozenset({443}), ssh=False)
    assert "add element inet migrado in_tcp { 22 }" in firewall_commands(frozenset(), ssh=True)


def apply(tmp_path: Path, *options: str) -> tuple[int, str]:
    """Run it as its unit does, with a firewall that writes down what it reads."""
    told = tmp_path / "told"
    command = [sys.executable, "-m", "appliance.lockdown", "apply", "--usb-policy", str(tmp_path / "usb")]
    command += [*options, "--firewall", "tee", str(told)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    return done.returncode, told.read_text() if told.exists() else ""


def test_it_is_applied_with_the_usb_policy(tmp_path: Path) -> None:
    (tmp_path / "offices.toml").write_text(SFTP)
    config = tmp_path / "terminal.toml"
    config.write_text(
        f'[paths]\noffices = "{tmp_path / "offices.toml"}"\n'
        '[[devices.match]]\nrole = "scanner"\nvendor = "0627"\nproduct = "0001"\n'
    )
    keys = tmp_path / "authorized_keys"
    keys.write_text("ssh-ed25519 AAAA it@example.org\n")
    code, told = apply(tmp_path, "--config", str(config), "--ssh-keys", str(keys))
    assert code == 0
    assert told == (
        "flush set inet migrado out_tcp\nadd element inet migrado out_tcp { 2222 }\n"
        "flush set inet migrado in_tcp\nadd element inet migrado in_tcp { 22 }\n"
    )
    assert "03 01 01 0627 0001 one" in (tmp_path / "usb").read_text()


def test_offices_with_mistakes_open_nothing(tmp_path: Path) -> None:
    (tmp_path / "offices.toml").write_text(SFTP + "\n[offices.jugendamt]\ntransport = 'pigeon'\n")
    config = tmp_path / "terminal.toml"
    config.write_text(f'[paths]\noffices = "{tmp_path / "offices.toml"}"\n')
    code, told = apply(tmp_path, "--config", str(config), "--ssh-keys", str(tmp_path / "none"))
    assert (code, told) == (0, "flush set inet migrado out_tcp\nflush set inet migrado in_tcp\n")


def test_a_wrong_configuration_changes_nothing(tmp_path: Path) -> None:
    config = tmp_path / "terminal.toml"
    config.write_text("[display]\ndpi = 1\n")
    assert apply(tmp_path, "--config", str(config)) == (2, "")
    assert not (tmp_path / "usb").exists()
