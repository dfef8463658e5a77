"""A terminal's card in a file: flashed as IT staff do, every block read back, and its own files put on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from provisioning.flashing.block_map import read_block_map
from provisioning.flashing.card_writer import Card, flash
from provisioning.site.cards import write_card
from provisioning.site.issuing import Desk
from provisioning.terminals.table import read_table
from tests.system.image.built import Built
from tests.system.image.qemu import HEIGHT, WIDTH

CARD_SIZE = 3 << 30
TERMINAL = "halle-1"
DPI = 149
"""A panel of 10.1 inches."""
ROW = {
    "id": TERMINAL,
    "place": "Halle B · Terminal 1",
    "width": str(WIDTH),
    "height": str(HEIGHT),
    "dpi": str(DPI),
    "scanner_layout": "us",
    "scanner_usb": "0627:0001",
}
"""Its row in the table; QEMU's USB keyboard is its document reader."""


def flashed_card(desk: Desk, built: Built, directory: Path, columns: Mapping[str, str]) -> Path:
    """`columns` go over the terminal's row."""
    row = {**ROW, **columns}
    table = f"{';'.join(row)}\n{';'.join(row.values())}\n".encode()
    desk.folder.keep_terminals(read_table(table, desk.folder.settings().defaults))
    (terminal,) = desk.folder.chosen(())
    files = tuple(write_card(desk, terminal).iterdir())
    card = Card(directory / "card.img", terminal.id, files)
    found = read_block_map(built.block_map.read_bytes())
    outcome = flash(card, built.image, found, lambda _step, _done: None, lambda: dt.datetime.now(dt.UTC))
    assert outcome.error == "", outcome.error
    with card.target.open("r+b") as stream:
        stream.truncate(CARD_SIZE)
    return card.target
