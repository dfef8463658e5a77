"""The demo's own processes: started, watched, started again when they die, ended in reverse order."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_END_SECONDS = 5.0
_MOST_RESTARTS = 5
_RESTART_SECONDS = 2.0


@dataclass
class Child:
    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    died_at: float | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            # A group of its own: Ctrl-C reaches the supervisor alone, which ends them in order.
            self.process = subprocess.Popen(
                self.command,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def end(self) -> None:
        if self.process is None or self.has_died:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Children:
    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._children: list[Child] = []

    def start(self, name: str, *command: str, **environment: str) -> Child:
        child = Child(name, command, environment, self._logs / f"{name}.log")
        child.start()
        self._children.append(child)
        return child

    def look_after(self) -> None:
        """Start again what has died; after five times say so and leave it."""
        for child in self._children:
            if child.has_died and child.restarts <= _MOST_RESTARTS and _is_time(child):
                child.restarts += 1
                child.died_at = None
                code = child.process.returncode if child.process else 0
                again = "started again" if child.restarts <= _MOST_RESTARTS else "given up"
                print(f"    {child.name} ended ({code}): {again}; see {child.log}", flush=True)
                if child.restarts <= _MOST_RESTARTS:
                    child.start()

    def end(self) -> None:
        for child in reversed(self._children):
            child.end()
        self._children.clear()


def _is_time(child: Child) -> bool:
    """Wait longer each time: what died of a passing fault shall find it passed."""
    if child.died_at is None:
        child.died_at = time.monotonic()
    return time.monotonic() - child.died_at >= child.restarts * _RESTART_SECONDS
