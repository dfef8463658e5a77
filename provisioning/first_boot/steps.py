"""What is to be there, what is there, and the steps from one to the other. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

OURS, TERMINAL = "root", "migrado"
"""Owners: the system, and the user that the terminal runs as."""


@dataclass(frozen=True, repr=False)
class FileState:
    content: bytes
    mode: int
    owner: str = OURS


@dataclass(frozen=True)
class Desired:
    files: Mapping[Path, FileState]
    """In the order in which they are written; keys and settings before what is made of them."""
    gone: tuple[Path, ...] = ()
    """Files of ours that must not be there."""
    notices: Mapping[Path, bytes] | None = None
    """For people, on the firmware partition."""
    erased: tuple[Path, ...] = ()
    """Overwritten and removed, after everything else is safely written."""


@dataclass(frozen=True)
class WriteFile:
    path: Path
    file: FileState

    def __str__(self) -> str:
        return f"write {self.path} ({self.file.mode:04o}, {self.file.owner}, {len(self.file.content)} bytes)"


@dataclass(frozen=True)
class RemoveFile:
    path: Path

    def __str__(self) -> str:
        return f"remove {self.path}"


@dataclass(frozen=True)
class LeaveNotice:
    path: Path
    content: bytes

    def __str__(self) -> str:
        return f"leave a notice in {self.path}"


@dataclass(frozen=True)
class Erase:
    path: Path

    def __str__(self) -> str:
        return f"overwrite and remove {self.path}"


Step: TypeAlias = WriteFile | RemoveFile | LeaveNotice | Erase


def plan(desired: Desired, actual: Mapping[Path, FileState]) -> tuple[Step, ...]:
    """`actual` holds the files that are there, of those that are spoken of. Nothing to do: no steps."""
    writes = [WriteFile(path, file) for path, file in desired.files.items() if actual.get(path) != file]
    removals = [RemoveFile(path) for path in desired.gone if path in actual and path not in desired.files]
    notices = [LeaveNotice(path, content) for path, content in (desired.notices or {}).items()]
    # Secrets last: a power cut before leaves them on the card, and the next start begins again.
    erased = [Erase(path) for path in desired.erased]
    return (*writes, *removals, *notices, *erased)
