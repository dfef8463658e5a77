"""Is an image the one that was released? Its SHA-256 in `SHA256SUMS` beside it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from provisioning.findings import Finding, bad, good, note

SUMS = "SHA256SUMS"
_AGAIN = "Load the image again, from where it was released."


def check_release(image: Path) -> tuple[Finding, ...]:
    """Nothing is said of a card: it holds an image and more. Raises OSError."""
    if not image.is_file():
        return ()
    sums = image.parent / SUMS
    if not sums.exists():
        return (note("checksum", f"there is no {SUMS} beside it", "With it one knows that the image is whole."),)
    if listed_sum(sums.read_text(encoding="utf-8"), image.name) != _sum(image):
        return (bad("checksum", f"is not what {SUMS} says", _AGAIN),)
    return (good("checksum", f"as in {SUMS}"),)


def listed_sum(text: str, name: str) -> str:
    """Read the lines of `sha256sum`; empty: the file is not listed."""
    for line in text.splitlines():
        found, _, listed = line.partition(" ")
        if listed.lstrip(" *") == name:
            return found.lower()
    return ""


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
