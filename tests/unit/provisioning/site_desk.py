"""A site at an IT desk, in a directory: its authority is made once a process, terminals as a test wants them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from provisioning.site.issuing import Desk, found_site
from provisioning.site.settings import BrokerTable
from provisioning.terminals.entry import TerminalEntry, read_entry

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
PASSPHRASE = "utopia utopia utopia"


def site_in(directory: Path) -> Desk:
    broker = BrokerTable(("broker.example.org", "192.0.2.2"))
    return found_site(directory / "site", "Self-Service-Center", broker, PASSPHRASE, NOW)


def terminal(terminal_id: str = "t-1", **cells: str) -> TerminalEntry:
    found = read_entry({"id": terminal_id, "place": f"Halle B · {terminal_id}", **cells})
    assert isinstance(found, TerminalEntry), found
    return found
