"""The card's partitions out of what was built, and the image that they make."""

from __future__ import annotations

from pathlib import Path

from image_build import boot_files, disk, file_systems, kernel
from image_build.layout import Layout

FLASH = "qemu-flash.img"
"""U-Boot's environment for QEMU's board, which has none on its card."""


def made(recipe: Path, work: Path, layout: Layout, image: Path) -> None:
    parts = partitions(recipe, work, layout, file_systems.emptied(work / "partitions"))
    disk.assembled(layout, parts, image)
    boot_files.flash(work / "unpacked", work / FLASH)


def partitions(recipe: Path, work: Path, layout: Layout, target: Path) -> dict[str, Path]:
    """Make every partition's content in a directory."""
    unpacked = work / "unpacked"
    text = boot_files.script(layout, (recipe / "files/boot/boot.cmd").read_text())
    firmware = boot_files.firmware(
        unpacked,
        recipe / "files/firmware",
        kernel.device_trees(unpacked),
        boot_files.compiled(text, target),
        boot_files.environment(unpacked, target),
    )
    file_systems.fat(target / "firmware", layout["firmware"].size, "FIRMWARE", firmware)
    slot = {path.name: path for path in sorted((work / "boot-files").iterdir())}
    file_systems.fat(target / "boot-a", layout["boot-a"].size, "BOOT-A", slot)
    (target / "boot-state").write_bytes(boot_files.state_partition(layout))
    empty = file_systems.emptied(target / "nothing")
    file_systems.touched(empty)
    file_systems.ext4(target / "data", layout["data"].size, "data", empty)
    names = ("firmware", "boot-state", "boot-a", "data")
    return {name: target / name for name in names} | {"root-a": work / "root.img"}
