"""Writes an image's mapped blocks to a disk or file, and reads every one of them back."""

from __future__ import annotations

import fcntl
import hashlib
import lzma
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from provisioning.flashing.block_map import BlockMap, MappedRange

CHUNK = 1 << 20
SYNC_EVERY = 64 << 20
"""A card is slow, and a progress bar that waits for the page cache at its end tells nothing."""
_BLKFLSBUF = 0x1261
"""linux/fs.h: drop what the kernel keeps of a disk, so that reading back asks the card."""

Progress = Callable[[int], None]
"""Called with the number of bytes that were done since the last call."""


class FlashFailed(Exception):
    """What went wrong, in words for IT staff."""


@contextmanager
def open_image(path: Path) -> Iterator[BinaryIO]:
    """Open `.img` or `.img.xz` for reading from the start."""
    if path.suffix == ".xz":
        with lzma.open(path) as unpacked:
            yield unpacked  # type: ignore[misc]  # LZMAFile reads like one
    else:
        with path.open("rb") as plain:
            yield plain


@contextmanager
def open_target(path: Path, size: int) -> Iterator[int]:
    """Open a disk for us alone (the kernel refuses one in use), or make a file of the image's size."""
    is_disk = path.exists() and stat.S_ISBLK(path.stat().st_mode)
    flags = os.O_RDWR | os.O_CLOEXEC | (os.O_EXCL if is_disk else os.O_CREAT | os.O_TRUNC)
    try:
        target = os.open(path, flags, 0o600)
    except OSError as error:
        raise FlashFailed(f"{path}: cannot be opened: {error.strerror}") from error
    try:
        if is_disk:
            found = os.lseek(target, 0, os.SEEK_END)
            if found < size:
                raise FlashFailed(f"{path}: is too small: {found // 10**6} MB, the image needs {size // 10**6} MB")
        else:
            os.ftruncate(target, size)
        yield target
    finally:
        os.close(target)


def write_mapped(image: BinaryIO, found: BlockMap, target: int, progress: Progress) -> None:
    """Write the mapped ranges. Raises FlashFailed where the image is not what its map says; OSError."""
    position = unsynced = 0
    for each in found.ranges:
        position = _skip(image, position, found.start(each))
        digest = hashlib.sha256()
        for content in _pieces(image, found.length(each)):
            _write_at(target, content, position)
            digest.update(content)
            position += len(content)
            unsynced += len(content)
            progress(len(content))
            if unsynced >= SYNC_EVERY:
                os.fdatasync(target)
                unsynced = 0
        if digest.hexdigest() != each.sha256:
            raise FlashFailed(f"the image is damaged: block {each.first} is not what its map says. Load it again.")
    os.fsync(target)


def read_back(found: BlockMap, target: int, progress: Progress) -> None:
    """Read every mapped range from the card itself. Raises FlashFailed at the first that is wrong."""
    _forget_cached(target)
    for each in found.ranges:
        if _sum_of(found, each, target, progress) != each.sha256:
            raise FlashFailed(
                f"block {each.first} reads back otherwise than written: the card or reader is broken"
            )


def _write_at(target: int, content: bytes, position: int) -> None:
    """The kernel may take less than it was given."""
    left = memoryview(content)
    while left:
        written = os.pwrite(target, left, position)
        position += written
        left = left[written:]


def _sum_of(found: BlockMap, each: MappedRange, target: int, progress: Progress) -> str:
    digest = hashlib.sha256()
    position, end = found.start(each), found.start(each) + found.length(each)
    while position < end:
        content = os.pread(target, min(CHUNK, end - position), position)
        if not content:
            break
        digest.update(content)
        position += len(content)
        progress(len(content))
    return digest.hexdigest()


def _forget_cached(target: int) -> None:
    os.fsync(target)
    if stat.S_ISBLK(os.fstat(target).st_mode):
        fcntl.ioctl(target, _BLKFLSBUF)
    os.posix_fadvise(target, 0, 0, os.POSIX_FADV_DONTNEED)


def _skip(image: BinaryIO, position: int, wanted: int) -> int:
    """Read on to a place: a packed image cannot seek."""
    for content in _pieces(image, wanted - position):
        position += len(content)
    return position


def _pieces(image: BinaryIO, length: int) -> Iterator[bytes]:
    while length > 0:
        try:
            content = image.read(min(CHUNK, length))
        except (lzma.LZMAError, EOFError) as error:
            raise FlashFailed("the image is damaged: it cannot be unpacked. Load it again.") from error
        if not content:
            raise FlashFailed("the image ends before its map says so. Load it again.")
        yield content
        length -= len(content)
