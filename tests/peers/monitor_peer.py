"""The monitor as its own process, as staff run it: `python -m monitor` on a free port."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

from tests.peers.mosquitto_peer import MosquittoPeer, free_port

STARTUP_LIMIT_S = 20.0


class MonitorPeer:
    def __init__(self, broker: MosquittoPeer, directory: Path, *options: str, token: str = "") -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database = directory / "monitor.sqlite"
        self.log_file = directory / "monitor.log"
        self._environment = {**os.environ, "MONITOR_TOKEN": token}
        self._command = [
            *(sys.executable, "-m", "monitor", "--mqtt-host", broker.host, "--mqtt-port", str(broker.port)),
            *("--db", str(self.database), "--port", str(self.port), *options),
        ]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> MonitorPeer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, env=self._environment)
        deadline = time.monotonic() + STARTUP_LIMIT_S
        while time.monotonic() < deadline and self._process.poll() is None:
            if b'"broker":"connected"' in self._healthz():
                return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(self.log_file.read_text(errors="replace")[-2000:])

    def stop(self, timeout_s: float = 10.0) -> int | None:
        """SIGTERM; returns the exit code."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.terminate()
        try:
            return process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def _healthz(self) -> bytes:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as answer:  # noqa: S310 - our own address
                return bytes(answer.read())
        except (urllib.error.URLError, OSError):
            return b""
