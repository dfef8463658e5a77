"""The build as steps: what has not changed is not made again, and each tells how long it takes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

TICK = 0.5


def key(*parts: str | bytes) -> str:
    """Return one word for everything that a step's result depends on."""
    digest = sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(sha256(content).digest())
    return digest.hexdigest()


def of_files(paths: Iterable[Path], root: Path) -> str:
    """Return one word for names and contents of files; directories are looked through."""
    found: set[Path] = set()
    for path in paths:
        found |= {one for one in path.rglob("*") if one.is_file()} if path.is_dir() else {path}
    wanted = sorted(one for one in found if "__pycache__" not in one.parts)
    return key(*(part for one in wanted for part in (str(one.relative_to(root)), one.read_bytes())))


class Steps:
    def __init__(self, work: Path, console: Console, count: int) -> None:
        self._work = work
        self._console = console
        self._count = count
        self._number = 0
        self.began = time.monotonic()

    def run(self, name: str, wanted: str, outputs: Iterable[Path], make: Callable[[], None]) -> bool:
        """Make the step's outputs unless they are there and made from the same. Returns whether it was made."""
        self._number += 1
        label = f"{self._number}/{self._count} {name}"
        marker = self._work / "made" / name.replace(" ", "-")
        if all(path.exists() for path in outputs) and _read(marker) == wanted:
            self._console.print(f"{label}: unchanged")
            return False
        marker.unlink(missing_ok=True)
        began = time.monotonic()
        with self._bar(label, self._last(name)):
            make()
        took = time.monotonic() - began
        self._console.print(f"{label}: {took:.0f} s")
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.write_text(wanted)
        self._remember(name, took)
        return True

    def _bar(self, label: str, last: float) -> _Bar:
        return _Bar(self._console, label, last)

    def _last(self, name: str) -> float:
        times: dict[str, float] = json.loads(_read(self._work / "times.json") or "{}")
        return times.get(name, 0.0)

    def _remember(self, name: str, took: float) -> None:
        path = self._work / "times.json"
        path.write_text(json.dumps(json.loads(_read(path) or "{}") | {name: round(took, 1)}))


class _Bar:
    """A bar that fills by how long the step took the last time; without one it only counts."""

    def __init__(self, console: Console, label: str, last: float) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[left]}"),
        )
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task(label, total=last or None, left="")
        self._last = last
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> None:
        self._progress.start()
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._progress.stop()

    def _tick(self) -> None:
        began = time.monotonic()
        while not self._over.wait(TICK):
            gone = time.monotonic() - began
            left = f"about {max(self._last - gone, 1):.0f} s left" if self._last else ""
            self._progress.update(self._task, completed=min(gone, self._last * 0.98), left=left)


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""
