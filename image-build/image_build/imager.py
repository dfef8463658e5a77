"""The list for Raspberry Pi Imager (`rpi-imager --repo ….rpi-imager.json`), as its os-list schema wants it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from image_build.commands import EPOCH

DEVICES = ("pi3-64bit", "pi4-64bit")
"""Imager's own tags; the second one is also the 400 and the CM4."""
ICON = "data:image/svg+xml," + quote(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect x="6" y="4" width="28" height="24" rx="3" '
    'fill="#0b4f8a"/><rect x="10" y="8" width="20" height="16" fill="#fff"/><path d="M17 28h6v6h5v3H12v-3h5z" '
    'fill="#0b4f8a"/></svg>'
)


@dataclass(frozen=True)
class Sizes:
    extracted: int
    """Bytes."""
    extracted_sha256: str
    packed: int
    packed_sha256: str


def os_list(title: str, version: str, address: str, sizes: Sizes) -> str:
    """`address` is where the packed image can be fetched."""
    entry = {
        "name": f"{title} {version}",
        "description": "Self-service terminal; copy the files of cards/ID onto the drive FIRMWARE afterwards",
        "icon": ICON,
        "url": address,
        "extract_size": sizes.extracted,
        "extract_sha256": sizes.extracted_sha256,
        "image_download_size": sizes.packed,
        "image_download_sha256": sizes.packed_sha256,
        "release_date": datetime.fromtimestamp(EPOCH, UTC).strftime("%Y-%m-%d"),
        "devices": list(DEVICES),
        # Imager must not ask for users and networks: a terminal takes its settings from its own file.
        "init_format": "none",
    }
    return json.dumps({"os_list": [entry]}, indent=1) + "\n"
