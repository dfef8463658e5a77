"""Which driver each device has, and where it is found. Plain values, as the configuration holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hardware.events import DeviceRole


@dataclass(frozen=True)
class A4Settings:
    driver: Literal["cups", "simulated"] = "simulated"
    queue: str = "a4"
    server: str = "/run/cups/cups.sock"
    """CUPS: a socket's path or a host name."""
    port: int = 631
    device_uri: str = ""
    """Where the device itself answers IPP; empty: what the queue says."""


@dataclass(frozen=True)
class ReceiptSettings:
    driver: Literal["escpos", "simulated"] = "simulated"
    address: str = ""
    """`tcp://192.0.2.7:9100`, `serial:///dev/ttyUSB0` or `usb:///dev/usb/lp0`."""
    baud_rate: int = 115200


@dataclass(frozen=True)
class ScannerSettings:
    driver: Literal["serial", "evdev", "simulated"] = "simulated"
    port: str = ""
    """Serial: a stable path such as `/dev/serial/by-id/…`."""
    baud_rate: int = 9600
    framing: Literal["stx", "block", "lines"] = "stx"
    layout: Literal["de", "us"] = "de"
    """Evdev: the host keyboard for which the reader was set up."""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class TouchscreenSettings:
    driver: Literal["evdev", "simulated"] = "simulated"
    rotation: Literal[0, 90, 180, 270] = 0


@dataclass(frozen=True)
class SpeechSettings:
    driver: Literal["espeak", "simulated"] = "simulated"


@dataclass(frozen=True)
class StickSettings:
    driver: Literal["mount", "simulated"] = "simulated"
    directory: str = "/run/migrado/stick"
    """Where a stick is mounted while it is looked at."""
    mount: tuple[str, ...] = ("mount", "-t", "{type}", "-o", "{options},X-mount.mkdir", "{node}", "{directory}")
    """A program and its words: `{node}` is `/dev/sda1`, `{name}` is `sda1`."""
    unmount: tuple[str, ...] = ("umount", "{directory}")


@dataclass(frozen=True)
class MatchSettings:
    """Says what a device is for, where its own ids do not; no role: nothing of ours."""

    role: DeviceRole | None = None
    vendor: str = ""
    product: str = ""
    path: str = ""


@dataclass(frozen=True)
class DeviceSettings:
    a4: A4Settings = A4Settings()
    receipt: ReceiptSettings = ReceiptSettings()
    scanner: ScannerSettings = ScannerSettings()
    touch: TouchscreenSettings = TouchscreenSettings()
    speech: SpeechSettings = SpeechSettings()
    stick: StickSettings = StickSettings()
    match: tuple[MatchSettings, ...] = ()
