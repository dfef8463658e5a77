"""Running a program of the host: quietly, with its last words told when it fails."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

EPOCH = 1_767_225_600
"""1 January 2026: the time of every file in the image, so that two builds are the same."""


class StepFailed(Exception):
    """A step of the build failed; its text is for the person who started it."""


def run(
    words: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path | None = None, stdin: str = ""
) -> str:
    """Return what the program printed. Raises StepFailed."""
    told = [str(word) for word in words]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH), "LC_ALL": "C.UTF-8", "TZ": "UTC", **(env or {})}
    try:
        done = subprocess.run(
            told, env=environment, cwd=cwd, input=stdin, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as missing:
        raise StepFailed(f"{told[0]} is not installed (see image-build/debian-packages.txt)") from missing
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise StepFailed(f"{' '.join(told)[:200]}: ended with {done.returncode}\n{last}")
    return done.stdout
