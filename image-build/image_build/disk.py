"""The card's image: the partitions' contents copied to their places in a sparse file, the tables around them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from image_build.commands import StepFailed
from image_build.gpt import table_head, table_tail
from image_build.layout import MIB, SECTOR, Layout


def assembled(layout: Layout, contents: Mapping[str, Path], target: Path) -> None:
    """Write the image. Raises StepFailed for a content that is too big for its partition."""
    target.unlink(missing_ok=True)
    with target.open("wb") as disk:
        disk.truncate(layout.sectors * SECTOR)
        disk.write(table_head(layout))
        for name, content in contents.items():
            place = layout[name]
            if content.stat().st_size > place.size:
                raise StepFailed(f"{name}: {content.stat().st_size} bytes do not go into {place.size}")
            disk.seek(place.offset)
            _copied(content, disk)
        tail = table_tail(layout)
        disk.seek(layout.sectors * SECTOR - len(tail))
        disk.write(tail)


def _copied(content: Path, disk: BinaryIO) -> None:
    """What is all zero stays a hole: it need not be written to a card either."""
    with content.open("rb") as source:
        while chunk := source.read(MIB):
            if chunk.count(0) == len(chunk):
                disk.seek(len(chunk), 1)
            else:
                disk.write(chunk)
