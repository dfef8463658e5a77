"""Block maps: which blocks of an image hold anything, and their SHA-256.

Format: bmap-tools' description of `.bmap` files, version 2.0 (XML). Only what it says is used; the code is ours.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

BLOCK = 4096
LARGEST_FILE = 16 * 1024 * 1024
_CHECKSUM = re.compile(rb"(<BmapFileChecksum>\s*)([0-9a-f]{64})(\s*</BmapFileChecksum>)")


class NotABlockMap(Exception):
    """The file is no block map that we can use; says why."""


@dataclass(frozen=True)
class MappedRange:
    first: int
    """Block number."""
    last: int
    """Included."""
    sha256: str

    @property
    def blocks(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class BlockMap:
    image_size: int
    block_size: int
    ranges: tuple[MappedRange, ...]

    @property
    def mapped_bytes(self) -> int:
        return sum(self.length(each) for each in self.ranges)

    def start(self, each: MappedRange) -> int:
        return each.first * self.block_size

    def length(self, each: MappedRange) -> int:
        """The image's last block may be a part of one."""
        return min((each.last + 1) * self.block_size, self.image_size) - self.start(each)


def read_block_map(content: bytes) -> BlockMap:
    """Raises NotABlockMap; a file that was cut or changed does not get past its own checksum."""
    _check_own_sum(content)
    try:
        # Our own release's file, bounded above; expat itself limits how far entities can grow.
        root = ET.fromstring(content)  # noqa: S314
    except ET.ParseError as error:
        raise NotABlockMap(f"cannot be read: {error}") from error
    if (
        root.get("version", "").partition(".")[0] != "2"
        or (root.findtext("ChecksumType") or "").strip() != "sha256"
    ):
        raise NotABlockMap("is not of version 2 with SHA-256")
    size, block = _number(root.findtext("ImageSize")), _number(root.findtext("BlockSize"))
    if not 512 <= block <= 1 << 24:
        raise NotABlockMap("has a block size that cannot be")
    ranges = tuple(_range(each) for each in root.iterfind("BlockMap/Range"))
    found = BlockMap(size, block, ranges)
    _check_order(found)
    return found


def make_block_map(image: BinaryIO, size: int, block: int = BLOCK) -> BlockMap:
    """Map the blocks that are not all zeros. The image may have no holes of its own."""
    ranges: list[MappedRange] = []
    digest, first, number = hashlib.sha256(), -1, 0
    for number, content in enumerate(_blocks(image, block)):
        if content.strip(b"\0"):
            if first < 0:
                digest, first = hashlib.sha256(), number
            digest.update(content)
        elif first >= 0:
            ranges.append(MappedRange(first, number - 1, digest.hexdigest()))
            first = -1
    if first >= 0:
        ranges.append(MappedRange(first, number, digest.hexdigest()))
    return BlockMap(size, block, tuple(ranges))


def write_block_map(found: BlockMap) -> bytes:
    blocks = -(-found.image_size // found.block_size)
    ranges = "\n".join(
        f'    <Range chksum="{escape(each.sha256)}">{each.first}-{each.last}</Range>' for each in found.ranges
    )
    text = f"""<?xml version="1.0" ?>
<bmap version="2.0">
  <ImageSize>{found.image_size}</ImageSize>
  <BlockSize>{found.block_size}</BlockSize>
  <BlocksCount>{blocks}</BlocksCount>
  <MappedBlocksCount>{sum(each.blocks for each in found.ranges)}</MappedBlocksCount>
  <ChecksumType>sha256</ChecksumType>
  <BmapFileChecksum>{"0" * 64}</BmapFileChecksum>
  <BlockMap>
{ranges}
  </BlockMap>
</bmap>
"""
    content = text.encode()
    return content.replace(b"0" * 64, hashlib.sha256(content).hexdigest().encode(), 1)


def _check_own_sum(content: bytes) -> None:
    """The sum is over the file with zeros in the sum's place."""
    found = _CHECKSUM.search(content)
    if len(content) > LARGEST_FILE or found is None:
        raise NotABlockMap("is no block map")
    zeroed = content[: found.start(2)] + b"0" * 64 + content[found.end(2) :]
    if hashlib.sha256(zeroed).hexdigest().encode() != found.group(2):
        raise NotABlockMap("is damaged: its checksum does not fit")


def _check_order(found: BlockMap) -> None:
    end = -1
    for each in found.ranges:
        if each.first <= end or each.last < each.first or each.first * found.block_size >= found.image_size:
            raise NotABlockMap("has ranges that overlap or lie outside of the image")
        end = each.last
    if end >= -(-found.image_size // found.block_size):
        raise NotABlockMap("has ranges that overlap or lie outside of the image")


def _range(element: ET.Element) -> MappedRange:
    first, _, last = (element.text or "").strip().partition("-")
    checksum = element.get("chksum", "")
    if not re.fullmatch(r"[0-9a-f]{64}", checksum):
        raise NotABlockMap("has a range without SHA-256")
    return MappedRange(_number(first), _number(last or first), checksum)


def _number(text: str | None) -> int:
    stripped = (text or "").strip()
    if not re.fullmatch(r"\d{1,15}", stripped):
        raise NotABlockMap("has no number where one belongs")
    return int(stripped)


def _blocks(image: BinaryIO, block: int) -> Iterator[bytes]:
    while content := image.read(block):
        yield content
