"""Where partitions lie, and the table that says so: against the words of sfdisk."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from image_build.disk import assembled
from image_build.gpt import unique
from image_build.layout import MIB, SECTOR, laid_out
from image_build.recipe import Partition, load_recipe

RECIPE = Path(__file__).parents[3] / "image-build"
SMALL = (Partition("firmware", 40, "vfat"), Partition("boot-state", 4, "raw"), Partition("data", 8, "ext4"))


def test_partitions_lie_one_behind_the_other_from_one_mebibyte_on() -> None:
    layout = laid_out(SMALL)
    assert [placed.offset // MIB for placed in layout.placed] == [1, 41, 45]
    assert [placed.size // MIB for placed in layout.placed] == [40, 4, 8]
    assert layout.sectors * SECTOR == 54 * MIB


def test_both_slots_of_the_recipe_are_of_one_size() -> None:
    layout = laid_out(load_recipe(RECIPE).partitions)
    assert layout["boot-a"].size == layout["boot-b"].size
    assert layout["root-a"].size == layout["root-b"].size
    assert layout["data"].number == len(layout.placed)


@pytest.mark.skipif(not shutil.which("sfdisk"), reason="sfdisk is not installed")
def test_sfdisk_reads_the_table_as_it_was_meant(tmp_path: Path) -> None:
    layout = laid_out(SMALL)
    image = tmp_path / "card.img"
    assembled(layout, {}, image)
    told = subprocess.run(["sfdisk", "--json", image], check=True, capture_output=True, text=True)
    table = json.loads(told.stdout)["partitiontable"]
    assert table["label"] == "gpt"
    assert table["id"] == str(unique("disk")).upper()
    found = [(one["name"], one["start"], one["size"], one["uuid"].lower()) for one in table["partitions"]]
    assert found == [
        (one.name, one.first, one.last - one.first + 1, str(unique(one.name))) for one in layout.placed
    ]
    assert table["partitions"][0]["attrs"] == "LegacyBIOSBootable"
    checked = subprocess.run(["sfdisk", "--verify", image], check=False, capture_output=True, text=True)
    assert "No errors detected" in checked.stdout, checked.stdout + checked.stderr


def test_a_raspberry_pi_3_finds_the_firmware_in_the_mbr(tmp_path: Path) -> None:
    layout = laid_out(SMALL)
    image = tmp_path / "card.img"
    assembled(layout, {}, image)
    mbr = image.read_bytes()[:512]
    entries = [mbr[446 + 16 * number : 462 + 16 * number] for number in range(4)]
    fat = [entry for entry in entries if entry[4] == 0x0C]
    assert [int.from_bytes(entry[8:12], "little") for entry in fat] == [layout["firmware"].first]
    assert [int.from_bytes(entry[12:16], "little") for entry in fat] == [40 * MIB // SECTOR]
    assert mbr[510:] == b"\x55\xaa"


def test_a_content_that_is_too_big_is_refused(tmp_path: Path) -> None:
    content = tmp_path / "content"
    with content.open("wb") as stream:
        stream.truncate(5 * MIB)
    with pytest.raises(Exception, match="boot-state: 5242880 bytes do not go into 4194304"):
        assembled(laid_out(SMALL), {"boot-state": content}, tmp_path / "card.img")


def test_two_assemblies_are_the_same_to_the_bit(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.write_bytes(b"state" * 1000)
    for name in ("one", "two"):
        assembled(laid_out(SMALL), {"boot-state": content}, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
