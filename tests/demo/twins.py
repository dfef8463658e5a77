"""The levers of the twins that live in the terminal's own process: the document reader and the USB stick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from hardware.devices import Devices
from hardware.id_scanner.simulated import SimulatedIdScanner
from hardware.usb_stick.simulated import SimulatedUsbStick
from tests.demo.levers import LeverTable
from tests.demo.sample_papers import stick_files

Lever: TypeAlias = tuple[str, Callable[[], object]]


def stick_levers(stick: object) -> Sequence[Lever]:
    if not isinstance(stick, SimulatedUsbStick):
        return ()
    return (
        ("Insert with papers", lambda: stick.insert(stick_files())),
        ("Insert without papers", lambda: stick.insert({"Fotos/urlaub.jpg": b"no paper"})),
        ("Wear out", stick.wear_out),
        ("Pull out", stick.pull),
    )


def show_code_lever(scanner: object) -> Callable[[str], object]:
    """Return what holds a code to the reader; a word of why not, where the reader is a real one."""
    if isinstance(scanner, SimulatedIdScanner):
        return scanner.show_code
    return lambda _: "the reader is not simulated"


def newest_code(folder: Path) -> str:
    """Return the first line of the newest file in a folder, where the demo's parts leave codes; empty for none."""
    files = sorted(folder.glob("*"), key=lambda file: file.stat().st_mtime) if folder.is_dir() else []
    return files[-1].read_text(encoding="ascii").split("\n")[0] if files else ""


def twin_levers(devices: Devices) -> LeverTable:
    """Return the levers by name, for whoever drives the demo from outside."""
    levers: dict[str, Callable[..., object]] = {"scanner.show_code": show_code_lever(devices.scanner)}
    if isinstance(devices.scanner, SimulatedIdScanner):
        levers["scanner.insert_passport"] = devices.scanner.insert_passport
    if isinstance(devices.stick, SimulatedUsbStick):
        stick = devices.stick
        levers |= {"stick.insert": lambda: stick.insert(stick_files()), "stick.pull": stick.pull}
    return levers
