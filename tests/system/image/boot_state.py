"""The boot state on a card in a file, and where its partitions lie."""

from __future__ import annotations

from pathlib import Path

from appliance.boot_slots import SECOND, SIZE, BootSlots, packed, unpacked
from image_build.layout import laid_out
from image_build.recipe import load_recipe

LAYOUT = laid_out(load_recipe(Path(__file__).parents[3] / "image-build").partitions)
PLACE = LAYOUT["boot-state"]


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
