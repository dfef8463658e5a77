"""A site that releases updates to the board: its real update server, and IT staff who lay down what is wanted."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from appliance.telemetry import messages
from provisioning.broker.talk import lay
from provisioning.updates.bundle import Bundle, wanted
from provisioning.updates.bundle_file import checksum
from tests.peers.update_server_peer import UpdateServerPeer
from tests.system.image.card import TERMINAL
from tests.system.image.site import BoardSite

INSTALL_S = 900.0
"""Fetching and writing 400 MB on a board that is a program."""


@dataclass
class Release:
    """Its power cuts and errors are the board's: the site itself is always there."""

    site: BoardSite
    server: UpdateServerPeer = field(init=False)

    def __post_init__(self) -> None:
        folder = self.site.bench.desk.folder
        self.server = UpdateServerPeer(folder.broker, self.site.bench.updates.port)

    def __enter__(self) -> Release:
        self.server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.stop()

    def announce(self, path: Path, version: str, *, now: bool = True) -> str:
        """Put a bundle on the server, whatever it is, and lay down that it is wanted; return its checksum."""
        shelf = self.site.bench.desk.folder.updates
        shutil.copyfile(path, shelf / path.name)
        found = Bundle(path.name, version, path.stat().st_size, checksum(path))
        self._lay(messages.encode(wanted(found, now=now)))
        return found.sha256

    def withdraw(self) -> None:
        self._lay(b"")

    def phase(self, sha256: str) -> str:
        """Return how far the terminal says to be with this bundle."""
        said = self.site.said("update_state")
        return str(said.get("phase", "")) if said.get("sha256") == sha256 else ""

    def phases(self, sha256: str) -> list[str]:
        """Return all phases that it has been through with this bundle, in their order."""
        heard = self.site.all_said("update_state")
        found = [str(each["phase"]) for each in heard if each.get("sha256") == sha256]
        return [each for index, each in enumerate(found) if index == 0 or found[index - 1] != each]

    def error(self) -> str:
        return str(self.site.said("update_state").get("error", ""))

    def until(self, sha256: str, *phases: str, seconds: float = INSTALL_S) -> str:
        """Wait until the terminal is in one of these phases with this bundle; return it."""
        self.site.until(lambda: self.phase(sha256) in phases, f"{phases} of {sha256[:8]}", seconds)
        return self.phase(sha256)

    def _lay(self, payload: bytes) -> None:
        bench = self.site.bench
        topic = messages.topic(TERMINAL, "update")
        lay(bench.place, bench.desk.authority, {topic: payload}, dt.datetime.now(dt.UTC))
