"""What `./dev image` left: the image, its block map, and U-Boot for QEMU's board."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.system.image.qemu import EMULATOR

IMAGE = "MIGRADO_IMAGE"
"""In the environment: another directory that an image was built in."""
WORK = Path(os.environ.get(IMAGE) or Path(__file__).parents[3] / "build/image")


@dataclass(frozen=True)
class Built:
    image: Path
    block_map: Path
    boot_loader: Path


def built(work: Path = WORK) -> Built | str:
    """Return the newest image, or why there is none to start."""
    images = sorted((work / "out").glob("*.img"), key=lambda path: path.stat().st_mtime)
    if not images:
        return "no image was built: run ./dev image first"
    found = Built(images[-1], Path(f"{images[-1]}.bmap"), work / "unpacked/usr/lib/u-boot/qemu_arm64/u-boot.bin")
    if not (found.block_map.exists() and found.boot_loader.exists()):
        return "the image is not finished: run ./dev image again"
    if shutil.which(EMULATOR) is None:
        return f"{EMULATOR} is not installed"
    return found
