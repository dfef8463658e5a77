"""Two builds are compared in every output; the first file that is not the same is named."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest

from image_build.twice import differences, differing, payload


@pytest.fixture
def works(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "first", tmp_path / "second"
    (first / "out").mkdir(parents=True)
    (first / "out/a.img").write_bytes(b"image")
    (first / "out/a.raucb").write_bytes(bundle(b"images", b"salt one"))
    (first / "out/SHA256SUMS").write_text("one")
    tree = first / "root-tree/etc"
    tree.mkdir(parents=True)
    (tree / "hostname").write_text("terminal")
    (tree / "link").symlink_to("hostname")
    for name in ("debian-tree", "python-tree", "boot-files", "partitions"):
        (first / name).mkdir()
    shutil.copytree(first, second, symlinks=True)
    return first, second


def bundle(images: bytes, rest: bytes) -> bytes:
    """A squashfs says at byte 40 how long it is; behind it lies what is drawn anew."""
    return b"hsqs".ljust(40, b"\0") + struct.pack("<Q", 48 + len(images)) + images + rest


def test_nothing_is_said_of_two_that_are_the_same(works: tuple[Path, Path]) -> None:
    assert differences(*works) == []


def test_a_bundle_is_compared_without_salt_and_signature(works: tuple[Path, Path]) -> None:
    path = works[1] / "out/a.raucb"
    path.write_bytes(bundle(b"images", b"salt two, and more"))
    (works[1] / "out/SHA256SUMS").write_text("two")
    assert differences(*works) == []
    path.write_bytes(bundle(b"others", b"salt one"))
    assert differences(*works)[0] == "a.raucb"
    assert payload(path).endswith(b"others")


def test_the_first_file_that_differs_is_named(works: tuple[Path, Path]) -> None:
    (works[1] / "out/a.img").write_bytes(b"emage")
    (works[1] / "root-tree/etc/hostname").write_text("terminus")
    assert differences(*works) == ["a.img", "first inside: root-tree/etc/hostname"]


def test_an_output_that_is_missing_is_told(works: tuple[Path, Path]) -> None:
    (works[1] / "out/a.img").unlink()
    assert differences(*works)[0] == "a.img"


def test_rights_links_and_what_is_missing_count(works: tuple[Path, Path]) -> None:
    first, second = works[0] / "root-tree", works[1] / "root-tree"
    (second / "etc/hostname").chmod(0o600)
    assert list(differing(first, second)) == ["etc/hostname"]
    (second / "etc/link").unlink()
    (second / "etc/link").symlink_to("hastname")
    assert list(differing(first, second)) == ["etc/hostname", "etc/link"]
    (first / "new").write_text("")
    assert list(differing(first, second)) == ["etc/hostname", "etc/link", "new"]
