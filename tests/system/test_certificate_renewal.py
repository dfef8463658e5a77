"""A certificate that ends soon is renewed at the desk, brought by the real broker, and taken by the terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from appliance.telemetry.certificate_desk import CertificateDesk
from appliance.telemetry.link import CertificateReceived, LinkEvent, LinkUp
from appliance.telemetry.paho_link import BrokerSettings, PahoLink
from provisioning.broker.talk import bring_certificates
from provisioning.site.authority import Authority, client_certificate, new_authority, new_key
from provisioning.site.issuing import renew
from tests.peers.broker_guest import eventually
from tests.peers.site_bench import SiteBench

pytestmark = pytest.mark.system
NOW = dt.datetime.now(dt.UTC)
LONG = dt.timedelta(days=3000)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[SiteBench]:
    with SiteBench(tmp_path) as bench:
        yield bench


def desk_of(settings: BrokerSettings, terminal_id: str = "t-1") -> CertificateDesk:
    return CertificateDesk(terminal_id, *_files(settings), lambda: NOW)


def pem(settings: BrokerSettings) -> bytes:
    return Path(settings.certificate_file).read_bytes()


def test_a_terminal_takes_its_next_certificate_from_the_broker_and_connects_with_it(site: SiteBench) -> None:
    site_file = site.path / "site.toml"
    site_file.write_text(site_file.read_text().replace("terminal_days = 730", "terminal_days = 130"))
    settings = site.terminal("t-1")
    before = pem(settings)
    site_file.write_text(site_file.read_text().replace("terminal_days = 130", "terminal_days = 730"))
    assert renew(site.desk, ["t-1"]) == (), "it is good for 130 days, and 120 is soon"
    (renewed,) = renew(site.desk, ["t-1"], dt.timedelta(days=131))
    site.reload()
    bring_certificates(site.place, site.desk.authority, [("t-1", renewed.pem)], NOW)

    events: list[LinkEvent] = []
    link = PahoLink("t-1", settings, events.append, lambda: "now", first_wait_s=0.1)
    link.start()
    eventually(lambda: any(isinstance(each, CertificateReceived) for each in events))
    desk = desk_of(settings)
    for event in events:
        desk.handle(event)
    link.close()
    taken = x509.load_pem_x509_certificate(pem(settings))
    assert pem(settings) != before
    assert f"{taken.serial_number:x}" == renewed.serial

    again: list[LinkEvent] = []
    link = PahoLink("t-1", settings, again.append, lambda: "now", first_wait_s=0.1)
    link.start()
    eventually(lambda: any(isinstance(each, LinkUp) for each in again))
    link.close()


def _files(settings: BrokerSettings) -> tuple[Path, Path, Path]:
    return Path(settings.certificate_file), Path(settings.key_file), Path(settings.ca_file)


@pytest.mark.parametrize(
    "spoilt",
    ["another key", "another name", "another authority", "no later end", "not valid now", "no certificate"],
)
def test_what_is_no_follower_of_its_certificate_is_not_taken(site: SiteBench, spoilt: str) -> None:
    settings = site.terminal("t-1")
    before = pem(settings)
    key = x509.load_pem_x509_certificate(before).public_key()
    name = "t-2" if spoilt == "another name" else "t-1"
    authority: Authority = site.desk.authority
    if spoilt == "another authority":
        authority = new_authority("Utopia", NOW)
    life = dt.timedelta(days=10) if spoilt == "no later end" else LONG
    when = NOW + dt.timedelta(days=5) if spoilt == "not valid now" else NOW
    public = new_key().public_key() if spoilt == "another key" else key
    made = client_certificate(authority, name, public, when, life)  # type: ignore[arg-type]
    sent = b"-----BEGIN" if spoilt == "no certificate" else made.public_bytes(Encoding.PEM)
    desk_of(settings).handle(CertificateReceived(sent))
    assert pem(settings) == before


def test_the_good_one_next_to_all_those_is_taken(site: SiteBench) -> None:
    settings = site.terminal("t-1")
    key = x509.load_pem_x509_certificate(pem(settings)).public_key()
    made = client_certificate(site.desk.authority, "t-1", key, NOW, LONG)  # type: ignore[arg-type]
    desk_of(settings).handle(CertificateReceived(made.public_bytes(Encoding.PEM)))
    assert pem(settings) == made.public_bytes(Encoding.PEM)
