"""What of ours is in the tree: which image it is, and what is kept."""

from __future__ import annotations

from pathlib import Path

from image_build.own_files import os_release, persist_list
from image_build.recipe import load_recipe

RECIPE = load_recipe(Path(__file__).parents[3] / "image-build")


def test_two_builds_of_one_version_are_told_apart() -> None:
    debian = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nID=debian\n'
    first, second = (os_release(debian, "migrado-terminal", "0.1.0", build) for build in ("aa", "bb"))
    assert first == f"{debian}IMAGE_ID=migrado-terminal\nIMAGE_VERSION=0.1.0\nBUILD_ID=aa\n"
    assert second != first


def test_the_host_key_is_kept_and_nobody_else_reads_it() -> None:
    assert "ssh /etc/ssh/host root:root 0700\n" in persist_list(RECIPE)
