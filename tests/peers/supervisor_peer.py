"""A supervisor like systemd: starts a process, hears what it notifies, kills it when the watchdog was not fed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LOOK_EVERY_S = 0.05


class SupervisorPeer:
    """`Type=notify`, `WatchdogSec=`, `RuntimeDirectory=`. Starts the process once; tests look at how it ended."""

    def __init__(
        self, command: Sequence[str], directory: Path, watchdog_s: float, environ: Mapping[str, str]
    ) -> None:
        self.runtime = directory / "run"
        self.runtime.mkdir(exist_ok=True)
        self.lines: list[str] = []
        self.killed_by_watchdog = False
        self._watchdog_s = watchdog_s
        self._fed = 0.0
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(directory / "notify"))
        self._socket.settimeout(_LOOK_EVERY_S)
        told = {
            "NOTIFY_SOCKET": str(directory / "notify"),
            "WATCHDOG_USEC": str(int(watchdog_s * 1e6)),
            "RUNTIME_DIRECTORY": str(self.runtime),
        }
        self._output = (directory / "output").open("wb")
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environ, **told},
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    @property
    def ready(self) -> bool:
        return "READY=1" in self.lines

    def output(self) -> str:
        return Path(self._output.name).read_text(encoding="utf-8", errors="replace")

    def wait_for(self, condition: Callable[[], bool], seconds: float = 60.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"not in time: {self.lines[-5:]}\n{self.output()[-2000:]}"
            time.sleep(_LOOK_EVERY_S)

    def stop(self) -> int:
        """SIGTERM, and SIGKILL for what does not end on it; returns the exit code."""
        self.process.terminate()
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._thread.join()
        self._socket.close()
        self._output.close()

    def _watch(self) -> None:
        while self.process.poll() is None:
            self._hear()
            if self.ready and time.monotonic() - self._fed > self._watchdog_s:
                self.killed_by_watchdog = True
                self.process.send_signal(signal.SIGABRT)
                self._kill_what_does_not_end()
                return
        self._hear()

    def _kill_what_does_not_end(self) -> None:
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _hear(self) -> None:
        try:
            said = self._socket.recv(4096).decode().split("\n")
        except TimeoutError:
            return
        self.lines += said
        if {"READY=1", "WATCHDOG=1"} & set(said):
            self._fed = time.monotonic()
