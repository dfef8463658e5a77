"""The partitions' contents as files: FAT by mtools, ext4 by mke2fs, squashfs with its verity tree."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from image_build.commands import EPOCH, run
from image_build.gpt import unique
from image_build.layout import MIB

HASH_BLOCK = 4096


@dataclass(frozen=True)
class Verified:
    """A squashfs with its hash tree behind it, and what the kernel needs to check it."""

    sectors: int
    salt: str
    root_hash: str

    @property
    def word(self) -> str:
        """As the first program of a start takes it: sectors, hash block, salt, root hash."""
        return f"{self.sectors},{self.hash_block},{self.salt},{self.root_hash}"

    @property
    def hash_block(self) -> int:
        return self.sectors * 512 // HASH_BLOCK + 1


def fat(target: Path, size: int, label: str, files: Mapping[str, Path]) -> None:
    """Make a FAT file system with these files; a name may have directories before it."""
    target.unlink(missing_ok=True)
    with target.open("wb") as stream:
        stream.truncate(size)
    serial = unique(label).hex[:8]
    run(["mformat", "-i", target, "-F", "-v", label, "-N", serial, "::"])
    staged = emptied(target.with_name(f"{target.name}.files"))
    made: set[str] = set()
    for name, source in sorted(files.items()):
        for parent in [str(one) for one in reversed(Path(name).parents) if str(one) != "."]:
            if parent not in made:
                run(["mmd", "-i", target, f"::{parent}"])
                made.add(parent)
        copy = staged / Path(name).name
        shutil.copyfile(source, copy)
        os.utime(copy, (EPOCH, EPOCH))
        run(["mcopy", "-i", target, "-m", copy, f"::{name}"])
    shutil.rmtree(staged)


def ext4(target: Path, size: int, label: str, tree: Path) -> None:
    """Make an ext4 file system from a directory: `mke2fs -d`, with ids of its name and one time for all."""
    target.unlink(missing_ok=True)
    features = "has_journal,extent,huge_file,flex_bg,64bit,dir_nlink,extra_isize,metadata_csum,resize_inode"
    extended = f"hash_seed={unique(label + ' hash')},lazy_itable_init=0,lazy_journal_init=0,resize={1 << 27}"
    run([
        "mke2fs", "-q", "-F", "-t", "ext4", "-L", label, "-U", str(unique(label)), "-O", features, "-E", extended,
        "-b", "4096", "-J", "size=16", "-m", "1", "-d", tree, target, f"{size // 1024}k",
    ], env={"E2FSPROGS_FAKE_TIME": str(EPOCH)})  # fmt: skip


def squashfs(tree: Path, target: Path, level: int) -> None:
    """Pack the tree. mksquashfs reads SOURCE_DATE_EPOCH: nothing in it is younger than that."""
    target.unlink(missing_ok=True)
    run([
        "mksquashfs", tree, target, "-noappend", "-no-progress", "-quiet", "-comp", "zstd",
        "-Xcompression-level", str(level), "-b", "256K", "-no-exports",
        "-wildcards", "-e", "proc/*", "sys/*", "dev/*", "run/*", "tmp/*",
    ])  # fmt: skip


def verified(image: Path) -> Verified:
    """Put the verity tree behind the squashfs. The salt is taken from what is salted, so builds repeat."""
    blocks = -(-image.stat().st_size // HASH_BLOCK)
    with image.open("r+b") as stream:
        stream.truncate(blocks * HASH_BLOCK)
    with image.open("rb") as stream:
        salt = sha256(b"verity" + stream.read(MIB)).hexdigest()
    told = run([
        "veritysetup", "format", image, image, f"--hash-offset={blocks * HASH_BLOCK}",
        f"--data-blocks={blocks}", f"--salt={salt}", f"--uuid={unique('verity')}",
        "--data-block-size=4096", f"--hash-block-size={HASH_BLOCK}",
    ])  # fmt: skip
    root_hash = next(line.split()[-1] for line in told.splitlines() if line.startswith("Root hash"))
    return Verified(blocks * HASH_BLOCK // 512, salt, root_hash)


def touched(tree: Path) -> None:
    """Give everything in a small directory the one time, for what copies times along."""
    for path in [tree, *tree.rglob("*")]:
        run(["touch", "--no-dereference", f"--date=@{EPOCH}", path])


def emptied(directory: Path) -> Path:
    """Return the directory, made anew."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory
