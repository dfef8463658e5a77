"""One file that is always whole: replaced atomically, checked on reading, never overwritten when in doubt."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

Content = TypeVar("Content")
NEW = ".new"
"""Ending of a file that is being written. What a power cut leaves of it means nothing."""
HEADER = b"migrado-store 1 sha256="


class Files(Protocol):
    """The few file operations that the store needs, so that a full disk and a power cut can be tried."""

    def read(self, path: Path) -> bytes: ...

    def write(self, path: Path, content: bytes) -> None:
        """Create or truncate, write, and sync the file's content."""

    def link(self, source: Path, target: Path) -> None: ...

    def rename(self, source: Path, target: Path) -> None:
        """Replace the target atomically."""

    def remove(self, path: Path) -> None: ...

    def exists(self, path: Path) -> bool: ...

    def sync_directory(self, directory: Path) -> None: ...


class OsFiles:
    def read(self, path: Path) -> bytes:
        return path.read_bytes()

    def write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def link(self, source: Path, target: Path) -> None:
        target.hardlink_to(source)

    def rename(self, source: Path, target: Path) -> None:
        source.replace(target)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def exists(self, path: Path) -> bool:
        return path.exists()

    def sync_directory(self, directory: Path) -> None:
        descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def error_name(error: Exception) -> str:
    """Return `ENOSPC` or an exception's name: what a report may say of it."""
    if isinstance(error, OSError) and error.errno is not None:
        return errno.errorcode.get(error.errno, "OSError")
    return type(error).__name__


class Corrupt(Exception):
    """The content is not what was written: torn, cut, or changed by the card."""


def seal(body: bytes, header: bytes = HEADER) -> bytes:
    """Put a first line before it that names the kind of file and its checksum."""
    return header + hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def unseal(content: bytes, header: bytes = HEADER) -> bytes:
    """Return what was sealed. Raises Corrupt."""
    head, newline, body = content.partition(b"\n")
    if not newline or head != header + hashlib.sha256(body).hexdigest().encode():
        raise Corrupt
    return body


@dataclass(frozen=True)
class Loaded(Generic[Content]):
    content: Content | None
    """None: there was no file yet, or none that can be trusted."""
    from_backup: bool = False
    in_doubt: tuple[Path, ...] = ()
    """Files to set aside before anything is written."""


def write_atomically(files: Files, path: Path, content: bytes) -> None:
    """Create or replace a file. On return it survives a power cut; after an OSError it may be old or new."""
    new = path.with_name(path.name + NEW)
    files.write(new, content)
    files.rename(new, path)
    files.sync_directory(path.parent)


class DurableFile:
    """`path` holds the newest state, `path.bak` the one before it."""

    def __init__(self, path: Path, files: Files) -> None:
        self._path = path
        self._backup = path.with_name(path.name + ".bak")
        self._new = path.with_name(path.name + NEW)
        self._new_backup = path.with_name(path.name + ".bak.new")
        self._files = files

    def load(self, decode: Callable[[bytes], Content]) -> Loaded[Content]:
        """Return the newest state that can be trusted; reads only, and never raises.

        `decode` raises LookupError, TypeError or ValueError for what it does not understand.
        """
        in_doubt: list[Path] = []
        for path in (self._path, self._backup):
            try:
                content = decode(unseal(self._files.read(path)))
            except FileNotFoundError:
                continue
            except (OSError, Corrupt, LookupError, TypeError, ValueError):
                in_doubt.append(path)
            else:
                return Loaded(content, from_backup=path is self._backup, in_doubt=tuple(in_doubt))
        return Loaded(None, in_doubt=tuple(in_doubt))

    def set_aside(self, path: Path, now: dt.datetime) -> Path:
        """Rename a file that is in doubt, and return its new path. Raises OSError."""
        aside = path.with_name(f"{path.name}.corrupt-{now:%Y%m%dT%H%M%S%fZ}")
        self._files.rename(path, aside)
        self._files.sync_directory(path.parent)
        return aside

    def save(self, body: bytes) -> None:
        """Replace the state. On return it survives a power cut; on OSError the old state stands."""
        self._files.write(self._new, seal(body))
        if self._files.exists(self._path):
            # Hard links, not renames: at no moment is a file missing under either name.
            self._files.remove(self._new_backup)
            self._files.link(self._path, self._new_backup)
            self._files.rename(self._new_backup, self._backup)
        self._files.rename(self._new, self._path)
        self._files.sync_directory(self._path.parent)
