"""What `./dev image` left: the image, its block map, and U-Boot for QEMU's board."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from image_build.card import FLASH
from tests.system.image.qemu import EMULATOR

WORK_VARIABLE = "MIGRADO_IMAGE_WORK"
"""Names another work directory of `./dev image` than the checkout's."""
WORK = Path(os.environ.get(WORK_VARIABLE) or Path(__file__).parents[3] / "build/image")


@dataclass(frozen=True)
class Built:
    work: Path
    """Of `./dev image`: trees and parts that the image was made from."""
    image: Path
    block_map: Path
    boot_loader: Path
    environment: Path
    """U-Boot's stored environment, in the board's second flash bank: without it a keyboard gets its prompt."""


def built(work: Path = WORK) -> Built | str:
    """Return the newest image, or why there is none to start."""
    images = sorted((work / "out").glob("*.img"), key=lambda path: path.stat().st_mtime)
    if not images:
        return "no image was built: run ./dev image first"
    found = Built(
        work,
        images[-1],
        Path(f"{images[-1]}.bmap"),
        work / "unpacked/usr/lib/u-boot/qemu_arm64/u-boot.bin",
        work / FLASH,
    )
    if not all(path.exists() for path in (found.block_map, found.boot_loader, found.environment)):
        return "the image is not finished: run ./dev image again"
    if shutil.which(EMULATOR) is None:
        return f"{EMULATOR} is not installed"
    return found
