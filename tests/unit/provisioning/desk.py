"""The command line at an IT desk: a clock that only waiting moves, and an office that is a twin."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner, Result

from appliance.outbox.ports import Transport
from appliance.outbox.settings import SiteSettings
from provisioning.cli import Tools, build
from provisioning.trial import Around
from tests.peers.authority import private_key, public_pem
from tests.peers.quick_office import simulated_transport

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
OFFICE = """
[offices.wohnungsamt]
transport = "sftp"
address = ["Wohnungsamt", "Musterweg 1", "44135 Dortmund"]
hours = ["Mo-Fr 8-12 Uhr"]
reply_days = 10

[offices.wohnungsamt.sftp]
host = "sftp.example.org"
user = "migrado"
host_key = "ssh-ed25519 AAAA"
key_file = "terminal.key"
office_key_file = "wohnungsamt.pem"
"""


class Desk:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.settings = directory / "offices.toml"
        self.office = simulated_transport()
        self.ids = (f"01J{n:023}" for n in itertools.count(1))
        self.waited = 0.0
        self.while_waiting: Callable[[], None] = lambda: None

    def write(self, settings: str = OFFICE, key: bytes | None = None) -> None:
        self.settings.write_text(settings)
        (self.directory / "wohnungsamt.pem").write_bytes(key or public_pem(private_key("office's drop")))

    def run(self, *arguments: str, types: str = "") -> Result:
        around = Around(lambda: NOW, lambda: self.waited, self._sleep, lambda: next(self.ids))
        tools = Tools(self._transports, around, lambda: Console(width=160))
        return CliRunner().invoke(build(tools), arguments, input=types)

    def doctor(self, *arguments: str) -> Result:
        return self.run("doctor", "--offices", str(self.settings), *arguments)

    def _transports(self, settings: SiteSettings) -> Mapping[str, Transport]:
        return {name: self.office for name, office in settings.offices.items() if office.transport != "print"}

    def _sleep(self, seconds: float) -> None:
        self.waited += seconds
        self.while_waiting()
