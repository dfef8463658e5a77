"""What lies on the firmware and boot partitions: U-Boot's script and state, the Pi's firmware, a slot's kernel."""

from __future__ import annotations

import struct
from binascii import crc32
from pathlib import Path

from image_build.commands import run
from image_build.layout import Layout

STATE_SIZE = 0x1000
SECOND_STATE = 2048
"""Sectors between the two copies of the boot state: never in one erase block of a card."""
FIRMWARE = ("bootcode.bin", "fixup.dat", "fixup4.dat", "start.elf", "start4.elf")
NEW_STATE = {"BOOT_ORDER": "A", "BOOT_A_LEFT": "3", "BOOT_B_LEFT": "0", "BOOT_SEQ": "1"}


def state(words: dict[str, str]) -> bytes:
    """Return a copy of the boot state, as `env import -c` reads it: CRC-32, then NAME=value with zeros between."""
    text = b"".join(f"{name}={value}".encode() + b"\0" for name, value in words.items())
    data = (text + b"\0").ljust(STATE_SIZE - 4, b"\0")
    return struct.pack("<I", crc32(data)) + data


def state_partition(layout: Layout) -> bytes:
    """Return the whole partition with both copies: only slot A has something to start."""
    place = layout["boot-state"]
    content = bytearray(place.size)
    content[:STATE_SIZE] = state(NEW_STATE)
    second = SECOND_STATE * 512
    content[second : second + STATE_SIZE] = state(NEW_STATE)
    return bytes(content)


def script(layout: Layout, text: str) -> str:
    """Fill the places of the layout into U-Boot's script."""
    first = layout["boot-state"].first
    values = {
        "@STATE_1@": f"{first:x}",
        "@STATE_2@": f"{first + SECOND_STATE:x}",
        "@BOOT_A@": f"{layout['boot-a'].number:x}",
        "@BOOT_B@": f"{layout['boot-b'].number:x}",
    }
    for word, value in values.items():
        text = text.replace(word, value)
    return text


def compiled(text: str, work: Path) -> Path:
    """Return the script as U-Boot takes it."""
    source, target = work / "boot.cmd", work / "boot.scr"
    source.write_text(text)
    run(["mkimage", "-q", "-A", "arm64", "-T", "script", "-C", "none", "-n", "migrado", "-d", source, target])
    return target


def firmware(unpacked: Path, ours: Path, trees: dict[str, Path], boot_script: Path) -> dict[str, Path]:
    """Return the files of the firmware partition by name."""
    files = {name: unpacked / "usr/lib/raspi-firmware" / name for name in FIRMWARE}
    files |= {path.name: path for path in sorted(ours.iterdir())}
    files |= trees
    files["u-boot.bin"] = unpacked / "usr/lib/u-boot/rpi_arm64/u-boot.bin"
    files["boot.scr"] = boot_script
    return files
