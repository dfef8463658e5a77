"""Which certificates the site has issued, to whom, until when, and which of them are revoked. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID


class BrokenLedger(Exception):
    """The ledger is no ledger; nothing may be issued or revoked on a guess."""


@dataclass(frozen=True)
class Issued:
    holder: str
    """A terminal's id, `_monitor` or `_broker`."""
    serial: str
    """Hexadecimal."""
    until: dt.datetime
    pem: str
    """The certificate, to renew its key by; public."""
    revoked: dt.datetime | None = None


Ledger: TypeAlias = tuple[Issued, ...]
"""In the order of issue."""


def entry(certificate: x509.Certificate) -> Issued:
    name = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    pem = certificate.public_bytes(Encoding.PEM).decode()
    return Issued(str(name), f"{certificate.serial_number:x}", certificate.not_valid_after_utc, pem)


def valid(ledger: Ledger, holder: str, now: dt.datetime) -> tuple[Issued, ...]:
    """Oldest first."""
    return tuple(one for one in ledger if one.holder == holder and not one.revoked and one.until > now)


def revoke(ledger: Ledger, holder: str, now: dt.datetime, keep: str = "") -> Ledger:
    """Revoke all that the holder has, but the serial `keep`."""
    return tuple(
        replace(one, revoked=now) if one.holder == holder and not one.revoked and one.serial != keep else one
        for one in ledger
    )


def revoked_serials(ledger: Ledger) -> list[tuple[int, dt.datetime]]:
    return [(int(one.serial, 16), one.revoked) for one in ledger if one.revoked]


def shut_out(ledger: Ledger) -> tuple[str, ...]:
    """Holders of whom every certificate is revoked: they are denied everything by name, too."""
    left = {one.holder for one in ledger if not one.revoked}
    return tuple(sorted({one.holder for one in ledger} - left))


def due(ledger: Ledger, holders: Iterable[str], now: dt.datetime, within: dt.timedelta) -> tuple[Issued, ...]:
    """Return the newest valid certificate of each holder, where it ends soon."""
    newest = [found[-1] for holder in holders if (found := valid(ledger, holder, now))]
    return tuple(one for one in newest if one.until - now < within)


def to_bytes(ledger: Ledger) -> bytes:
    return msgspec.json.format(msgspec.json.encode(ledger), indent=1) + b"\n"


def from_bytes(content: bytes) -> Ledger:
    """Raises BrokenLedger."""
    try:
        return msgspec.json.decode(content, type=tuple[Issued, ...])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BrokenLedger(f"the ledger cannot be read: {error}") from error
