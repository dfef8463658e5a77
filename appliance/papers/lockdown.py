"""Takes away from this process what a hostile file could use: memory, time, room on the disk."""

from __future__ import annotations

import resource

_HEAD_BYTES = 64
_OPEN_FILES = 64
"""The fonts for values that nobody has drawn have to be opened."""


def lock_down(memory_bytes: int, cpu_seconds: int, written_bytes: int) -> None:
    """Set limits that the process cannot raise again. What goes beyond is ended or refused by the kernel."""
    for kind, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, written_bytes + _HEAD_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),  # a visitor's paper would be in it
    ):
        resource.setrlimit(kind, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
