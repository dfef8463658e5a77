"""The recipe and its locks: readable, and nothing that the terminal imports comes from nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from image_build.debian_lock import Locked, locked_from_uris, parsed, written
from image_build.python_lock import direct, pins, uncovered
from image_build.recipe import Partition, load_recipe, mistakes

SOURCE = Path(__file__).parents[3]
RECIPE = load_recipe(SOURCE / "image-build")
DEBIAN = parsed((SOURCE / "image-build/debian.lock").read_text())
PYTHON = (SOURCE / "image-build/requirements-image.lock").read_text()
BASH, BUSYBOX = "bash_5.2.37-2+b5_arm64.deb", "busybox-static_1%3a1.37.0-6+b9_arm64.deb"
PRINTED = f"""\
'http://mirror.example/bash_5.2.37-2%2bb5_arm64.deb' {BASH} 1456340 SHA256:{"a" * 64}
'http://mirror.example/busybox-static_1.37.0-6%2bb9_arm64.deb' {BUSYBOX} 847552 SHA256:{"b" * 64}
"""


def test_the_recipe_has_no_mistakes_and_each_layer_says_why_it_is_there() -> None:
    assert list(mistakes(RECIPE)) == []
    assert all(layer.why for layer in RECIPE.layers)


def test_all_mistakes_of_a_recipe_are_told_at_once() -> None:
    wrong = replace(
        RECIPE,
        partitions=(Partition("boot-a", 1, "zfs"), Partition("boot-b", 2, "empty"), *RECIPE.partitions[4:6]),
    )
    told = "\n".join(mistakes(wrong))
    assert "kind is one of" in told
    assert "`data` is the last one" in told
    assert "boot-a, boot-b: both, and of one size" in told


def test_every_package_of_the_terminal_is_in_the_image() -> None:
    wanted = [name for name in direct(SOURCE) if name not in pins(PYTHON)]
    assert uncovered(direct(SOURCE), PYTHON, RECIPE.from_debian, [row.name for row in DEBIAN]) == []
    assert set(wanted) <= set(RECIPE.from_debian)


def test_a_package_from_nowhere_is_told_by_name() -> None:
    assert uncovered(["kivy", "astray"], "", {"kivy": "python3-kivy"}, ["python3-kivy"]) == [
        "astray: neither in requirements-image.lock nor from Debian"
    ]


def test_pypi_gives_what_our_own_lock_gives() -> None:
    ours = pins((SOURCE / "requirements.lock").read_text())
    astray = {name: version for name, version in pins(PYTHON).items() if ours.get(name) != version}
    assert astray == {}, "run `./dev image --renew`"


def test_every_package_of_the_layers_is_locked() -> None:
    locked = {row.name for row in DEBIAN if row.use == "installed"}
    assert set(RECIPE.packages) <= locked
    assert {row.use for row in DEBIAN} == {"installed", "unpacked", "compiler"}


def test_what_apt_prints_becomes_a_line_of_the_lock_and_back() -> None:
    rows = locked_from_uris("installed", PRINTED)
    assert rows[0] == Locked("installed", "bash", "5.2.37-2+b5", "arm64", 1456340, "a" * 64)
    assert rows[1].version == "1:1.37.0-6+b9"
    assert rows[1].file == "busybox-static_1%3a1.37.0-6+b9_arm64.deb"
    assert parsed(written(rows)) == sorted(rows)
