"""The columns of the table and the keys of the file: how each is called, what it may say, its default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from provisioning.terminals import cells


@dataclass(frozen=True)
class Column:
    name: str
    """In the table, and the field of TerminalEntry."""
    key: str
    """In `migrado-provision.toml`."""
    read: Callable[[str], Any]
    default: str | None = ""
    """None: it must be there."""
    secret: bool = False
    """May hold a password."""

    @property
    def table_and_key(self) -> tuple[str, str]:
        table, _, key = self.key.partition(".")
        return table, key


COLUMNS: tuple[Column, ...] = (
    Column("id", "terminal.id", cells.terminal_id, None),
    Column("place", "terminal.place", cells.place, None),
    Column("address", "network.address", cells.address, "dhcp"),
    Column("gateway", "network.gateway", cells.one_address),
    Column("dns", "network.dns", cells.addresses),
    Column("ntp", "network.ntp", cells.hosts),
    Column("vlan", "network.vlan", partial(cells.whole, 0, 4094), "0"),
    Column("proxy", "network.proxy", cells.proxy, secret=True),
    Column("rotation", "display.rotation", lambda text: int(cells.choice(text, "0", "90", "180", "270")), "0"),
    Column("width", "display.width", partial(cells.whole, 640, 7680), "1920"),
    Column("height", "display.height", partial(cells.whole, 480, 7680), "1080"),
    Column("dpi", "display.dpi", partial(cells.whole, 40, 400), "102"),
    Column("a4", "printers.a4", cells.a4),
    Column("a4_sheets", "printers.a4_sheets", partial(cells.whole, 0, 5000), "250"),
    Column("receipt", "printers.receipt", cells.receipt, "usb:///dev/usb/lp0"),
    Column("receipt_baud", "printers.receipt_baud", partial(cells.whole, 300, 921600), "115200"),
    Column("receipt_usb", "printers.receipt_usb", cells.usb_id),
    Column("scanner", "scanner.port", cells.scanner, "evdev"),
    Column("scanner_baud", "scanner.baud", partial(cells.whole, 300, 921600), "9600"),
    Column("scanner_framing", "scanner.framing", lambda text: cells.choice(text, "stx", "block", "lines"), "stx"),
    Column("scanner_layout", "scanner.layout", lambda text: cells.choice(text, "de", "us"), "de"),
    Column("scanner_usb", "scanner.usb", cells.usb_id),
    Column("ssh_key", "access.ssh_key", cells.ssh_key),
)
BY_NAME = {column.name: column for column in COLUMNS}
BY_KEY = {column.key: column for column in COLUMNS}
