"""Does the steps of a plan, each so that a power cut in the middle harms nothing."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from provisioning.first_boot.places import Places
from provisioning.first_boot.steps import Erase, FileState, LeaveNotice, RemoveFile, Step, WriteFile
from provisioning.new_files import OPEN, replace_file, sync_directory

DIRECTORY = 0o750
Own = Callable[[Path, str], None]


def chown(path: Path, owner: str) -> None:
    """Raises OSError, also where there is no such user: the image is not what it should be."""
    try:
        shutil.chown(path, owner, owner)
    except LookupError as error:
        raise OSError(errno.EINVAL, f"there is no user {owner}") from error


def apply(steps: Iterable[Step], places: Places, own: Own, tell: Callable[[str], None], *, dry_run: bool) -> None:
    """Raises OSError; what was done stays done, and the next start goes on from there."""
    for step in steps:
        tell(str(step))
        if dry_run:
            continue
        match step:
            case WriteFile(path, file):
                _write(places.real(path), file, own)
            case RemoveFile(path):
                places.real(path).unlink(missing_ok=True)
            case LeaveNotice(path, content):
                replace_file(places.real(path), content, OPEN)
            case Erase(path):
                erase(places.real(path))


def erase(path: Path) -> None:
    """Overwrite, sync, remove. A card's own wear levelling may keep a copy that only a laboratory reads."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        file.write(os.urandom(size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    sync_directory(path.parent)


def _write(path: Path, file: FileState, own: Own) -> None:
    missing = [each for each in (path.parent, *path.parent.parents) if not each.exists()]
    for directory in reversed(missing):
        directory.mkdir(mode=DIRECTORY)
        own(directory, file.owner)
    replace_file(path, file.content, file.mode, lambda beside: own(beside, file.owner))
