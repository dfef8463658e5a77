"""A made-up site's staff: one key for badges, one person with a PIN, and the file that says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.staff.badge import Badge, issue_badge, new_serial, public_key_text
from appliance.staff.pins import hash_pin

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SITE = "Self-Service-Center"
STAFF_ID = "17"
PIN = "482915"
SERIAL = new_serial(b"\1\2\3\4\5")


@lru_cache(maxsize=1)
def _pin_hash() -> str:
    return hash_pin(PIN)


def write_staff_file(path: Path, revoked: Sequence[str] = ()) -> Path:
    serials = ", ".join(f'"{serial}"' for serial in revoked)
    path.write_text(
        f'badge_key = "{public_key_text(KEY.public_key())}"\nrevoked = [{serials}]\n'
        f'[[people]]\nid = "{STAFF_ID}"\npin_hash = "{_pin_hash()}"\n'
    )
    return path


def badge(site: str = SITE, last_day: dt.date = dt.date(2026, 12, 31)) -> str:
    """Return the text of the badge's code."""
    return issue_badge(KEY, Badge(STAFF_ID, site, SERIAL, dt.date(2026, 1, 1), last_day))
