"""Makes a start cold: lets the kernel forget the files that a program is loaded from."""

from __future__ import annotations

import contextlib
import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = tuple(ROOT / name for name in ("appliance", "content", "hardware", "kivy_ui", "tests"))
PLACES = (
    Path(sys.prefix),
    Path(sysconfig.get_path("stdlib")),
    Path("/usr/lib") / str(sysconfig.get_config_var("MULTIARCH")),
    Path("/usr/share/fonts"),
    *OURS,
)


def forget_files(more: Iterable[Path] = ()) -> None:
    """Needs no rights; a file that another program has mapped just now stays in memory."""
    for place in (*PLACES, *more):
        for folder, _, names in os.walk(place):
            for name in names:
                with contextlib.suppress(OSError):
                    _forget(os.path.join(folder, name))  # noqa: PTH118 - tens of thousands of files


def _forget(path: str) -> None:
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(file)
