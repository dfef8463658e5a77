"""A real mosquitto broker on a free loopback port, with a configuration and a directory of its own."""

from __future__ import annotations

import getpass
import socket
import subprocess
from pathlib import Path
from types import TracebackType

from tests.peers.server_process import ServerProcess, listens

HOST = "127.0.0.1"
STOP_LIMIT_S = 5.0


class MosquittoPeer:
    """Start with `with MosquittoPeer(directory) as broker:`; `stop()` and `start()` keep the port.

    A `stop()` is a clean end that saves retained messages; `kill()` is a crash, after which the broker comes
    back with what it saved last. With `tls=True` clients verify the broker by `ca_file`.
    """

    def __init__(self, directory: Path, port: int = 0, tls: bool = False) -> None:
        self.host = HOST
        self.port = port or free_port()
        self.directory = directory
        self.ca_file: Path | None = directory / "ca.crt" if tls else None
        directory.mkdir(parents=True, exist_ok=True)
        if self.ca_file is not None:
            make_certificates(directory)
        self._config = directory / "mosquitto.conf"
        self._config.write_text(self._configuration(), encoding="utf-8")
        words = ["mosquitto", "-c", str(self._config)]
        self._server = ServerProcess(words, self.log_file, lambda: listens(self.port, HOST))

    def __enter__(self) -> MosquittoPeer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        return self._server.running

    @property
    def log_file(self) -> Path:
        return self.directory / "mosquitto.log"

    def start(self) -> None:
        """Start and return when the port accepts connections. Does nothing when it runs."""
        self._server.start()

    def stop(self) -> None:
        """End it cleanly: clients are disconnected, wills are sent to nobody, retained messages are saved."""
        self._server.stop(STOP_LIMIT_S)

    def kill(self) -> None:
        """Crash it."""
        self._server.kill()

    def restart(self) -> None:
        self.stop()
        self.start()

    def _configuration(self) -> str:
        lines = [
            f"listener {self.port} {self.host}",
            "allow_anonymous true",
            "persistence true",
            f"persistence_location {self.directory}/",
            "autosave_interval 1",
            "log_dest stderr",
            "log_type warning",
            "log_type error",
            "log_type notice",
            "max_queued_messages 100000",
            f"user {getpass.getuser()}",  # started by root it would drop to a user who may not write here
        ]
        if self.ca_file is not None:
            lines += [
                f"cafile {self.ca_file}",
                f"certfile {self.directory / 'broker.crt'}",
                f"keyfile {self.directory / 'broker.key'}",
            ]
        return "\n".join(lines) + "\n"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def make_certificates(directory: Path) -> None:
    """Make a throw-away authority (`ca.crt`) and a broker certificate for localhost, valid for two days."""
    authority, broker = directory / "ca", directory / "broker"
    _openssl(
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Test authority"),
        *("-keyout", f"{authority}.key", "-out", f"{authority}.crt"),
    )
    _openssl(
        *("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"),
        *("-keyout", f"{broker}.key", "-out", f"{broker}.csr"),
    )
    names = directory / "names.ext"
    names.write_text(f"subjectAltName=DNS:localhost,IP:{HOST}\n", encoding="utf-8")
    _openssl(
        *("x509", "-req", "-in", f"{broker}.csr", "-days", "2", "-extfile", str(names), "-CAcreateserial"),
        *("-CA", f"{authority}.crt", "-CAkey", f"{authority}.key", "-out", f"{broker}.crt"),
    )


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)
