"""The site's folder on the disk of an IT desk: what is where, and how it is written.

site.toml      settings                    terminals.csv   the register of terminals
ca/            the authority, its ledger   broker/         for the server: mosquitto's files, updates/
monitor/       for the server: its name    files/          what every terminal gets: offices.toml, staff.toml …
cards/ID/      for the firmware partition of one card
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from provisioning.broker.folder import UPDATES
from provisioning.new_files import OPEN, SECRET, replace_file
from provisioning.site import ledger
from provisioning.site.authority import Authority, open_authority
from provisioning.site.ledger import Ledger
from provisioning.site.settings import NAME, SiteFile, load_settings
from provisioning.terminals.entry import TerminalEntry
from provisioning.terminals.mistakes import Mistake, Mistakes
from provisioning.terminals.provision_file import SiteFacts
from provisioning.terminals.table import read_table, write_table

CERTIFICATE, KEY, LEDGER = "ca.pem", "ca.key", "ledger.json"
MONITOR, BROKER = "_monitor", "_broker"
"""Names that no terminal can have: its id has no underscore."""


@dataclass(frozen=True)
class SiteFolder:
    path: Path

    @property
    def authority_folder(self) -> Path:
        return self.path / "ca"

    @property
    def broker(self) -> Path:
        return self.path / "broker"

    @property
    def updates(self) -> Path:
        return self.broker / UPDATES

    @property
    def monitor(self) -> Path:
        return self.path / "monitor"

    @property
    def files(self) -> Path:
        return self.path / "files"

    def card(self, terminal_id: str) -> Path:
        return self.path / "cards" / terminal_id

    def settings(self) -> SiteFile:
        """Raises ConfigErrors."""
        return load_settings(self.path / NAME)

    def release_key(self) -> Path | None:
        """None: no key is named. Raises ConfigErrors, also outside of a site's folder."""
        named = self.settings().image.release_key
        return self.path / named if named else None

    def keyring(self) -> Path | None:
        """None: none is named. Raises ConfigErrors."""
        named = self.settings().image.keyring
        return self.path / named if named else None

    def facts(self) -> SiteFacts:
        settings = self.settings()
        broker, updates = settings.broker, settings.updates
        return SiteFacts(settings.site.name, broker.names[0], broker.port, updates.port)

    def authority(self, passphrase: str) -> Authority:
        """Raises NoAuthority and OSError."""
        where = self.authority_folder
        return open_authority((where / CERTIFICATE).read_bytes(), (where / KEY).read_bytes(), passphrase)

    def authority_pem(self) -> bytes:
        return (self.authority_folder / CERTIFICATE).read_bytes()

    def ledger(self) -> Ledger:
        """Raises BrokenLedger and OSError: who has which certificate is not guessed."""
        return ledger.from_bytes((self.authority_folder / LEDGER).read_bytes())

    def keep_ledger(self, kept: Ledger) -> None:
        replace_file(self.authority_folder / LEDGER, ledger.to_bytes(kept), SECRET)

    def terminals(self) -> tuple[TerminalEntry, ...]:
        """Raises Mistakes: the register may have been edited by hand."""
        register = self.path / "terminals.csv"
        return read_table(register.read_bytes(), self.settings().defaults) if register.exists() else ()

    def keep_terminals(self, entries: Iterable[TerminalEntry]) -> None:
        replace_file(self.path / "terminals.csv", write_table(entries), OPEN)

    def chosen(self, ids: Iterable[str]) -> tuple[TerminalEntry, ...]:
        """Return the terminals of these ids, all if there are none. Raises Mistakes."""
        known = {entry.id: entry for entry in self.terminals()}
        wanted = tuple(ids)
        unknown = [
            Mistake(each, "no such terminal", "kein solches Terminal") for each in wanted if each not in known
        ]
        if unknown:
            raise Mistakes(unknown)
        return tuple(known[each] for each in wanted) if wanted else tuple(known.values())

    def write_all(self, folder: Path, files: Mapping[str, tuple[bytes, int]]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (content, mode) in files.items():
            replace_file(folder / name, content, mode)
