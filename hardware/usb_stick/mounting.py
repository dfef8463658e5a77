"""Mounts a stick read-only by a small program, for as long as it is looked at."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from hardware.events import StickFailure
from hardware.usb_stick.folder import StickProblem
from hardware.usb_stick.volume_match import Volume

_COMMAND_SECONDS = 15.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class MountCommands:
    """The programs' words; `{node}`, `{name}`, `{type}`, `{options}` and `{directory}` are filled in."""

    directory: str
    mount: tuple[str, ...]
    unmount: tuple[str, ...]


@contextlib.contextmanager
def mounted(volume: Volume, commands: MountCommands) -> Iterator[str]:
    """Mount, and unmount in any case. Yields the directory; raises StickProblem where it cannot be mounted."""
    try:
        if not _run(commands.mount, volume, commands) or not _is_mounted_read_only(commands.directory):
            raise StickProblem(StickFailure.UNREADABLE)
        yield commands.directory
    finally:
        _run(commands.unmount, volume, commands)


def unmount_left_behind(commands: MountCommands) -> None:
    """Let go of what a run that was killed has left mounted; for systemctl `*` is whatever unit it was."""
    if os.path.ismount(commands.directory):
        _run(commands.unmount, Volume("*", "", ""), commands)


def _is_mounted_read_only(directory: str) -> bool:
    return os.path.ismount(directory) and bool(os.statvfs(directory).f_flag & os.ST_RDONLY)


def _run(command: tuple[str, ...], volume: Volume, commands: MountCommands) -> bool:
    """Run to the end; what the program says may hold the stick's name, so only how it ended is logged."""
    words = {
        "node": volume.node,
        "name": volume.name,
        "type": volume.kernel_type,
        "options": volume.options,
        "directory": commands.directory,
    }
    try:
        done = subprocess.run(
            [part.format_map(words) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_COMMAND_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("%s: %s", command[0], type(error).__name__)
        return False
    if done.returncode != 0:
        log.info("%s ended with %d", command[0], done.returncode)
    return done.returncode == 0
