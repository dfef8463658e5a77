"""Has a PDF written anew by a process of its own, which a hostile file may crash, hang or fill as it likes."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from appliance.papers.paper import CleanPaper, PaperLimits, PaperRefused, Refusal

_ROOT = Path(__file__).parents[2]
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
_TIME_IS_UP = (-signal.SIGXCPU, -signal.SIGKILL)
"""How the kernel ends a process that has used up its CPU seconds: asked first, then not."""
_HEAD_BYTES = 64


def clean(pdf: bytes, limits: PaperLimits | None = None) -> CleanPaper:
    """Return the paper that may be sent. Raises PaperRefused; takes a second, so call it in the background."""
    limits = limits or PaperLimits()
    if len(pdf) > limits.file_bytes:
        raise PaperRefused(Refusal.TOO_LARGE)
    # Files in memory: no pipe that fills up, nothing on the disk, and a size that the kernel holds down.
    with _memory_file("paper") as given, _memory_file("clean") as made:
        given.write(pdf)
        given.seek(0)  # writes what is buffered, too
        returned = _run(given.fileno(), made.fileno(), limits)
        made.seek(0)
        answer = made.read(limits.file_bytes + _HEAD_BYTES)
    return _judged(returned, answer)


def _run(given: int, made: int, limits: PaperLimits) -> int:
    """Return how the process ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "appliance.papers", msgspec.json.encode(dataclasses.asdict(limits)).decode()],
        stdin=given,
        stdout=made,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=_ENVIRONMENT,
    )
    try:
        return process.wait(limits.seconds)
    except subprocess.TimeoutExpired:
        raise PaperRefused(Refusal.TOOK_TOO_LONG) from None
    finally:
        process.kill()
        process.wait()


def _judged(returned: int, answer: bytes) -> CleanPaper:
    """Believe no more of the answer than has its form: the process may be in a stranger's hands by now."""
    if returned in _TIME_IS_UP:
        raise PaperRefused(Refusal.TOOK_TOO_LONG)
    head, _, pdf = answer.partition(b"\n")
    match head[:_HEAD_BYTES].decode("ascii", "replace").split(" "):
        case ["clean", pages] if returned == 0 and pages.isdigit() and pdf.startswith(b"%PDF-"):
            return CleanPaper(pdf, int(pages))
        case ["refused", reason] if returned == 0 and reason in list(Refusal):
            raise PaperRefused(Refusal(reason))
    raise PaperRefused(Refusal.BROKEN)


def _memory_file(name: str) -> BinaryIO:
    return os.fdopen(os.memfd_create(name), "w+b")
