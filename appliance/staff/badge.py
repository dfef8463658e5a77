"""Staff badges: `MIGRADO:STAFF:` and a signed token, short enough for a QR code of capitals and digits.

The token is RFC 4648 base32 without padding of: version (1 byte), site tag (6), serial (5), first day and last
day (2 each, days since 1970-01-01), the staff id in ASCII, and an Ed25519 signature (64, RFC 8032) of all that.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import re
import struct
from collections.abc import Collection
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from appliance.staff.verdict import Verdict

PREFIX = "MIGRADO:STAFF:"
STAFF_ID = re.compile(r"[a-z0-9-]{1,24}")
SERIAL = re.compile(r"[A-Z2-7]{8}")
SERIAL_BYTES = 5
LONGEST_DAYS = 750
"""A badge is good for two years at the most: who has left must not open terminals for ever."""
_CONTEXT = b"MigraDo staff badge\0"
_VERSION = 1
_HEAD = struct.Struct(">B6s5sHH")
_SIGNATURE_BYTES = 64
_MOST_CHARACTERS = 200
_DAY_0 = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class Badge:
    staff_id: str
    """In logs and on MQTT: a staff number or the like, never a name."""
    site: str
    serial: str
    """Eight characters of A-Z and 2-7; stands on the badge, and in the list of revoked ones."""
    first_day: dt.date
    last_day: dt.date


class BadgeRefused(Exception):
    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.value)
        self.verdict = verdict


def new_serial(random_bytes: bytes) -> str:
    """Make a serial of five random bytes."""
    if len(random_bytes) != SERIAL_BYTES:
        raise ValueError(f"a serial is made of {SERIAL_BYTES} bytes")
    return base64.b32encode(random_bytes).decode()


def public_key_text(key: Ed25519PublicKey) -> str:
    """Return the key as it stands in the staff file: base64 of its 32 bytes."""
    return base64.b64encode(key.public_bytes_raw()).decode()


def public_key_from(text: str) -> Ed25519PublicKey:
    """Raises ValueError for what is no Ed25519 public key in base64."""
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))


def issue_badge(key: Ed25519PrivateKey, badge: Badge) -> str:
    """Return the text of the badge's QR code. Raises ValueError with what is wrong with the badge."""
    if not STAFF_ID.fullmatch(badge.staff_id):
        raise ValueError("staff id: only a-z, 0-9 and -, at most 24 of them")
    if not SERIAL.fullmatch(badge.serial):
        raise ValueError("serial: eight characters of A-Z and 2-7")
    if not 0 <= (badge.last_day - badge.first_day).days <= LONGEST_DAYS:
        raise ValueError(f"last day: from the first day on, at most {LONGEST_DAYS} days later")
    payload = _HEAD.pack(
        _VERSION,
        _site_tag(badge.site),
        base64.b32decode(badge.serial),
        (badge.first_day - _DAY_0).days,
        (badge.last_day - _DAY_0).days,
    ) + badge.staff_id.encode("ascii")
    signed = payload + key.sign(_CONTEXT + payload)
    return PREFIX + base64.b32encode(signed).decode().rstrip("=")


def read_badge(
    text: str, key: Ed25519PublicKey, site: str, today: dt.date, revoked: Collection[str] = ()
) -> Badge:
    """Return the badge when it opens this terminal today. Raises BadgeRefused."""
    if not text.startswith(PREFIX):
        raise BadgeRefused(Verdict.NOT_A_BADGE)
    payload, signature = _taken_apart(text.removeprefix(PREFIX))
    version, tag, serial, first, last = _HEAD.unpack_from(payload)
    if version != _VERSION:
        raise BadgeRefused(Verdict.TAMPERED)
    if tag != _site_tag(site):
        raise BadgeRefused(Verdict.FOREIGN)
    try:
        key.verify(signature, _CONTEXT + payload)
    except InvalidSignature:
        raise BadgeRefused(Verdict.TAMPERED) from None
    staff_id = payload[_HEAD.size :].decode("ascii", "replace")
    days = (_DAY_0 + dt.timedelta(days=day) for day in (first, last))
    badge = Badge(staff_id, site, base64.b32encode(serial).decode(), *days)
    _judged(badge, today, revoked)
    return badge


def _judged(badge: Badge, today: dt.date, revoked: Collection[str]) -> None:
    if not STAFF_ID.fullmatch(badge.staff_id):
        raise BadgeRefused(Verdict.TAMPERED)
    if badge.serial in revoked:
        raise BadgeRefused(Verdict.REVOKED)
    if today < badge.first_day:
        raise BadgeRefused(Verdict.CLOCK)
    if today > badge.last_day:
        raise BadgeRefused(Verdict.EXPIRED)


def _taken_apart(token: str) -> tuple[bytes, bytes]:
    """Return what was signed and the signature; only the one spelling that `issue_badge` gives is taken."""
    if len(token) > _MOST_CHARACTERS:
        raise BadgeRefused(Verdict.TAMPERED)
    try:
        raw = base64.b32decode(token + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        raise BadgeRefused(Verdict.TAMPERED) from None
    if len(raw) <= _HEAD.size + _SIGNATURE_BYTES or base64.b32encode(raw).decode().rstrip("=") != token:
        raise BadgeRefused(Verdict.TAMPERED)
    return raw[:-_SIGNATURE_BYTES], raw[-_SIGNATURE_BYTES:]


def _site_tag(site: str) -> bytes:
    return hashlib.sha256(site.encode()).digest()[:6]
