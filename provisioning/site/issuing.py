"""Issues, renews and revokes: each step writes the ledger first, so that no certificate is at large unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from provisioning.broker.folder import (
    ACL,
    LIST,
    UPDATES,
    BrokerFacts,
    access_rules,
    first_files,
    update_server_files,
)
from provisioning.new_files import OPEN, SECRET, write_new
from provisioning.site import ledger
from provisioning.site.authority import (
    Authority,
    client_certificate,
    key_pem,
    new_authority,
    new_key,
    revocation_list,
    server_certificate,
)
from provisioning.site.folder import BROKER, CERTIFICATE, KEY, LEDGER, MONITOR, SiteFolder
from provisioning.site.ledger import Issued
from provisioning.site.settings import DEFAULT_UPDATES, NAME, BrokerTable, UpdatesTable, first_text


@dataclass(frozen=True)
class Desk:
    """An IT desk at work: the site's folder, its opened authority, and what time it is."""

    folder: SiteFolder
    authority: Authority
    now: dt.datetime


def found_site(
    path: Path,
    name: str,
    broker: BrokerTable,
    passphrase: str,
    now: dt.datetime,
    updates: UpdatesTable = DEFAULT_UPDATES,
) -> Desk:
    """Make a new site's folder. Raises AlreadyThere before anything is written, and OSError."""
    folder = SiteFolder(path)
    authority = new_authority(name, now)
    text = first_text(name, broker.names, broker.port, broker.user, updates)
    path.mkdir(parents=True, exist_ok=True)
    write_new(path, {NAME: (text.encode(), OPEN)})
    folder.authority_folder.mkdir(mode=0o700)
    write_new(
        folder.authority_folder,
        {
            KEY: (key_pem(authority.key, passphrase), SECRET),
            CERTIFICATE: (authority.pem, OPEN),
            LEDGER: (ledger.to_bytes(()), SECRET),
        },
    )
    folder.files.mkdir()
    desk = Desk(folder, authority, now)
    _found_broker(desk, broker)
    _found_monitor(desk)
    return desk


def identity(desk: Desk, terminal_id: str) -> bytes:
    """Issue a new key and certificate: authority, certificate and private key in one PEM file."""
    key = new_key()
    certificate = _issued(desk, terminal_id, key.public_key())
    write_rules(desk)  # an id that was shut out is let in again by its new certificate
    return desk.authority.pem + certificate.public_bytes(Encoding.PEM) + key_pem(key)


def renew(desk: Desk, holders: Iterable[str], within: dt.timedelta | None = None) -> tuple[Issued, ...]:
    """Issue new certificates for the keys that holders have, where the old ones end soon. The old stay valid."""
    days = desk.folder.settings().certificates.renew_days
    soon = ledger.due(desk.folder.ledger(), holders, desk.now, within or dt.timedelta(days=days))
    return tuple(_renewed(desk, old) for old in soon)


def revoke(desk: Desk, terminal_id: str, *, older_only: bool = False) -> int:
    """Revoke all certificates of a terminal, or all but its newest. Returns how many. Writes list and rules."""
    before = desk.folder.ledger()
    valid = ledger.valid(before, terminal_id, desk.now)
    keep = valid[-1].serial if older_only and valid else ""
    after = ledger.revoke(before, terminal_id, desk.now, keep)
    desk.folder.keep_ledger(after)
    write_rules(desk)
    return sum(1 for old, new in zip(before, after, strict=True) if old != new)


def write_rules(desk: Desk) -> None:
    """Write the broker's revocation list and rights from the ledger, and what the update server runs by."""
    kept = desk.folder.ledger()
    revoked = revocation_list(desk.authority, ledger.revoked_serials(kept), int(desk.now.timestamp()), desk.now)
    rules = access_rules(ledger.shut_out(kept)).encode()
    desk.folder.write_all(desk.folder.broker, {LIST: (revoked, OPEN), ACL: (rules, OPEN)})
    _write_update_server(desk)


def _write_update_server(desk: Desk) -> None:
    """Folders that were made before there was one get it here."""
    settings = desk.folder.settings().updates
    desk.folder.write_all(desk.folder.broker, update_server_files(settings.port, settings.user))
    (desk.folder.broker / UPDATES).mkdir(exist_ok=True)


def _found_broker(desk: Desk, broker: BrokerTable) -> None:
    key = new_key()
    certificate = _issued(desk, BROKER, key.public_key())
    revoked = revocation_list(desk.authority, (), int(desk.now.timestamp()), desk.now)
    pem = certificate.public_bytes(Encoding.PEM)
    facts = BrokerFacts(broker.port, broker.user)
    write_new(desk.folder.broker, first_files(facts, desk.authority.pem, pem, key_pem(key), revoked))
    _write_update_server(desk)


def _found_monitor(desk: Desk) -> None:
    key = new_key()
    certificate = _issued(desk, MONITOR, key.public_key())
    files = {
        "ca.pem": (desk.authority.pem, OPEN),
        "monitor.pem": (certificate.public_bytes(Encoding.PEM), OPEN),
        "monitor.key": (key_pem(key), SECRET),
    }
    write_new(desk.folder.monitor, files)


def _renewed(desk: Desk, old: Issued) -> Issued:
    key = x509.load_pem_x509_certificate(old.pem.encode()).public_key()
    if not isinstance(key, EllipticCurvePublicKey):
        raise ledger.BrokenLedger(f"{old.holder}: the certificate in the ledger is none of ours")
    certificate = _issued(desk, old.holder, key)
    pem = certificate.public_bytes(Encoding.PEM)
    if old.holder == BROKER:
        desk.folder.write_all(desk.folder.broker, {"broker.pem": (pem, OPEN)})
        _write_update_server(desk)
    if old.holder == MONITOR:
        desk.folder.write_all(desk.folder.monitor, {"monitor.pem": (pem, OPEN)})
    return replace(ledger.entry(certificate), holder=old.holder)


def _issued(desk: Desk, holder: str, key: EllipticCurvePublicKey) -> x509.Certificate:
    settings = desk.folder.settings()
    days = settings.certificates
    if holder == BROKER:
        life = dt.timedelta(days=days.server_days)
        certificate = server_certificate(desk.authority, settings.broker.names, key, desk.now, life)
    else:
        life = dt.timedelta(days=days.server_days if holder == MONITOR else days.terminal_days)
        certificate = client_certificate(desk.authority, holder, key, desk.now, life)
    # The broker's common name is its host name; the ledger knows it as what it is.
    kept = replace(ledger.entry(certificate), holder=holder)
    desk.folder.keep_ledger((*desk.folder.ledger(), kept))
    return certificate


def shut_out_of(desk: Desk) -> tuple[str, ...]:
    return ledger.shut_out(desk.folder.ledger())
