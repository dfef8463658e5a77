"""Where each partition lies on the card: sectors from sizes, aligned to 1 MiB. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from image_build.recipe import Partition

SECTOR = 512
MIB = 1024 * 1024
ALIGNED = MIB // SECTOR
TABLE_SECTORS = 33
"""The second copy of a GPT at the end of the card: 32 sectors of entries and the header."""


@dataclass(frozen=True)
class Placed:
    number: int
    """As the kernel and U-Boot count: from 1."""
    name: str
    kind: str
    first: int
    """Sectors, the last one included."""
    last: int

    @property
    def offset(self) -> int:
        return self.first * SECTOR

    @property
    def size(self) -> int:
        return (self.last - self.first + 1) * SECTOR


@dataclass(frozen=True)
class Layout:
    placed: tuple[Placed, ...]
    sectors: int
    """Of the whole image."""

    def __getitem__(self, name: str) -> Placed:
        return next(one for one in self.placed if one.name == name)


def laid_out(partitions: Sequence[Partition]) -> Layout:
    """Return the partitions one behind the other from 1 MiB on, and room for the second table behind them."""
    placed = []
    first = ALIGNED
    for number, partition in enumerate(partitions, start=1):
        last = first + partition.size * ALIGNED - 1
        placed.append(Placed(number, partition.name, partition.kind, first, last))
        first = last + 1
    return Layout(tuple(placed), first + ALIGNED)
