"""The GUID partition table of a card or image: its partitions by name, and whether both copies are sound.

Source: UEFI Specification 2.10, chapter 5.3.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO

SECTOR = 512
_HEADER = struct.Struct("<8sIIIIQQQQ16sQIII")
_ENTRY = struct.Struct("<16s16sQQQ72s")
MOST_ENTRIES = 1024


class NoPartitionTable(Exception):
    """Neither copy can be used; says why."""


@dataclass(frozen=True)
class Partition:
    name: str
    number: int
    start: int
    """Bytes."""
    size: int


@dataclass(frozen=True)
class PartitionTable:
    partitions: tuple[Partition, ...]
    disk_id: bytes
    is_from_backup: bool
    backup_at: int
    """Bytes."""

    def named(self, name: str) -> Partition | None:
        return next((each for each in self.partitions if each.name == name), None)


def read_partition_table(disk: BinaryIO) -> PartitionTable:
    """Raises NoPartitionTable."""
    try:
        return _read(disk, SECTOR, is_backup=False)
    except NoPartitionTable as problem:
        disk.seek(0, 2)
        try:
            return _read(disk, disk.tell() - SECTOR, is_backup=True)
        except NoPartitionTable:
            raise problem from None


def has_backup(disk: BinaryIO, table: PartitionTable) -> bool:
    """A card that was taken out too early has the first copy only."""
    try:
        return _read(disk, table.backup_at, is_backup=True).partitions == table.partitions
    except NoPartitionTable:
        return False


def _read(disk: BinaryIO, at: int, *, is_backup: bool) -> PartitionTable:
    disk.seek(max(at, 0))
    content = disk.read(SECTOR)
    if len(content) < _HEADER.size or not content.startswith(b"EFI PART"):
        raise NoPartitionTable("there is no partition table (GPT)")
    fields = _HEADER.unpack_from(content)
    size, checksum = fields[2], fields[3]
    if not _HEADER.size <= size <= SECTOR or zlib.crc32(content[:16] + bytes(4) + content[20:size]) != checksum:
        raise NoPartitionTable("the partition table is damaged: the checksum of its head does not fit")
    other, disk_id, entries_at, count, width, entries_sum = fields[6], *fields[9:14]
    if count > MOST_ENTRIES or not _ENTRY.size <= width <= 4096:
        raise NoPartitionTable("the partition table is damaged: its size cannot be")
    disk.seek(entries_at * SECTOR)
    entries = disk.read(count * width)
    if zlib.crc32(entries) != entries_sum:
        raise NoPartitionTable("the partition table is damaged: the checksum of its entries does not fit")
    found = [_partition(entries, number, width) for number in range(count)]
    return PartitionTable(tuple(each for each in found if each), disk_id, is_backup, other * SECTOR)


def _partition(entries: bytes, index: int, width: int) -> Partition | None:
    kind, _unique, first, last, _flags, name = _ENTRY.unpack_from(entries, index * width)
    if not any(kind):
        return None
    said = name.decode("utf-16-le", errors="replace").partition("\0")[0]
    return Partition(said, index + 1, first * SECTOR, (last - first + 1) * SECTOR)
