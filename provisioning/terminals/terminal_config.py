"""The terminal's own configuration, made of what was provisioned: the layer above the image's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from appliance.config import ConfigErrors, load_config
from provisioning.terminals.entry import TerminalEntry
from provisioning.terminals.mistakes import Mistake
from provisioning.terminals.provision_file import UPDATES_PORT, Provision
from provisioning.terminals.toml_text import toml_document

QUEUE = "a4"


def config_tables(provision: Provision, identity: Path) -> dict[str, dict[str, Any]]:
    """By dotted names; `identity` is where authority, certificate and key lie."""
    site, terminal = provision.site, provision.terminal
    tables: dict[str, dict[str, Any]] = {
        "terminal": {
            "id": terminal.id,
            "site": site.name,
            "place": terminal.place,
            "a4_capacity": terminal.a4_sheets,
        },
        "display": {"width": terminal.width, "height": terminal.height, "dpi": terminal.dpi},
        "mqtt": {
            "host": site.broker_host,
            "port": site.broker_port,
            "tls": True,
            "ca_file": str(identity / "ca.pem"),
            "certificate_file": str(identity / "certificate.pem"),
            "key_file": str(identity / "key.pem"),
        },
        "devices.a4": {"driver": "cups", "queue": QUEUE, **({"device_uri": terminal.a4} if terminal.a4 else {})},
        "devices.receipt": {
            "driver": "escpos",
            "address": terminal.receipt,
            "baud_rate": terminal.receipt_baud,
        },
        "devices.scanner": _scanner(terminal),
        "devices.touch": {"driver": "evdev", "rotation": terminal.rotation},
    }
    if site.updates_port != UPDATES_PORT:
        tables["updates"] = {"port": site.updates_port}
    usb = {"receipt": terminal.receipt_usb, "scanner": terminal.scanner_usb}
    matches = [_match(role, found) for role, found in usb.items() if found]
    if matches:
        tables["devices"] = {"match": matches}
    return tables


def config_text(provision: Provision, identity: Path) -> str:
    return "# Written at the first boot from what was provisioned; changes here are lost.\n\n" + toml_document(
        config_tables(provision, identity)
    )


def config_mistakes(provision: Provision, identity: Path) -> list[Mistake]:
    """Ask the terminal's own reader: what it would not start with is said here."""
    nested: dict[str, Any] = {}
    for name, table in config_tables(provision, identity).items():
        place = nested
        for part in name.split("."):
            place = place.setdefault(part, {})
        place.update(table)
    try:
        load_config(overrides=nested)
    except ConfigErrors as errors:
        return [Mistake("terminal.toml", said, said) for said in errors.errors]
    return []


def _scanner(terminal: TerminalEntry) -> dict[str, Any]:
    if terminal.scanner == "evdev":
        return {"driver": "evdev", "layout": terminal.scanner_layout}
    return {
        "driver": "serial",
        "port": terminal.scanner,
        "baud_rate": terminal.scanner_baud,
        "framing": terminal.scanner_framing,
    }


def _match(role: str, usb: str) -> dict[str, str]:
    vendor, _, product = usb.partition(":")
    return {"role": role, "vendor": vendor, "product": product}
