"""The site's certificate authority: its key, certificates for broker and clients, the list of revoked ones.

Keys are NIST P-256 (BSI TR-02102-2), certificates and revocation lists follow RFC 5280.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from provisioning.site.certificate_uses import for_client, for_issuing, for_server

AUTHORITY_YEARS = 20
SKEW = dt.timedelta(days=1)
"""The desk's clock and the server's may differ."""
LONG_AGO = dt.timedelta(days=3650)
"""The authority and the broker are good from then on: a Pi has no clock of its own, starts with the time at which
its image was built, and where no time server is reached it must trust its broker all the same."""
LIST_LIFE = dt.timedelta(days=365 * AUTHORITY_YEARS)
"""mosquitto refuses everybody once its revocation list has run out, and a new one is pushed, never waited for."""


class NoAuthority(Exception):
    """The authority's files cannot be read, or the passphrase is wrong."""


@dataclass(frozen=True, repr=False)
class Authority:
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def new_authority(site: str, now: dt.datetime) -> Authority:
    key = new_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{site[:48]} terminals")])
    until = now + dt.timedelta(days=365 * AUTHORITY_YEARS)
    builder = for_issuing(_builder(name, name, key.public_key(), now - LONG_AGO, until), key.public_key())
    return Authority(key, builder.sign(key, hashes.SHA256()))


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def key_pem(key: ec.EllipticCurvePrivateKey, passphrase: str = "") -> bytes:
    """PKCS#8, encrypted where there is a passphrase."""
    how = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how)


def open_authority(certificate: bytes, key: bytes, passphrase: str) -> Authority:
    """Raises NoAuthority."""
    try:
        opened = load_pem_private_key(key, passphrase.encode())
        found = x509.load_pem_x509_certificate(certificate)
    except (ValueError, TypeError) as error:
        raise NoAuthority("the authority's key cannot be opened: is the passphrase right?") from error
    if not isinstance(opened, ec.EllipticCurvePrivateKey) or opened.public_key() != found.public_key():
        raise NoAuthority("the authority's key and certificate do not belong together")
    return Authority(opened, found)


def client_certificate(
    authority: Authority, name: str, key: ec.EllipticCurvePublicKey, now: dt.datetime, life: dt.timedelta
) -> x509.Certificate:
    """`name` becomes the user name at the broker."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = _builder(subject, authority.certificate.subject, key, now - SKEW, _within(authority, now + life))
    return for_client(builder, key, authority.key.public_key()).sign(authority.key, hashes.SHA256())


def server_certificate(
    authority: Authority,
    names: Iterable[str],
    key: ec.EllipticCurvePublicKey,
    now: dt.datetime,
    life: dt.timedelta,
) -> x509.Certificate:
    """`names`: the host names and addresses under which terminals call the broker."""
    wanted = tuple(names)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, wanted[0][:64])])
    builder = _builder(subject, authority.certificate.subject, key, now - LONG_AGO, _within(authority, now + life))
    builder = for_server(builder, key, authority.key.public_key())
    alternatives = x509.SubjectAlternativeName([_general_name(name) for name in wanted])
    return builder.add_extension(alternatives, critical=False).sign(authority.key, hashes.SHA256())


def revocation_list(
    authority: Authority, revoked: Iterable[tuple[int, dt.datetime]], number: int, now: dt.datetime
) -> bytes:
    """PEM; `revoked` are serial numbers and when, `number` grows with each list."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(authority.certificate.subject)
    builder = builder.last_update(now - SKEW).next_update(now + LIST_LIFE)
    builder = builder.add_extension(x509.CRLNumber(number), critical=False)
    for serial, when in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, since: dt.datetime, until: dt.datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(since).not_valid_after(until)


def _within(authority: Authority, until: dt.datetime) -> dt.datetime:
    return min(until, authority.certificate.not_valid_after_utc)


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
