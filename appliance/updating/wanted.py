"""Whether a wanted update can be one at all. Pure; what came over the wire is judged as if anybody had sent it."""

from __future__ import annotations

import re

from appliance.telemetry.messages import UpdateWanted

MOST_BYTES = 4 * 2**30
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+~-]{0,63}")
_BUNDLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,119}\.raucb")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def why_not(wanted: UpdateWanted) -> str:
    """Return what is wrong with it; empty: nothing is."""
    if not _VERSION.fullmatch(wanted.version):
        return "no version"
    if not _BUNDLE.fullmatch(wanted.bundle):
        return "no name of a bundle"
    if not 0 < wanted.size <= MOST_BYTES:
        return "no size of a bundle"
    if not _SHA256.fullmatch(wanted.sha256):
        return "no SHA-256"
    return ""
