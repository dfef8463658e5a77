"""What lies on the firmware and boot partitions: U-Boot's script and state, the Pi's firmware, a slot's kernel."""

from __future__ import annotations

from pathlib import Path

from image_build import uboot_env
from image_build.commands import run
from image_build.layout import Layout

STATE_SIZE = 0x1000
SECOND_STATE = 2048
"""Sectors between the two copies of the boot state: never in one erase block of a card."""
FIRMWARE = ("bootcode.bin", "fixup.dat", "fixup4.dat", "start.elf", "start4.elf")
ON_THE_PI = "usr/lib/u-boot/rpi_arm64/u-boot.bin"
IN_QEMU = "usr/lib/u-boot/qemu_arm64/u-boot.bin"
NEW_STATE = {"BOOT_ORDER": "A", "BOOT_A_LEFT": "3", "BOOT_B_LEFT": "0", "BOOT_SEQ": "1"}


def state_partition(layout: Layout) -> bytes:
    """Return the whole partition with both copies: only slot A has something to start."""
    place = layout["boot-state"]
    content = bytearray(place.size)
    copy = uboot_env.packed(NEW_STATE, STATE_SIZE)
    content[:STATE_SIZE] = copy
    second = SECOND_STATE * 512
    content[second : second + STATE_SIZE] = copy
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


def environment(unpacked: Path, work: Path) -> Path:
    """Return the file from which U-Boot on a Raspberry Pi takes its environment."""
    words = uboot_env.built_in((unpacked / ON_THE_PI).read_bytes())
    target = work / "uboot.env"
    target.write_bytes(uboot_env.packed(uboot_env.closed(words, "mmc"), uboot_env.PI_SIZE))
    return target


def flash(unpacked: Path, target: Path) -> None:
    """Write the same for QEMU's board, as its second bank of flash (`-drive if=pflash,unit=1`); a sparse file."""
    words = uboot_env.built_in((unpacked / IN_QEMU).read_bytes())
    with target.open("wb") as stream:
        stream.write(uboot_env.packed(uboot_env.closed(words, "virtio"), uboot_env.FLASH_SIZE))
        stream.truncate(uboot_env.FLASH_BANK)


def firmware(
    unpacked: Path, ours: Path, trees: dict[str, Path], boot_script: Path, stored: Path
) -> dict[str, Path]:
    """Return the files of the firmware partition by name."""
    files = {name: unpacked / "usr/lib/raspi-firmware" / name for name in FIRMWARE}
    files |= {path.name: path for path in sorted(ours.iterdir())}
    files |= trees
    files["u-boot.bin"] = unpacked / ON_THE_PI
    files["uboot.env"] = stored
    files["boot.scr"] = boot_script
    return files
