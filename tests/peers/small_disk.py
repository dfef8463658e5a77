"""A small ext4 file system in a file, mounted; every byte of it can be looked at, freed blocks included."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SIZE = 8 * 1024 * 1024
BLOCK = 1024


class NotPossibleHere(Exception):
    """No root, no loop devices, no mke2fs."""


@dataclass(frozen=True)
class SmallDisk:
    image: Path
    mounted_at: Path

    def raw(self) -> bytes:
        """Bring everything to the image and return all of it but the blocks that are nothing but zeros."""
        subprocess.run(["sync", "-f", self.mounted_at], check=True, timeout=60)
        content = self.image.read_bytes()
        blocks = (content[at : at + BLOCK] for at in range(0, len(content), BLOCK))
        return b"".join(block for block in blocks if block.strip(b"\0"))

    def becomes_read_only(self) -> None:
        """As the kernel makes a file system in which it has found errors."""
        _run("mount", "-o", "remount,ro", str(self.mounted_at))

    def becomes_writable(self) -> None:
        _run("mount", "-o", "remount,rw", str(self.mounted_at))


@contextmanager
def small_disk(directory: Path, size: int = SIZE) -> Iterator[SmallDisk]:
    """Raises NotPossibleHere. What is written is on the disk at once, also what is deleted a moment later."""
    disk = SmallDisk(directory / "disk.img", directory / "disk")
    with disk.image.open("wb") as image:
        image.truncate(size)
    disk.mounted_at.mkdir()
    _run("mke2fs", "-q", "-t", "ext4", "-b", str(BLOCK), "-J", "size=1", str(disk.image))
    _run("mount", "-o", "loop,nodiscard,sync", str(disk.image), str(disk.mounted_at))
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk.mounted_at], check=True, timeout=60)


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotPossibleHere(command[0]) from error
