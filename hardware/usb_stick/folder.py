"""Finds and reads PDFs below a mounted folder: bounded in depth, number and size, and never through a link."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from hardware.events import StickFailure
from hardware.usb_stick.names import is_offered_file, is_offered_folder

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""Without waiting: a pipe on a stick would never answer."""
_GONE = (errno.ENOENT, errno.ELOOP, errno.ENOTDIR)
_PIECE_BYTES = 256 * 1024

Parts = tuple[str, ...]
"""A path below the folder."""


class StickProblem(Exception):
    """Why a stick or a file on it cannot be used."""

    def __init__(self, reason: StickFailure) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class FolderLimits:
    depth: int = 3
    """Levels of folders; 1 is the stick's own."""
    files: int = 200
    entries: int = 10_000
    """Names looked at on the way, whatever they are."""
    file_bytes: int = 10 * 1024 * 1024


@dataclass(frozen=True, repr=False)
class FoundFile:
    parts: Parts
    size: int
    modified: float
    """Seconds since 1970."""


def find_pdfs(root: str, limits: FolderLimits) -> list[FoundFile]:
    """Return the newest PDFs. Raises OSError where the folder itself cannot be read; others are passed over."""
    found: list[FoundFile] = []
    left = limits.entries
    waiting: deque[Parts] = deque([()])
    while waiting and left > 0:
        parts = waiting.popleft()
        try:
            entries = _entries(root, parts, left)
        except OSError:
            if not parts:
                raise
            continue
        left -= len(entries)
        for name, status in entries:
            if stat.S_ISDIR(status.st_mode) and is_offered_folder(name) and len(parts) + 1 < limits.depth:
                waiting.append((*parts, name))
            elif stat.S_ISREG(status.st_mode) and is_offered_file(name) and status.st_size > 0:
                found.append(FoundFile((*parts, name), status.st_size, status.st_mtime))
    return sorted(found, key=lambda each: (-each.modified, each.parts))[: limits.files]


def read_file(root: str, parts: Parts, limit_bytes: int) -> bytes:
    """Return a file's bytes. Raises StickProblem, and OSError where the stick cannot be read."""
    try:
        with _opened_folder(root, parts[:-1]) as folder:
            file = os.open(parts[-1], _FILE, dir_fd=folder)
    except OSError as error:
        if error.errno in _GONE:
            raise StickProblem(StickFailure.FILE_GONE) from None
        raise
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise StickProblem(StickFailure.FILE_GONE)
    data = bytearray()
    with os.fdopen(file, "rb", buffering=0) as opened:
        # What a directory entry says of the size may be a lie: the bytes that come are counted.
        while piece := opened.read(_PIECE_BYTES):
            data += piece
            if len(data) > limit_bytes:
                raise StickProblem(StickFailure.TOO_LARGE)
    return bytes(data)


def _entries(root: str, parts: Parts, most: int) -> list[tuple[str, os.stat_result]]:
    entries: list[tuple[str, os.stat_result]] = []
    with _opened_folder(root, parts) as folder, os.scandir(folder) as scan:
        for entry in scan:
            if len(entries) >= most:
                break
            with contextlib.suppress(OSError):
                entries.append((entry.name, entry.stat(follow_symlinks=False)))
    return entries


@contextlib.contextmanager
def _opened_folder(root: str, parts: Parts) -> Iterator[int]:
    """Walk down name by name: a link in the middle of a path is refused like one at its end."""
    folder = os.open(root, _FOLDER)
    try:
        for part in parts:
            below = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = below
        yield folder
    finally:
        os.close(folder)
