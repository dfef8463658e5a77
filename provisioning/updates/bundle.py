"""What an update bundle is: by its own form (RAUC), and by what `rauc info` says of it. Pure.

A bundle is a squashfs, after it a CMS signature, and in its last eight bytes how long that is (RAUC's reference,
"Bundle Formats").
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from appliance.telemetry.messages import UpdateWanted

SQUASHFS = b"hsqs"
TAIL_BYTES = 8
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.raucb")
"""What the update server gives out, and no terminal needs to quote."""
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.~+_-]{0,63}")


class NotABundle(Exception):
    """The file cannot be announced, and why."""


@dataclass(frozen=True)
class Bundle:
    name: str
    version: str
    size: int
    sha256: str


def has_form(head: bytes, tail: bytes, size: int) -> bool:
    """Whether first and last bytes are those of a bundle: cut ones and other files are not."""
    signature = int.from_bytes(tail, "big") if len(tail) == TAIL_BYTES else 0
    return head == SQUASHFS and 0 < signature < size - TAIL_BYTES


def told_version(answer: bytes) -> str:
    """Read what `rauc info --output-format=json` says. Raises NotABundle."""
    try:
        told = json.loads(answer)
    except ValueError:
        told = None
    version = told.get("version") if isinstance(told, dict) else None
    if not isinstance(version, str) or not version:
        raise NotABundle("its manifest names no version: build it anew with `./dev image`")
    return version


def settled_version(told: str, given: str) -> str:
    """Bring together what the bundle says (empty: nobody could read it) and `--version`. Raises NotABundle."""
    if told and given and told != given:
        raise NotABundle(f"it holds version {told}, not {given}: leave --version out, or take the other bundle")
    version = told or given
    if not version:
        raise NotABundle(
            "its version cannot be read here: install rauc (apt-get install rauc), or say it with --version"
        )
    if not _VERSION.fullmatch(version):
        raise NotABundle(f"“{version}” is no version: letters, digits and . ~ + _ - only")
    return version


def wanted(bundle: Bundle, *, now: bool) -> UpdateWanted:
    return UpdateWanted(bundle.version, bundle.name, bundle.size, bundle.sha256, "now" if now else "night")
