"""Writes files that must not exist yet: a key that is overwritten is lost for ever."""

from __future__ import annotations

import os
from collections.abc import Mapping
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
