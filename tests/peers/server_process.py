"""The program of a peer: started and waited for, stopped or killed; what it says is kept in a log."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

STOP_LIMIT_S = 10.0


class DidNotStart(RuntimeError):
    """It ended, or did not answer in time; the message holds the end of its log."""


class ServerProcess:
    def __init__(
        self,
        words: Sequence[str],
        log: Path,
        answers: Callable[[], bool],
        environment: Mapping[str, str] | None = None,
        *,
        limit_s: float = 10.0,
    ) -> None:
        """`answers` says whether it is there by now; `environment` goes over ours."""
        self.log_file = log
        self._words = list(words)
        self._answers = answers
        # /usr/sbin, where Debian puts servers, is not on every user's PATH.
        self._environment = {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin", **(environment or {})}
        self._limit_s = limit_s
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Return when it answers; does nothing when it runs. Raises DidNotStart."""
        if self.running:
            return
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(self._words, stdout=log, stderr=log, env=self._environment)
        deadline = time.monotonic() + self._limit_s
        while not self._answers():
            if not self.running or time.monotonic() > deadline:
                self.kill()
                raise DidNotStart(self.log[-2000:])
            time.sleep(0.02)

    def stop(self, limit_s: float = STOP_LIMIT_S) -> int | None:
        """Ask it to end, and kill it if it does not; return its exit code, None if it did not run."""
        if self._process is None:
            return None
        self._process.terminate()
        try:
            self._process.wait(limit_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
        return self._gone()

    def kill(self) -> None:
        """Crash it."""
        if self._process is not None:
            self._process.kill()
            self._gone()

    def _gone(self) -> int | None:
        process, self._process = self._process, None
        return process.wait() if process is not None else None


def listens(port: int, host: str = "127.0.0.1") -> bool:
    try:
        socket.create_connection((host, port), timeout=0.5).close()
    except OSError:
        return False
    return True
