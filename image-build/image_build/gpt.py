"""The partition table: GPT with its copy, and an MBR beside it that shows the firmware to a Raspberry Pi 3.

UEFI 2.10, chapter 5. The ROM of a Pi 3 knows no GPT: it wants a FAT partition in the MBR.
"""

from __future__ import annotations

import struct
import uuid
from binascii import crc32

from image_build.layout import SECTOR, TABLE_SECTORS, Layout, Placed

NAMESPACE = uuid.UUID("6f1f4f0a-5e0e-4d0b-9f0e-5c5e0e2d7a11")
"""All ids of the image are made from it, so that two builds are the same."""
DATA_OF_WINDOWS = uuid.UUID("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7")
DATA_OF_LINUX = uuid.UUID("0fc63daf-8483-4772-8e79-3d69d8477de4")
FAT32_LBA = 0x0C
PROTECTIVE = 0xEE
BOOTABLE = 1 << 2
"""GPT attribute: U-Boot looks for its script on such partitions only."""
ENTRIES = 128
ENTRY = struct.Struct("<16s16sQQQ72s")
HEADER = struct.Struct("<8sIIIIQQQQ16sQIII")


def unique(name: str) -> uuid.UUID:
    """Return the id that the partition, file system or disk of this name has in every build."""
    return uuid.uuid5(NAMESPACE, name)


def table_head(layout: Layout) -> bytes:
    """Return what stands at the start of the card: MBR, header and entries; 34 sectors."""
    entries = _entries(layout)
    return _mbr(layout) + _header(layout, entries, 1, layout.sectors - 1, 2) + entries


def table_tail(layout: Layout) -> bytes:
    """Return what stands at its end: the entries and their header once more; 33 sectors."""
    entries = _entries(layout)
    last = layout.sectors - 1
    return entries + _header(layout, entries, last, 1, last - TABLE_SECTORS + 1)


def _entries(layout: Layout) -> bytes:
    made = b"".join(_entry(placed) for placed in layout.placed)
    return made.ljust(ENTRIES * ENTRY.size, b"\0")


def _entry(placed: Placed) -> bytes:
    firmware = placed.name == "firmware"
    return ENTRY.pack(
        (DATA_OF_WINDOWS if firmware else DATA_OF_LINUX).bytes_le,
        unique(placed.name).bytes_le,
        placed.first,
        placed.last,
        BOOTABLE if firmware else 0,
        placed.name.encode("utf-16-le"),
    )


def _header(layout: Layout, entries: bytes, mine: int, other: int, entries_at: int) -> bytes:
    def packed(checksum: int) -> bytes:
        return HEADER.pack(
            b"EFI PART",
            0x10000,
            HEADER.size,
            checksum,
            0,
            mine,
            other,
            TABLE_SECTORS + 1,
            layout.sectors - TABLE_SECTORS - 1,
            unique("disk").bytes_le,
            entries_at,
            ENTRIES,
            ENTRY.size,
            crc32(entries),
        )

    return packed(crc32(packed(0))).ljust(SECTOR, b"\0")


def _mbr(layout: Layout) -> bytes:
    firmware = layout["firmware"]
    rest = _mbr_entry(PROTECTIVE, firmware.last + 1, layout.sectors - firmware.last - 1)
    table = _mbr_entry(FAT32_LBA, firmware.first, firmware.last - firmware.first + 1) + rest
    # A first entry of the protective kind keeps the GPT's own sectors, as gdisk's hybrid tables do.
    table = _mbr_entry(PROTECTIVE, 1, firmware.first - 1) + table
    return bytes(440) + unique("disk").bytes[:4] + bytes(2) + table.ljust(64, b"\0") + b"\x55\xaa"


def _mbr_entry(kind: int, first: int, sectors: int) -> bytes:
    beyond = b"\xfe\xff\xff"
    return b"\0" + beyond + bytes([kind]) + beyond + struct.pack("<II", first, sectors)
