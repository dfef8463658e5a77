"""Are two builds the same? Every output is compared; the first file inside that is not the same is named."""

from __future__ import annotations

import filecmp
import stat
import struct
from collections.abc import Iterator
from pathlib import Path

TREES = ("debian-tree", "python-tree", "root-tree", "boot-files", "partitions")
"""In the order in which they are made: what differs in an early one differs in all that follow."""
NOT_COMPARED = ("SHA256SUMS", "SHA256SUMS.sig")
"""They hold the bundle's sum."""
SQUASHFS_USED = struct.Struct("<40xQ")
"""Where a squashfs says how long it is."""


def differences(first: Path, second: Path) -> list[str]:
    """Return what is not the same in two work directories, in words; nothing where all is."""
    names = sorted({path.name for work in (first, second) for path in (work / "out").iterdir()} - {*NOT_COMPARED})
    wrong = [name for name in names if not _same(first / "out" / name, second / "out" / name)]
    if not wrong:
        return []
    inside = (f"{name}/{path}" for name in TREES for path in differing(first / name, second / name))
    return [*wrong, f"first inside: {next(inside, 'nothing')}"]


def _same(one: Path, other: Path) -> bool:
    if not (one.exists() and other.exists()):
        return False
    if one.suffix == ".raucb":
        return payload(one) == payload(other)
    return filecmp.cmp(one, other, shallow=False)


def payload(bundle: Path) -> bytes:
    """Return the images in a bundle. Behind them: a tree with a new salt, and a signature with a time."""
    with bundle.open("rb") as stream:
        (used,) = SQUASHFS_USED.unpack(stream.read(SQUASHFS_USED.size))
        stream.seek(0)
        return stream.read(used)


def differing(one: Path, other: Path) -> Iterator[str]:
    """Yield the paths in two trees that differ in kind, rights, owner or content."""
    here, there = _listed(one), _listed(other)
    for name in sorted(here.keys() | there.keys()):
        mine, theirs = here.get(name), there.get(name)
        if mine is None or theirs is None or _told(mine) != _told(theirs) or not _alike(mine, theirs):
            yield name


def _listed(tree: Path) -> dict[str, Path]:
    return {str(path.relative_to(tree)): path for path in tree.rglob("*")}


def _told(path: Path) -> tuple[int, int, int, int]:
    about = path.lstat()
    size = 0 if stat.S_ISDIR(about.st_mode) else about.st_size
    return about.st_mode, about.st_uid, about.st_gid, size


def _alike(one: Path, other: Path) -> bool:
    """Of two that are of one kind and size."""
    if one.is_symlink():
        return one.readlink() == other.readlink()
    return not one.is_file() or filecmp.cmp(one, other, shallow=False)
