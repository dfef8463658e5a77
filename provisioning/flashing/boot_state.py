"""U-Boot's boot state on a card: two copies with a CRC, of which the one with the higher number holds. Pure.

Written by image-build (`boot_files.py`) and by the boot script; U-Boot's `env export -c`: CRC-32, then NAME=value
with zeros between.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from zlib import crc32

SIZE = 0x1000
SECOND = 2048 * 512
"""Where the second copy lies in its partition, bytes."""


@dataclass(frozen=True)
class BootState:
    order: tuple[str, ...]
    """Slots, the first is tried first: `A`, `B`."""
    left: dict[str, int]
    """Attempts left."""
    sequence: int


def read_copy(content: bytes) -> BootState | None:
    """None: cut off, overwritten or never written."""
    if len(content) < SIZE or struct.unpack_from("<I", content)[0] != crc32(content[4:SIZE]):
        return None
    text = content[4:SIZE].split(b"\0\0")[0].decode("ascii", errors="replace")
    words = dict(line.split("=", 1) for line in text.split("\0") if "=" in line)
    try:
        # U-Boot counts in hexadecimal.
        left = {slot: int(words.get(f"BOOT_{slot}_LEFT", "0"), 16) for slot in "AB"}
        return BootState(tuple(words["BOOT_ORDER"].split()), left, int(words["BOOT_SEQ"], 16))
    except (KeyError, ValueError):
        return None


def read_both(partition: bytes) -> tuple[BootState | None, BootState | None]:
    return read_copy(partition[:SIZE]), read_copy(partition[SECOND : SECOND + SIZE])
