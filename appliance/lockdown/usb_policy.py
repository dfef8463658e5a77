"""Which USB interfaces are let in, as lines for `systemd/migrado-usb`. Pure.

Each line: class, subclass, protocol (USB-IF class codes, HID 1.11), vendor, product in hexadecimal, `*` for any; a
last word `one` lets in one such interface at a time. What no line fits is never given to a driver.
"""

from __future__ import annotations

from collections.abc import Iterator

from hardware.device_match import SCANNER_VENDORS
from hardware.events import DeviceRole
from hardware.settings import DeviceSettings, MatchSettings

KEYBOARD = "03 01 01"
_ALWAYS = (
    ("hubs", "09 * * * *"),
    ("touchscreens and readers: HID without the protocol of a keyboard or mouse", "03 00 00 * *"),
    ("printers", "07 01 * * *"),
    ("serial lines (CDC ACM, not the network that calls itself one), and their data", "02 02 00 * *"),
    ("", "02 02 01 * *"),
    ("", "0a * * * *"),
    ("sticks; they are mounted only when a visitor asks", "08 06 50 * *"),
    ("", "08 06 62 * *"),
    ("serial converters: FTDI, Silicon Labs, Prolific, WCH", "ff * * 0403 *"),
    ("", "ff * * 10c4 *"),
    ("", "ff * * 067b *"),
    ("", "ff * * 1a86 *"),
    ("the network of a Raspberry Pi 3B+", "ff * * 0424 7800"),
)


def usb_policy(settings: DeviceSettings) -> str:
    """Return the whole policy. A keyboard is let in only as a scanner, and then one at a time."""
    lines = ["# class subclass protocol vendor product [one]; see appliance/lockdown/usb_policy.py"]
    for remark, line in _ALWAYS:
        lines += [f"# {remark}", line] if remark else [line]
    lines.append("# scanners that type")
    lines += sorted({f"{KEYBOARD} {vendor} * one" for vendor in SCANNER_VENDORS})
    lines += _configured(settings)
    return "\n".join(lines) + "\n"


def _configured(settings: DeviceSettings) -> Iterator[str]:
    for match in settings.match:
        if match.role is None or not (match.vendor or match.product):
            continue
        ids = f"{_hex(match.vendor)} {_hex(match.product)}"
        yield f"# configured: {match.role.value}"
        yield from _interfaces(match, ids)


def _interfaces(match: MatchSettings, ids: str) -> Iterator[str]:
    if match.role is DeviceRole.SCANNER:
        yield f"{KEYBOARD} {ids} one"
        yield f"ff * * {ids}"
    elif match.role is DeviceRole.TOUCH:
        yield f"03 * * {ids}"
    else:
        yield f"07 * * {ids}"
        yield f"ff * * {ids}"


def _hex(code: str) -> str:
    """Return an id as sysfs writes it; what is no id fits nothing."""
    small = code.lower()
    return small if len(small) == 4 and set(small) <= set("0123456789abcdef") else "none" if code else "*"
