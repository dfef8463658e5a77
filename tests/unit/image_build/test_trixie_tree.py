"""What goes into the Debian 13 tree in which the tests run on the image's Python."""

from __future__ import annotations

from pathlib import Path

from tests.trixie.tree import BESIDES, Places, inside, packages

TEXT = "# a heading\n\ngcc\nchromium\nfdisk\n\n# more\nfdisk\n"


def test_each_package_once_without_the_browser_and_with_what_the_image_s_parts_need() -> None:
    assert packages(TEXT) == sorted({"gcc", "fdisk", *BESIDES})


def test_only_what_installs_has_a_network(tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path / "work")
    assert "--net" in inside(places, "test", "true")
    assert "--net" not in inside(places, "install", "true")
