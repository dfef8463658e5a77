"""A whole site in a directory: authority, register, and its real broker, run by the script and files it ships."""

from __future__ import annotations

import datetime as dt
import getpass
import subprocess
import time
from pathlib import Path
from types import TracebackType

from cryptography.hazmat.primitives.serialization import Encoding

from appliance.telemetry.paho_link import BrokerSettings
from provisioning.broker.talk import BrokerPlace
from provisioning.site.authority import client_certificate, key_pem, new_key
from provisioning.site.issuing import Desk, found_site, identity
from provisioning.site.settings import BrokerTable, UpdatesTable
from provisioning.terminals.provision_file import UPDATES_PORT
from tests.peers.mosquitto_peer import free_port
from tests.peers.server_process import ServerProcess, listens

PASSPHRASE = "utopia utopia utopia"
LIMIT_S = 10.0


class SiteBench:
    def __init__(
        self,
        directory: Path,
        hosts: tuple[str, ...] = ("localhost", "127.0.0.1"),
        updates_port: int = UPDATES_PORT,
    ) -> None:
        """Who starts the update server gives it a port of its own."""
        self.path = directory / "site"
        self.port = free_port()
        broker = BrokerTable(hosts, self.port, getpass.getuser())
        self.updates = UpdatesTable(updates_port, getpass.getuser())
        self.desk: Desk = found_site(
            self.path, "Utopia", broker, PASSPHRASE, dt.datetime.now(dt.UTC), self.updates
        )
        self.place = BrokerPlace("localhost", self.port)
        self._keys = directory / "keys"
        self._keys.mkdir()
        words = [str(self.path / "broker" / "start"), str(self.path / "broker")]
        self._server = ServerProcess(words, self.path / "broker.log", lambda: listens(self.port))

    def __enter__(self) -> SiteBench:
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

    def reload(self) -> None:
        """Return when the broker has read its files again."""
        marks = self.log.count("Reloading config")
        subprocess.run([str(self.path / "broker" / "start"), "--reload", str(self.path / "broker")], check=True)
        deadline = time.monotonic() + LIMIT_S
        while self.log.count("Reloading config") == marks and time.monotonic() < deadline:
            time.sleep(0.05)

    def terminal(self, terminal_id: str) -> BrokerSettings:
        """Issue an identity and lay it down as the first boot does: three files."""
        bundle = identity(self.desk, terminal_id).decode()
        parts = [part + "-----\n" for part in bundle.split("-----\n") if part.strip()]
        joined = ["".join(parts[index : index + 2]) for index in range(0, len(parts), 2)]
        return self._settings(terminal_id, *(each.encode() for each in joined))

    def monitor(self) -> BrokerSettings:
        where = self.desk.folder.monitor
        files = (str(where / name) for name in ("ca.pem", "monitor.pem", "monitor.key"))
        return BrokerSettings("localhost", self.port, True, *files)

    def guest(self, name: str, life: dt.timedelta = dt.timedelta(days=1)) -> BrokerSettings:
        """Issue a certificate that no ledger knows."""
        key = new_key()
        found = client_certificate(self.desk.authority, name, key.public_key(), self.desk.now, life)
        return self._settings(name, self.desk.authority.pem, found.public_bytes(Encoding.PEM), key_pem(key))

    def _settings(self, name: str, *contents: bytes) -> BrokerSettings:
        paths = [self._keys / f"{name}.{kind}" for kind in ("ca", "crt", "key")]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        return BrokerSettings("localhost", self.port, True, *(str(path) for path in paths))
