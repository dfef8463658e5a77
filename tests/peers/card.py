"""A memory card behind the outbox: counts changes, loses power at one of them, fills up, turns read-only."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from appliance.storage.durable_file import OsFiles


class PowerCut(BaseException):
    """Nothing catches it, as nothing catches the real one."""


class CardFiles(OsFiles):
    """Loses power at the n-th change.

    With `forgets`, whatever no sync of the directory has made durable is gone afterwards, as on a card that had
    not got round to it; else all of it is there. Both happen, and everything in between.
    """

    def __init__(self, directory: Path, changes: int = 1 << 30, forgets: bool = False) -> None:
        self.changes = 0
        self._directory = directory
        self._limit = changes
        self._forgets = forgets
        self._durable: dict[str, bytes] = {}
        self.at_change: Callable[[], None] | None = None
        self._remember()

    def write(self, path: Path, content: bytes) -> None:
        try:
            self._change()
        except PowerCut:
            if not self._forgets:
                super().write(path, content[: len(content) // 2])
            raise
        super().write(path, content)

    def link(self, source: Path, target: Path) -> None:
        self._change()
        super().link(source, target)

    def rename(self, source: Path, target: Path) -> None:
        self._change()
        super().rename(source, target)

    def remove(self, path: Path) -> None:
        self._change()
        super().remove(path)

    def sync_directory(self, directory: Path) -> None:
        self._change()
        super().sync_directory(directory)
        self._remember()

    def _change(self) -> None:
        self.changes += 1
        if self.at_change is not None:
            self.at_change()
        if self.changes > self._limit:
            if self._forgets:
                self._go_back()
            raise PowerCut

    def _remember(self) -> None:
        if self._directory.exists():
            self._durable = {path.name: path.read_bytes() for path in self._directory.iterdir()}

    def _go_back(self) -> None:
        shutil.rmtree(self._directory, ignore_errors=True)
        self._directory.mkdir()
        for name, content in self._durable.items():
            (self._directory / name).write_bytes(content)


class TroubledFiles(OsFiles):
    """A disk that a lever fills or makes read-only, and files that cannot be read."""

    def __init__(self) -> None:
        self.trouble = 0
        """An errno: ENOSPC or EROFS; 0: none."""
        self.unreadable: set[str] = set()
        self.cannot_sync = False

    def read(self, path: Path) -> bytes:
        if path.name in self.unreadable:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return super().read(path)

    def write(self, path: Path, content: bytes) -> None:
        if self.trouble == errno.ENOSPC:
            super().write(path, content[: len(content) // 2])
        self._refuse()
        super().write(path, content)

    def link(self, source: Path, target: Path) -> None:
        self._refuse()
        super().link(source, target)

    def rename(self, source: Path, target: Path) -> None:
        if self.trouble == errno.EROFS:
            self._refuse()
        super().rename(source, target)

    def remove(self, path: Path) -> None:
        if self.trouble == errno.EROFS:
            self._refuse()
        super().remove(path)

    def sync_directory(self, directory: Path) -> None:
        if self.cannot_sync:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        super().sync_directory(directory)

    def _refuse(self) -> None:
        if self.trouble:
            raise OSError(self.trouble, os.strerror(self.trouble))
