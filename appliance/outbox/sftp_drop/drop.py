"""The few things that are done at the office's server, and in which order. Knows no network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from appliance.outbox.ports import NotNow, SaveMark
from appliance.outbox.progress import Mark, OfficeAnswer, Report, Stage
from appliance.outbox.sftp_drop.answer_file import MOST_BYTES, read_answer, report_of
from appliance.outbox.sftp_drop.names import Names

STEP, RENAMING = "step", "renaming"
"""Saved when the whole package lies there under its temporary name, before the rename."""


class Drop(Protocol):
    """The server's file system. Every call has a time limit. Raises NotNow."""

    def size_of(self, path: str) -> int | None:
        """Return the size in bytes; None where there is nothing."""

    def has_directory(self, path: str) -> bool: ...

    def write(self, path: str, content: bytes) -> None:
        """Write from the start, synced to the disk where the server can."""

    def rename(self, old: str, new: str) -> None: ...

    def remove(self, path: str) -> None: ...

    def read(self, path: str, most: int) -> bytes | None:
        """Return the file, or its first `most` + 1 bytes; None where there is nothing."""


@dataclass(frozen=True)
class Found:
    """What lies at the office under the names of one submission."""

    final: bool
    temporary_size: int | None
    answer: OfficeAnswer


def look(drop: Drop, names: Names, directory: str) -> Found:
    """Raises NotNow without the directory: an inbox that is not mounted must not pass for one that was emptied."""
    if not drop.has_directory(directory):
        raise NotNow("directory-missing")
    content = drop.read(names.answer, MOST_BYTES)
    return Found(
        # In this order: between the two looks a file may go from temporary to final, never back.
        temporary_size=drop.size_of(names.temporary),
        final=drop.size_of(names.final) is not None,
        answer=read_answer(content) if content is not None else OfficeAnswer.NONE,
    )


def judge(found: Found, mark: Mark) -> Report:
    """Say what became of it. Neither name is there, but the rename had begun: the office has collected it."""
    if found.answer is not OfficeAnswer.NONE:
        return report_of(found.answer)
    if found.final:
        return Report(Stage.HANDED_OVER)
    if found.temporary_size is None and mark.get(STEP) == RENAMING:
        return Report(Stage.HANDED_OVER, reason="collected")
    return Report(Stage.WAITING)


def put(drop: Drop, names: Names, package: bytes, found: Found, mark: Mark, save: SaveMark) -> None:
    """Upload and rename; what was whole before a crash is only renamed. Raises NotNow."""
    whole = found.temporary_size == len(package) and mark.get(STEP) == RENAMING
    if not whole:
        drop.write(names.temporary, package)
        if drop.size_of(names.temporary) != len(package):
            raise NotNow("size-differs")
        save(mark.plus(**{STEP: RENAMING}))
    drop.rename(names.temporary, names.final)
