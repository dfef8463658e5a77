"""One terminal as IT staff describe it, and what must fit together in it. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from provisioning.terminals.columns import COLUMNS, Column
from provisioning.terminals.mistakes import Mistake, Wrong


@dataclass(frozen=True)
class TerminalEntry:
    id: str
    place: str
    address: str
    """`dhcp`, or address and prefix."""
    gateway: str
    dns: tuple[str, ...]
    ntp: tuple[str, ...]
    vlan: int
    """0: none."""
    proxy: str
    rotation: int
    """Degrees clockwise that picture and touch are turned by."""
    width: int
    height: int
    dpi: int
    a4: str
    """URI of the A4 printer; empty: the queue is made by hand."""
    a4_sheets: int
    receipt: str
    receipt_baud: int
    receipt_usb: str
    scanner: str
    scanner_baud: int
    scanner_framing: str
    scanner_layout: str
    scanner_usb: str
    ssh_key: str

    def cells(self) -> dict[str, str]:
        """Return what stands in the table."""
        return {each.name: _cell(getattr(self, each.name)) for each in fields(self)}


MM_PER_INCH = 25.4
LEAST_LYING_MM, LEAST_UPRIGHT_MM = (215, 135), (222, 280)
"""Width and height as it hangs: 10.1 inches lying, some 15 inches upright; see tests/ui/test_panels.py."""
Name = Callable[[Column], str]


def read_entry(given: Mapping[str, str], name: Name = lambda column: column.name) -> TerminalEntry | list[Mistake]:
    """Read the cells by column; an empty one is its default. `name` says how mistakes call a column."""
    found: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for column in COLUMNS:
        text = given.get(column.name, "").strip() or column.default
        if text is None:
            mistakes.append(Mistake(name(column), "is missing", "fehlt"))
            continue
        try:
            found[column.name] = column.read(text)
        except Wrong as wrong:
            shown = "" if column.secret or not text else f"“{text}” is wrong: "
            shown_de = "" if column.secret or not text else f"„{text}“ ist falsch: "
            mistakes.append(Mistake(name(column), f"{shown}{wrong.en}", f"{shown_de}{wrong.de}"))
    names = {column.name: name(column) for column in COLUMNS}
    mistakes.extend(_contradictions(found, names))
    mistakes.extend(_too_small(found, names))
    return mistakes or TerminalEntry(**found)


def _too_small(found: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Mistake]:
    """Judge the panel as it is mounted: below these measures keys and words do not fit beside each other."""
    if not {"width", "height", "dpi", "rotation"} <= found.keys():
        return
    across, up = (round(found[side] * MM_PER_INCH / found["dpi"]) for side in ("width", "height"))
    if found["rotation"] % 180:
        across, up = up, across
    wide, high = LEAST_UPRIGHT_MM if up > across else LEAST_LYING_MM
    if across < wide or up < high:
        least = f"{wide} × {high} mm"
        yield Mistake(
            names["dpi"],
            f"as mounted, the panel is {across} × {up} mm: at least {least} are needed",
            f"so eingebaut misst das Display {across} × {up} mm: nötig sind mindestens {least}",
        )


def _contradictions(found: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Mistake]:
    """Judge what can be judged; cells that are wrong by themselves are not there."""
    address = found.get("address", "dhcp")
    gateway = found.get("gateway", "")
    if address == "dhcp":
        if gateway:
            yield Mistake(names["gateway"], "leave it out with `dhcp`", "bei `dhcp` weglassen")
        return
    here = ipaddress.ip_interface(address)
    if "gateway" in found and not gateway:
        yield Mistake(names["gateway"], "is needed with a static address", "fehlt; bei fester Adresse nötig")
    elif gateway and ipaddress.ip_address(gateway) not in here.network:
        yield Mistake(names["gateway"], f"is not in {here.network}", f"liegt nicht in {here.network}")
    elif gateway and ipaddress.ip_address(gateway) == here.ip:
        yield Mistake(names["gateway"], "is the terminal's own address", "ist die Adresse des Terminals selbst")
    if "dns" in found and not found["dns"]:
        yield Mistake(names["dns"], "is needed with a static address", "fehlt; bei fester Adresse nötig")


def _cell(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)
