"""Packs an image into one .xz (The .xz File Format 1.2.1) without compressing again what is compressed already.

Most of a card is a squashfs: `xz` itself works on it for minutes and gains nothing. Here such blocks are stored as
they are (LZMA2's own uncompressed chunks), empty ones are made once, and only the rest is compressed.
"""

from __future__ import annotations

import lzma
import struct
import zlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zlib import crc32

BLOCK = 4 << 20
AT_ONCE = 2
CHUNK = 1 << 16
"""Bytes in one of LZMA2's uncompressed chunks, at most."""
SAMPLE = 1 << 16
WORTH_IT = 0.95
PRESET = 1
DICTIONARY = 1 << 20
DICTIONARY_CODE = 16
"""The same as the format writes it: (2 | code & 1) << (code // 2 + 11)."""
CRC32_CHECK = b"\0\1"
LZMA2 = 0x21


@dataclass(frozen=True)
class Block:
    content: bytes
    """With header, padding and check."""
    unpadded: int
    size: int
    """Bytes that come out of it."""


def pack(source: Path, target: Path) -> None:
    sizes = []
    with source.open("rb") as image, target.open("wb") as packed:
        packed.write(b"\xfd7zXZ\0" + CRC32_CHECK + _crc(CRC32_CHECK))
        for block in _blocks(iter(lambda: image.read(BLOCK), b"")):
            packed.write(block.content)
            sizes.append((block.unpadded, block.size))
        index = _index(sizes)
        packed.write(index)
        backward = struct.pack("<I", len(index) // 4 - 1) + CRC32_CHECK
        packed.write(_crc(backward) + backward + b"YZ")


def _blocks(pieces: Iterator[bytes]) -> Iterator[Block]:
    """Pack in threads (both libraries let go of Python's lock), a few ahead; in order."""
    waiting: deque[Future[Block]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for piece in pieces:
            waiting.append(pool.submit(_block, piece))
            if len(waiting) > 2 * AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _block(piece: bytes) -> Block:
    if piece.count(0) == len(piece):
        return _empty(len(piece))
    return _framed(piece, compressed(piece) if _is_worth_it(piece) else stored(piece))


@lru_cache(maxsize=4)
def _empty(size: int) -> Block:
    return _framed(bytes(size), compressed(bytes(size)))


def _is_worth_it(piece: bytes) -> bool:
    """Judged by samples from its start, middle and end."""
    places = (0, len(piece) // 2, max(len(piece) - SAMPLE, 0))
    sample = b"".join(piece[place : place + SAMPLE] for place in places)
    return len(zlib.compress(sample, 1)) < WORTH_IT * len(sample)


def compressed(piece: bytes) -> bytes:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": PRESET, "dict_size": DICTIONARY}]
    return lzma.compress(piece, format=lzma.FORMAT_RAW, filters=filters)


def stored(piece: bytes) -> bytes:
    """The first chunk resets the dictionary (1), the others do not (2); 0 ends."""
    parts = []
    for start in range(0, len(piece), CHUNK):
        chunk = piece[start : start + CHUNK]
        parts += [struct.pack(">BH", 2 if start else 1, len(chunk) - 1), chunk]
    return b"".join([*parts, b"\0"])


def _framed(piece: bytes, packed: bytes) -> Block:
    # Length in words less one, one filter, its id, its properties: one byte, the dictionary; filled up to 8 bytes.
    header = bytes([2, 0, LZMA2, 1, DICTIONARY_CODE, 0, 0, 0])
    header += _crc(header)
    check = _crc(piece)
    content = header + packed + bytes(-len(packed) % 4) + check
    return Block(content, len(header) + len(packed) + len(check), len(piece))


def _index(sizes: list[tuple[int, int]]) -> bytes:
    content = b"\0" + _number(len(sizes))
    content += b"".join(_number(unpadded) + _number(size) for unpadded, size in sizes)
    content += bytes(-len(content) % 4)
    return content + _crc(content)


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    found = bytearray()
    while value >= 0x80:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def _crc(content: bytes) -> bytes:
    return struct.pack("<I", crc32(content))
