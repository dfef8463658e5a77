"""A card in a file, while the board is switched off: partitions, boot state, and whether data is whole."""

from __future__ import annotations

import subprocess
from pathlib import Path

from appliance.boot_slots import SECOND, SIZE, BootSlots, packed, unpacked
from image_build.layout import MIB, laid_out
from image_build.recipe import load_recipe

LAYOUT = laid_out(load_recipe(Path(__file__).parents[3] / "image-build").partitions)
PLACE = LAYOUT["boot-state"]
REPAIRED = 1
"""e2fsck's exit code for what a mount would have done by itself, such as replaying the journal."""


def newest(card: Path) -> BootSlots:
    """Return the newer of the copies that can be read."""
    copies = []
    with card.open("rb") as stream:
        for offset in (0, SECOND):
            stream.seek(PLACE.offset + offset)
            copies.append(unpacked(stream.read(SIZE)))
    return max((copy for copy in copies if copy), key=lambda copy: copy.sequence)


def lay_down(card: Path, slots: BootSlots) -> None:
    with card.open("r+b") as stream:
        for offset in (0, SECOND):
            stream.seek(PLACE.offset + offset)
            stream.write(packed(slots))


def trouble_with_data(card: Path) -> str:
    """Return what is wrong with the data partition once its journal was replayed, as at a start; empty: nothing.

    Works on a copy: the card is left as the cut left it.
    """
    copy = card.with_name("data.img")
    skipped = LAYOUT["data"].offset // MIB
    subprocess.run(
        ["dd", f"if={card}", f"of={copy}", "bs=1M", f"skip={skipped}", "conv=sparse", "status=none"], check=True
    )
    replayed = subprocess.run(["e2fsck", "-p", copy], capture_output=True, text=True, check=False)
    checked = subprocess.run(["e2fsck", "-f", "-n", copy], capture_output=True, text=True, check=False)
    copy.unlink()
    if replayed.returncode in (0, REPAIRED) and checked.returncode == 0:
        return ""
    return replayed.stdout + checked.stdout
