"""Files on the FAT partitions, firmware and boot, of a card or image, by mtools: nothing is mounted."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from provisioning.flashing.partition_table import read_partition_table
from provisioning.flashing.writing import FlashFailed

NAME = "firmware"
_QUIET = {"MTOOLS_SKIP_CHECK": "1", "MTOOLS_NO_VFAT": "0", "LC_ALL": "C.UTF-8"}


class NoFat(Exception):
    """There is no such FAT partition, or mtools cannot read it."""


@dataclass(frozen=True)
class FatPartition:
    card: Path
    start: int

    def names(self) -> tuple[str, ...]:
        listed = self._run("mdir", "-b", "-i", self._where, "::/")
        return tuple(line.removeprefix("::/") for line in listed.decode().splitlines() if line.startswith("::/"))

    def read(self, name: str) -> bytes:
        return self._run("mtype", "-i", self._where, f"::/{name}")

    def write(self, name: str, content: bytes) -> None:
        """Raises NoFat; FlashFailed where it does not read back as written."""
        self._run("mcopy", "-o", "-i", self._where, "-", f"::/{name}", content=content)
        if self.read(name) != content:
            raise FlashFailed(f"{name} reads back otherwise than written: the card or reader is broken")

    def delete(self, name: str) -> None:
        self._run("mdel", "-i", self._where, f"::/{name}")

    @property
    def _where(self) -> str:
        return f"{self.card}@@{self.start}"

    def _run(self, program: str, *words: str, content: bytes = b"") -> bytes:
        if shutil.which(program) is None:
            raise NoFat(f"{program} is missing (Debian: apt-get install mtools)")
        done = subprocess.run(
            [program, *words], input=content, capture_output=True, check=False, env={**os.environ, **_QUIET}
        )
        if done.returncode:
            raise NoFat(f"{self.card}: {done.stderr.decode(errors='replace').strip() or program + ' failed'}")
        return done.stdout


def firmware_of(card: Path) -> FatPartition:
    """Raises NoFat, NoPartitionTable and OSError."""
    with card.open("rb") as disk:
        found = read_partition_table(disk).named(NAME)
    if found is None:
        raise NoFat(f"{card}: has no partition named `{NAME}`")
    return FatPartition(card, found.start)


def write_all(firmware: FatPartition, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        firmware.write(name, content)
