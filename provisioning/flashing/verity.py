"""Is a root partition what its slot says? The tree of dm-verity over it, made anew and compared.

Source: Linux, Documentation/admin-guide/device-mapper/verity.rst: hash type 1 (salt first), SHA-256.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

BLOCK = 4096
DIGEST = 32
_WORD = re.compile(r"(\d{1,10}),(\d{1,10}),([0-9a-f]{2,512}),([0-9a-f]{64})")


@dataclass(frozen=True)
class VerityWord:
    """As it stands in `slot.env`: sectors, first block of the tree, salt, root hash."""

    blocks: int
    tree_block: int
    salt: bytes
    root_hash: str


def read_word(slot_env: str) -> VerityWord | None:
    line = next((line for line in slot_env.splitlines() if line.startswith("verity=")), "")
    found = _WORD.fullmatch(line.removeprefix("verity=").strip())
    if found is None or len(found.group(3)) % 2:
        return None
    return VerityWord(int(found.group(1)) // 8, int(found.group(2)), bytes.fromhex(found.group(3)), found.group(4))


def is_sound(disk: BinaryIO, start: int, size: int, word: VerityWord) -> bool:
    """Read the whole partition (seconds): every block, and the tree that the kernel will ask."""
    if not 0 < word.blocks <= size // BLOCK:
        return False
    disk.seek(start)
    levels = [_hashes(_blocks(disk, word.blocks), word.salt)]
    while len(levels[-1]) > BLOCK:
        level = levels[-1]
        levels.append(_hashes((level[at : at + BLOCK] for at in range(0, len(level), BLOCK)), word.salt))
    top = levels[-1]
    tree = b"".join(reversed(levels))
    disk.seek(start + word.tree_block * BLOCK)
    stored = disk.read(min(len(tree), max(size - word.tree_block * BLOCK, 0)))
    return stored == tree and sha256(word.salt + top).hexdigest() == word.root_hash


def _hashes(blocks: Iterator[bytes], salt: bytes) -> bytes:
    """Return the hashes, filled up to whole blocks."""
    salted = sha256(salt)
    hashes = bytearray()
    for block in blocks:
        one = salted.copy()
        one.update(block)
        hashes += one.digest()
    return bytes(hashes) + bytes(-len(hashes) % BLOCK)


def _blocks(disk: BinaryIO, count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield disk.read(BLOCK).ljust(BLOCK, b"\0")
