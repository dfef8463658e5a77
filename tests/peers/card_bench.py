"""A small image as image-build makes it: the seven partitions, FAT by mtools, a root with its verity tree."""

from __future__ import annotations

import lzma
import os
import re
import struct
import subprocess
from pathlib import Path
from zlib import crc32

from provisioning.flashing.block_map import make_block_map, write_block_map

MIB = 1 << 20
SIZES = {"firmware": 2, "boot-state": 2, "boot-a": 2, "boot-b": 2, "root-a": 4, "root-b": 4, "data": 2}
"""MiB, one behind the other from 1 MiB on."""
ROOT_BLOCKS = 600
SIZE = (2 + sum(SIZES.values())) * MIB


class CardBench:
    """`image` is FILE.img.xz with FILE.img.bmap beside it; `plain` the image unpacked."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.plain = directory / "migrado.img"
        self.image = directory / "migrado.img.xz"
        self.block_map = directory / "migrado.img.bmap"
        self._make()
        self.pack()

    def start(self, partition: str) -> int:
        names = list(SIZES)
        return (1 + sum(SIZES[name] for name in names[: names.index(partition)])) * MIB

    def pack(self) -> None:
        self.image.write_bytes(lzma.compress(self.plain.read_bytes(), preset=0))
        with self.plain.open("rb") as content:
            self.block_map.write_bytes(write_block_map(make_block_map(content, SIZE)))

    def overwrite(self, card: Path, partition: str, offset: int, content: bytes) -> None:
        with card.open("r+b") as disk:
            disk.seek(self.start(partition) + offset)
            disk.write(content)

    def _make(self) -> None:
        with self.plain.open("wb") as disk:
            disk.truncate(SIZE)
        rows = "".join(f"name={name}, size={size}M\n" for name, size in SIZES.items())
        _run("sfdisk", "-q", str(self.plain), given=f"label: gpt\nfirst-lba: 2048\n{rows}".encode())
        for name in ("firmware", "boot-a"):
            where = f"{self.plain}@@{self.start(name)}"
            _run("mformat", "-i", where, "-T", str(SIZES[name] * MIB // 512), "-v", name.upper(), "::")
        self._put("firmware", "config.txt", b"arm_64bit=1\n")
        for name in ("vmlinuz", "initrd.img"):
            self._put("boot-a", name, os.urandom(5000))
        self._put("boot-a", "slot.env", f"verity={self._root()}\n".encode())
        for copy in (0, MIB):
            self.overwrite(self.plain, "boot-state", copy, boot_state())

    def _put(self, partition: str, name: str, content: bytes) -> None:
        _run("mcopy", "-i", f"{self.plain}@@{self.start(partition)}", "-", f"::{name}", given=content)

    def _root(self) -> str:
        """The very tool that image-build uses: an independent judge of our own reading."""
        root = self.directory / "root"
        root.write_bytes(os.urandom(ROOT_BLOCKS * 4096))
        told = _run(
            *("veritysetup", "format", str(root), str(root), f"--hash-offset={ROOT_BLOCKS * 4096}"),
            *(f"--data-blocks={ROOT_BLOCKS}", "--salt=" + "ab" * 32),
        )
        self.overwrite(self.plain, "root-a", 0, root.read_bytes())
        found = re.search(r"Root hash:\s+([0-9a-f]{64})", told)
        assert found, told
        return f"{ROOT_BLOCKS * 8},{ROOT_BLOCKS + 1},{'ab' * 32},{found.group(1)}"


def boot_state(order: str = "A", sequence: int = 1) -> bytes:
    words = f"BOOT_ORDER={order}\0BOOT_A_LEFT=3\0BOOT_B_LEFT=0\0BOOT_SEQ={sequence:x}\0\0".encode()
    data = words.ljust(0x1000 - 4, b"\0")
    return struct.pack("<I", crc32(data)) + data


def _run(*words: str, given: bytes = b"") -> str:
    environment = {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"}
    done = subprocess.run(words, input=given, capture_output=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()
