"""The block map beside the image (bmap 2.0, as bmaptool reads it): what has to be written to a card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

BLOCK = 4096
AT_ONCE = 256
"""Blocks read at once: 1 MiB."""
NO_CHECKSUM = "0" * 64


@dataclass(frozen=True)
class Range:
    first: int
    last: int
    checksum: str


def mapped(image: Path) -> list[Range]:
    """Return the runs of blocks that are not all zero, each with the SHA-256 of what is in it."""
    found: list[Range] = []
    first, digest = -1, sha256()
    number = -1
    for number, block in enumerate(_blocks(image)):
        filled = any(block)
        if filled:
            if first < 0:
                first, digest = number, sha256()
            digest.update(block)
        elif first >= 0:
            found.append(Range(first, number - 1, digest.hexdigest()))
            first = -1
    if first >= 0:
        found.append(Range(first, number, digest.hexdigest()))
    return found


def _blocks(image: Path) -> Iterator[bytes]:
    empty = bytes(BLOCK * AT_ONCE)
    with image.open("rb") as stream:
        while chunk := stream.read(BLOCK * AT_ONCE):
            if chunk == empty:
                yield from (b"" for _ in range(AT_ONCE))
                continue
            for start in range(0, len(chunk), BLOCK):
                block = chunk[start : start + BLOCK]
                yield b"" if block == empty[: len(block)] else block


def document(image_size: int, ranges: Iterable[Range]) -> str:
    """Return the file's text; its own checksum is taken over the text with zeros in that place."""
    rows = list(ranges)
    blocks = sum(row.last - row.first + 1 for row in rows)
    lines = [
        '<?xml version="1.0" ?>',
        '<bmap version="2.0">',
        f"    <ImageSize> {image_size} </ImageSize>",
        f"    <BlockSize> {BLOCK} </BlockSize>",
        f"    <BlocksCount> {-(-image_size // BLOCK)} </BlocksCount>",
        f"    <MappedBlocksCount> {blocks} </MappedBlocksCount>",
        "    <ChecksumType> sha256 </ChecksumType>",
        f"    <BmapFileChecksum> {NO_CHECKSUM} </BmapFileChecksum>",
        "    <BlockMap>",
        *(f'        <Range chksum="{row.checksum}"> {_span(row)} </Range>' for row in rows),
        "    </BlockMap>",
        "</bmap>",
    ]
    text = "\n".join(lines) + "\n"
    return text.replace(NO_CHECKSUM, sha256(text.encode()).hexdigest(), 1)


def _span(row: Range) -> str:
    return str(row.first) if row.first == row.last else f"{row.first}-{row.last}"
