"""The monitor as its own process, as staff run it: `python -m monitor` on a free port."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

from tests.peers.mosquitto_peer import MosquittoPeer, free_port
from tests.peers.server_process import STOP_LIMIT_S, ServerProcess

STARTUP_LIMIT_S = 20.0


class MonitorPeer:
    def __init__(self, broker: MosquittoPeer, directory: Path, *options: str, token: str = "") -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database = directory / "monitor.sqlite"
        self.log_file = directory / "monitor.log"
        words = [
            *(sys.executable, "-m", "monitor", "--mqtt-host", broker.host, "--mqtt-port", str(broker.port)),
            *("--db", str(self.database), "--port", str(self.port), *options),
        ]
        environment = {"MONITOR_TOKEN": token}
        self._server = ServerProcess(words, self.log_file, self._answers, environment, limit_s=STARTUP_LIMIT_S)

    def __enter__(self) -> MonitorPeer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        self._server.start()

    def stop(self, timeout_s: float = STOP_LIMIT_S) -> int | None:
        """SIGTERM; returns the exit code."""
        return self._server.stop(timeout_s)

    def kill(self) -> None:
        self._server.kill()

    def _answers(self) -> bool:
        return b'"broker":"connected"' in self._healthz()

    def _healthz(self) -> bytes:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1) as answer:  # noqa: S310 - our own address
                return bytes(answer.read())
        except (urllib.error.URLError, OSError):
            return b""
