"""The block map: what it maps is the image, and what it leaves out is zero."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from image_build.bmap import BLOCK, NO_CHECKSUM, document, mapped


@given(st.lists(st.booleans(), max_size=700), st.integers(min_value=0, max_value=BLOCK - 1))
def test_every_block_that_is_not_zero_is_mapped(tmp_path_factory, blocks: list[bool], tail: int) -> None:  # type: ignore[no-untyped-def]
    image = tmp_path_factory.mktemp("bmap") / "image"
    content = b"".join((b"x" if filled else b"\0") * BLOCK for filled in blocks) + b"y" * tail
    image.write_bytes(content)
    found = {number for one in mapped(image) for number in range(one.first, one.last + 1)}
    wanted = {number for number, filled in enumerate(blocks) if filled} | ({len(blocks)} if tail else set())
    assert found == wanted


def test_each_range_carries_the_checksum_of_its_bytes(tmp_path: Path) -> None:
    image = tmp_path / "image"
    image.write_bytes(bytes(BLOCK) + b"a" * BLOCK * 3 + bytes(BLOCK * 300) + b"b" * BLOCK)
    first, second = mapped(image)
    assert (first.first, first.last, first.checksum) == (1, 3, sha256(b"a" * BLOCK * 3).hexdigest())
    assert (second.first, second.last, second.checksum) == (304, 304, sha256(b"b" * BLOCK).hexdigest())


def test_the_file_carries_its_own_checksum(tmp_path: Path) -> None:
    image = tmp_path / "image"
    image.write_bytes(b"a" * BLOCK + bytes(BLOCK))
    text = document(2 * BLOCK, mapped(image))
    found = text.split("<BmapFileChecksum> ")[1].split(" ")[0]
    assert sha256(text.replace(found, NO_CHECKSUM).encode()).hexdigest() == found
    assert "<MappedBlocksCount> 1 </MappedBlocksCount>" in text
