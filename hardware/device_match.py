"""Which device is this? A pure function over what udev knows of it, and what the configuration says instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hardware.events import DeviceRole

TOUCHSCREEN, KEYBOARD, PRINTER = "touchscreen", "keyboard", "printer"
"""Capabilities."""


@dataclass(frozen=True)
class DeviceFacts:
    """A device node. Vendor and product are USB ids in four small hex digits, empty where there are none."""

    subsystem: str
    """`input`, `tty`, `usbmisc`, `usb`, `block`."""
    vendor: str
    product: str
    node: str
    """`/dev/input/event3`"""
    links: tuple[str, ...] = ()
    """Stable names that udev made for the node: `/dev/serial/by-id/…`."""
    capabilities: frozenset[str] = frozenset()
    bus: str = ""
    """Block devices: `usb`, `ata`, `nvme`."""
    file_system: str = ""
    """Block devices: what udev found on it, `vfat`; empty for none."""
    disk: str = ""
    """Block devices: the node of the whole disk, `/dev/sda`."""
    number: str = ""
    """Block devices: `8:1`, as in /proc/self/mountinfo."""


@dataclass(frozen=True)
class Override:
    """What the configuration says of a device. Empty matches anything; all that is given must fit.

    A role of None takes a device out: it is nothing of ours.
    """

    role: DeviceRole | None
    vendor: str = ""
    product: str = ""
    path: str = ""
    """A node or one of its stable links."""

    def fits(self, facts: DeviceFacts) -> bool:
        return (
            bool(self.vendor or self.product or self.path)
            and self.vendor.lower() in ("", facts.vendor)
            and self.product.lower() in ("", facts.product)
            and self.path in ("", facts.node, *facts.links)
        )


SCANNER_VENDORS = frozenset(
    {
        "05e0",  # Symbol, Zebra
        "05f9",  # Datalogic
        "065a",  # Opticon
        "0c2e",  # Metrologic, Honeywell
        "1eab",  # Newland
    }
)
_RECEIPT_VENDORS = frozenset(
    {
        "0519",  # Star Micronics
        "0dd4",  # Custom Engineering
        "1504",  # Bixolon
        "1d90",  # Citizen
    }
)
_EPSON = "04b8"
_EPSON_RECEIPT_PRODUCTS = ("0202", "0e")
"""Epson makes office printers too; its receipt printers are 0202 and 0e00-0eff."""
_RECEIPT_SUBSYSTEM = "usbmisc"


def match_role(facts: DeviceFacts, overrides: Sequence[Override] = ()) -> DeviceRole | None:
    """Return what a device is for, None for what we do not use; the first override that fits decides.

    A converter on a serial line says nothing of what is behind it, and a plain keyboard is some technician's:
    both need an override.
    """
    for override in overrides:
        if override.fits(facts):
            return override.role
    match facts.subsystem:
        case "input":
            return _input_role(facts)
        case "tty":
            return DeviceRole.SCANNER if facts.vendor in SCANNER_VENDORS else None
        case "usb" | "usbmisc":
            return _printer_role(facts)
        case _:
            return None


def _input_role(facts: DeviceFacts) -> DeviceRole | None:
    if not facts.node.startswith("/dev/input/event"):
        return None  # mice and joysticks have second nodes of the same device
    if TOUCHSCREEN in facts.capabilities:
        return DeviceRole.TOUCH
    if KEYBOARD in facts.capabilities and facts.vendor in SCANNER_VENDORS:
        return DeviceRole.SCANNER
    return None


def _printer_role(facts: DeviceFacts) -> DeviceRole | None:
    is_receipt = facts.vendor in _RECEIPT_VENDORS or (
        facts.vendor == _EPSON and facts.product.startswith(_EPSON_RECEIPT_PRODUCTS)
    )
    if facts.subsystem == _RECEIPT_SUBSYSTEM:
        return DeviceRole.RECEIPT if is_receipt else None
    return DeviceRole.A4 if PRINTER in facts.capabilities and not is_receipt else None
