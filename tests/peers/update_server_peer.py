"""A site's real update server (nginx), run by the script and the files that the site ships."""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

LIMIT_S = 10.0


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class UpdateServerPeer:
    def __init__(self, broker_folder: Path, port: int) -> None:
        self.folder = broker_folder
        self.port = port
        self._log = broker_folder.parent / "updates.log"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> UpdateServerPeer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def start(self) -> None:
        environment = {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin"}
        with self._log.open("ab") as log:
            words = [str(self.folder / "serve-updates"), str(self.folder)]
            self._process = subprocess.Popen(words, stdout=log, stderr=log, env=environment)
        deadline = time.monotonic() + LIMIT_S
        while not self._answers():
            assert self._process.poll() is None, self.log
            assert time.monotonic() < deadline, self.log
            time.sleep(0.02)

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait(LIMIT_S)

    def reload(self) -> subprocess.CompletedProcess[str]:
        words = [str(self.folder / "serve-updates"), "--reload", str(self.folder)]
        return subprocess.run(words, capture_output=True, text=True, check=False)

    def ask(self, context: ssl.SSLContext, path: str, method: str = "GET", **headers: str) -> Answer:
        """Raises OSError where the server does not even talk."""
        connection = http.client.HTTPSConnection("localhost", self.port, timeout=LIMIT_S, context=context)
        try:
            connection.request(method, path, headers=headers)
            got = connection.getresponse()
            return Answer(got.status, got.read(), dict(got.getheaders()))
        finally:
            connection.close()

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=0.5).close()
        except OSError:
            return False
        return True
