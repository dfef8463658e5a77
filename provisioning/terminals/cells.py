"""What a cell of the table may say: text in, a value out, or what it should have been. Pure."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from provisioning.terminals.mistakes import Wrong

TERMINAL_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")
"""The contract's `[a-z0-9-]{1,32}`; a hyphen at an end looks like a slip of the pen."""
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_SERIAL_PORT = re.compile(r"/dev/[A-Za-z0-9/_.:+-]+")
_USB_ID = re.compile(r"[0-9a-f]{4}:[0-9a-f]{4}")
_SSH_KEY = re.compile(
    r"(ssh-ed25519|sk-ssh-ed25519@openssh\.com|ecdsa-sha2-nistp\d{3}) [A-Za-z0-9+/=]{40,}( [\w.@-]+)?"
)
LONGEST_PLACE = 60


def terminal_id(text: str) -> str:
    if not TERMINAL_ID.fullmatch(text):
        raise Wrong("only a-z, 0-9 and -, at most 32 of them", "nur a-z, 0-9 und -, höchstens 32 Zeichen")
    return text


def place(text: str) -> str:
    if not text or len(text) > LONGEST_PLACE or not text.isprintable():
        raise Wrong(
            f"1 to {LONGEST_PLACE} characters on one line", f"1 bis {LONGEST_PLACE} Zeichen in einer Zeile"
        )
    return text


def whole(least: int, most: int, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text) or not least <= int(text) <= most:
        raise Wrong(f"a whole number from {least} to {most}", f"eine ganze Zahl von {least} bis {most}")
    return int(text)


def choice(text: str, *words: str) -> str:
    if text not in words:
        raise Wrong(f"one of {', '.join(words)}", f"eins von {', '.join(words)}")
    return text


def address(text: str) -> str:
    """`dhcp`, or address and prefix: `192.0.2.17/24`."""
    if text == "dhcp":
        return text
    wrong = Wrong(
        "`dhcp`, or an address with its prefix such as 192.0.2.17/24",
        "`dhcp` oder eine Adresse mit Präfix, zum Beispiel 192.0.2.17/24",
    )
    if "/" not in text:
        raise wrong
    try:
        found = ipaddress.ip_interface(text)
    except ValueError:
        raise wrong from None
    names_network = found.ip == found.network.network_address or found.ip == found.network.broadcast_address
    lonely = found.network.num_addresses <= 2
    if (names_network and not lonely) or found.ip.is_loopback or found.ip.is_multicast or found.ip.is_unspecified:
        raise Wrong("no terminal can have this address", "diese Adresse kann kein Terminal haben")
    return str(found)


def one_address(text: str) -> str:
    """An address without a prefix, or nothing."""
    if not text:
        return ""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise Wrong("an address such as 192.0.2.1", "eine Adresse, zum Beispiel 192.0.2.1") from None


def addresses(text: str) -> tuple[str, ...]:
    return tuple(one_address(word) for word in text.replace(",", " ").split())


def host(text: str) -> str:
    """A name or an address."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        looks_like_address = all(part.isdigit() for part in text.split("."))
    if len(text) > 253 or looks_like_address or not all(_LABEL.fullmatch(label) for label in text.split(".")):
        raise Wrong("a host name or an address", "ein Rechnername oder eine Adresse")
    return text


def hosts(text: str) -> tuple[str, ...]:
    return tuple(host(word) for word in text.replace(",", " ").split())


def proxy(text: str) -> str:
    """`http://proxy.example.org:3128`, also with user and password, or nothing."""
    if text:
        _url(text, ("http", "https"), "http://proxy.example.org:3128", needs_port=True)
    return text


def a4(text: str) -> str:
    """Where the A4 printer answers; empty: its queue is made by hand."""
    if text:
        _url(text, ("ipp", "ipps"), "ipp://192.0.2.30/ipp/print")
    return text


def receipt(text: str) -> str:
    if text.startswith("tcp://"):
        _url(text, ("tcp",), "tcp://192.0.2.31:9100", needs_port=True)
        return text
    scheme, _, path = text.partition("://")
    if scheme not in ("usb", "serial") or not _SERIAL_PORT.fullmatch(path):
        raise Wrong(
            "usb:///dev/usb/lp0, serial:///dev/ttyUSB0 or tcp://192.0.2.31:9100",
            "usb:///dev/usb/lp0, serial:///dev/ttyUSB0 oder tcp://192.0.2.31:9100",
        )
    return text


def scanner(text: str) -> str:
    """`evdev`: a reader that types like a keyboard; else its serial port."""
    if text != "evdev" and not _SERIAL_PORT.fullmatch(text):
        raise Wrong(
            "`evdev`, or a serial port such as /dev/serial/by-id/usb-…",
            "`evdev` oder ein serieller Anschluss wie /dev/serial/by-id/usb-…",
        )
    return text


def usb_id(text: str) -> str:
    """`04b8:0e15`, vendor and product as `lsusb` shows them, or nothing."""
    lowered = text.lower()
    if lowered and not _USB_ID.fullmatch(lowered):
        raise Wrong("vendor and product such as 04b8:0e15", "Hersteller und Produkt, zum Beispiel 04b8:0e15")
    return lowered


def ssh_key(text: str) -> str:
    """One line of `authorized_keys`, without options; empty: nobody comes in by SSH."""
    if text and not _SSH_KEY.fullmatch(text):
        raise Wrong("a public key such as `ssh-ed25519 AAAA… name`", "ein Schlüssel wie `ssh-ed25519 AAAA… name`")
    return text


def _url(text: str, schemes: tuple[str, ...], example: str, *, needs_port: bool = False) -> None:
    wrong = Wrong(f"an address such as {example}", f"eine Adresse wie {example}")
    if not text.isascii() or not text.isprintable() or set(text) & set(" \\\"'"):
        raise wrong
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in schemes or not parts.hostname or (needs_port and not port):
        raise wrong
