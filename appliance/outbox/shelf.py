"""The outbox's directory: `<id>.sealed` is a body, `<id>.mark` how far its hand-over came. Both always whole."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from appliance.outbox.entry import Entry
from appliance.outbox.file_formats import SealedFile, mark_bytes, mark_from, sealed_bytes, sealed_from
from appliance.storage.durable_file import NEW, Corrupt, Files, write_atomically

SEALED, MARK, CORRUPT = ".sealed", ".mark", ".corrupt"
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def is_safe_id(text: str) -> bool:
    """Tell whether it can be part of a file's name."""
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True)
class Found:
    """What lies in the directory."""

    sizes: dict[str, int]
    """Bytes of every body, by id."""
    marked: frozenset[str]


class Shelf:
    """All methods raise OSError; what is spoiled raises Corrupt."""

    def __init__(self, directory: Path, files: Files) -> None:
        self._directory = directory
        self._files = files

    def look(self) -> Found:
        """Say what is there, and remove what was being written when the power went."""
        self._directory.mkdir(parents=True, exist_ok=True)
        sizes: dict[str, int] = {}
        marked = set()
        for path in self._directory.iterdir():
            if path.suffix == SEALED and is_safe_id(path.stem):
                sizes[path.stem] = path.stat().st_size
            elif path.suffix == MARK and is_safe_id(path.stem):
                marked.add(path.stem)
            elif path.suffix == NEW:
                with contextlib.suppress(OSError):
                    self._files.remove(path)
        return Found(sizes, frozenset(marked))

    def put(self, file: SealedFile) -> int:
        """Keep a body and return its size. On OSError nothing of it is kept."""
        path, content = self._path(file.sealed.id, SEALED), sealed_bytes(file)
        try:
            write_atomically(self._files, path, content)
        except OSError:
            with contextlib.suppress(OSError):
                self._files.remove(path.with_name(path.name + NEW))
                self._files.remove(path)
                self._files.sync_directory(self._directory)
            raise
        return len(content)

    def body(self, submission_id: str) -> SealedFile:
        file = sealed_from(self._files.read(self._path(submission_id, SEALED)))
        if file.sealed.id != submission_id:
            raise Corrupt
        return file

    def remove_body(self, submission_id: str) -> None:
        self._files.remove(self._path(submission_id, SEALED))

    def put_mark(self, entry: Entry) -> None:
        """Keep how far it came. On return it survives a power cut."""
        write_atomically(self._files, self._path(entry.id, MARK), mark_bytes(entry))

    def mark(self, submission_id: str) -> Entry:
        entry = mark_from(self._files.read(self._path(submission_id, MARK)))
        if entry.id != submission_id:
            raise Corrupt
        return entry

    def remove_mark(self, submission_id: str) -> None:
        self._files.remove(self._path(submission_id, MARK))

    def set_aside(self, submission_id: str, ending: str, now: dt.datetime) -> str:
        """Rename a spoiled file for people to look at, and return its new name."""
        path = self._path(submission_id, ending)
        aside = path.with_name(f"{path.name}-{now:%Y%m%dT%H%M%S%fZ}{CORRUPT}")
        self._files.rename(path, aside)
        self._files.sync_directory(self._directory)
        return aside.name

    def _path(self, submission_id: str, ending: str) -> Path:
        return self._directory / (submission_id + ending)
