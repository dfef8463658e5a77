"""A site's real update server (nginx), run by the script and the files that the site ships."""

from __future__ import annotations

import http.client
import ssl
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from tests.peers.server_process import ServerProcess, listens

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
        words = [str(broker_folder / "serve-updates"), str(broker_folder)]
        self._server = ServerProcess(words, broker_folder.parent / "updates.log", lambda: listens(port))

    def __enter__(self) -> UpdateServerPeer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def log(self) -> str:
        return self._server.log

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

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
