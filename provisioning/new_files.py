"""Writes files whole: new ones that must not exist yet (an overwritten key is lost), and safely over old ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

SECRET, OPEN = 0o600, 0o644


class AlreadyThere(Exception):
    """A file of this name is there. Nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already, and nothing was written. Choose another directory or name.")


def write_new(directory: Path, files: Mapping[str, tuple[bytes, int]]) -> None:
    """Write each file with its mode. Raises AlreadyThere before anything is written, and OSError."""
    directory.mkdir(parents=True, exist_ok=True)
    for name in files:
        if (directory / name).exists():
            raise AlreadyThere(directory / name)
    for name, (content, mode) in files.items():
        descriptor = os.open(directory / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def replace_file(
    path: Path, content: bytes, mode: int, before_rename: Callable[[Path], None] = lambda _: None
) -> None:
    """Write beside it, sync, rename over it: after a crash the old content is there or the new. Raises OSError."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    before_rename(beside)
    beside.replace(path)
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """What was renamed or removed in it stays so after a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
