"""`python -m appliance.boot_slots`: which of the two images is started, as RAUC asks it and U-Boot reads it.

The boot state is two copies of text with a checksum, 1 MiB apart on a partition of its own. The older one is
written over, so a power cut leaves the other. U-Boot takes an attempt from a slot before it starts it; a slot that
is said to be good has all of its attempts again.
"""

from __future__ import annotations

import os
import struct
import sys
from binascii import crc32
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

SIZE = 0x1000
SECOND = 2048 * 512
ATTEMPTS = 3
PARTITION = Path("/dev/disk/by-partlabel/boot-state")
BOTH = ("A", "B")


@dataclass(frozen=True)
class BootSlots:
    order: tuple[str, ...]
    """The one that is tried first stands first; one that is not in it is not tried."""
    left: Mapping[str, int]
    sequence: int

    def primary(self) -> str:
        """Return the slot that is started next."""
        able = [name for name in self.order if self.left.get(name, 0) > 0]
        return (able or [*self.order, "A"])[0]

    def with_primary(self, name: str) -> BootSlots:
        rest = tuple(one for one in self.order if one != name)
        return replace(self, order=(name, *rest), left={**self.left, name: ATTEMPTS})

    def is_good(self, name: str) -> bool:
        return name in self.order and self.left.get(name, 0) > 0

    def marked(self, name: str, *, good: bool) -> BootSlots:
        """A bad slot is not tried again until something new is in it."""
        if good:
            order = self.order if name in self.order else (*self.order, name)
            return replace(self, order=order, left={**self.left, name: ATTEMPTS})
        order = tuple(one for one in self.order if one != name) or self.order
        return replace(self, order=order, left={**self.left, name: 0})


NEW = BootSlots(("A",), {"A": ATTEMPTS, "B": 0}, 0)


def packed(slots: BootSlots) -> bytes:
    """Return a copy as U-Boot's `env import -c` takes it; its numbers are hexadecimal."""
    words = {
        "BOOT_ORDER": " ".join(slots.order),
        **{f"BOOT_{name}_LEFT": f"{slots.left.get(name, 0):x}" for name in BOTH},
        "BOOT_SEQ": f"{slots.sequence:x}",
    }
    text = b"".join(f"{name}={value}".encode() + b"\0" for name, value in words.items())
    data = (text + b"\0").ljust(SIZE - 4, b"\0")
    return struct.pack("<I", crc32(data)) + data


def unpacked(copy: bytes) -> BootSlots | None:
    """Return what the copy says; None if it is not whole."""
    if len(copy) != SIZE or struct.unpack("<I", copy[:4])[0] != crc32(copy[4:]):
        return None
    try:
        lines = copy[4:].split(b"\0\0", 1)[0].decode().split("\0")
        words = dict(line.split("=", 1) for line in lines)
        left = {name: int(words[f"BOOT_{name}_LEFT"], 16) for name in BOTH}
        return BootSlots(tuple(words["BOOT_ORDER"].split()), left, int(words["BOOT_SEQ"], 16))
    except (UnicodeDecodeError, ValueError, KeyError):
        return None


def read(partition: Path) -> tuple[BootSlots, int]:
    """Return the newer copy's words, and where the older copy lies: there the next one is written."""
    with partition.open("rb") as stream:
        first = unpacked(stream.read(SIZE))
        stream.seek(SECOND)
        second = unpacked(stream.read(SIZE))
    if first is not None and (second is None or first.sequence > second.sequence):
        return first, SECOND
    return (second, 0) if second is not None else (NEW, 0)


def write(partition: Path, slots: BootSlots, offset: int) -> None:
    with partition.open("r+b") as stream:
        stream.seek(offset)
        stream.write(packed(replace(slots, sequence=slots.sequence + 1)))
        stream.flush()
        os.fsync(stream.fileno())


def main(words: Sequence[str], partition: Path = PARTITION) -> int:
    """Answer RAUC, in the words of its custom boot loader: get-primary, set-primary, get-state, set-state."""
    slots, older = read(partition)
    match words:
        case ["get-primary"]:
            print(slots.primary())
        case ["set-primary", ("A" | "B") as name]:
            write(partition, slots.with_primary(name), older)
        case ["get-state", ("A" | "B") as name]:
            print("good" if slots.is_good(name) else "bad")
        case ["set-state", ("A" | "B") as name, ("good" | "bad") as said]:
            write(partition, slots.marked(name, good=said == "good"), older)
        case _:
            print("get-primary | set-primary A|B | get-state A|B | set-state A|B good|bad", file=sys.stderr)
            return 64
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
