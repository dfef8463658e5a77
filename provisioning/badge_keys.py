"""The key that a site signs its staff badges with, and badges signed with it."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from appliance.staff.badge import SERIAL_BYTES, Badge, issue_badge, new_serial, public_key_text


class NotABadgeKey(Exception):
    """The file cannot be read, is no Ed25519 key, or the passphrase is wrong."""


def new_badge_key(passphrase: str) -> tuple[bytes, str]:
    """Return the private key (PEM, encrypted) and the line for the staff file."""
    key = Ed25519PrivateKey.generate()
    encrypted = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode()))
    return encrypted, f'badge_key = "{public_key_text(key.public_key())}"'


def read_badge_key(path: Path, passphrase: str) -> Ed25519PrivateKey:
    """Raises NotABadgeKey."""
    try:
        key = load_pem_private_key(path.read_bytes(), passphrase.encode())
    except (OSError, ValueError, TypeError) as error:
        raise NotABadgeKey(f"{path}: cannot be read, or the passphrase is wrong") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise NotABadgeKey(f"{path}: is no key for badges")
    return key


def new_badge(key: Ed25519PrivateKey, staff_id: str, site: str, first: dt.date, days: int) -> tuple[Badge, str]:
    """Return the badge and the text of its QR code. Raises ValueError with what is wrong."""
    serial = new_serial(secrets.token_bytes(SERIAL_BYTES))
    badge = Badge(staff_id, site, serial, first, first + dt.timedelta(days=days))
    return badge, issue_badge(key, badge)
