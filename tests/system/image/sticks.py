"""USB sticks that a visitor may plug in, as files for QEMU: one asks to be run, one poses as our own card."""

from __future__ import annotations

import subprocess
from pathlib import Path

MIB = 1 << 20
_START = MIB
"""Where the only partition begins."""


def autorun_stick(path: Path) -> Path:
    """A FAT stick whose files ask to be run."""
    with path.open("wb") as stream:
        stream.truncate(64 * MIB)
    subprocess.run(["sfdisk", "-q", str(path)], input="label: dos\nstart=2048, type=c\n", text=True, check=True)
    subprocess.run(
        ["mkfs.vfat", "--offset", "2048", "-n", "BILDER", str(path), "64512"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for name, text in (
        ("autorun.inf", "[autorun]\nopen=autorun.sh\n"),
        ("autorun.sh", "#!/bin/sh\ntouch /data/x\n"),
    ):
        subprocess.run(["mcopy", "-i", f"{path}@@{_START}", "-", f"::{name}"], input=text, text=True, check=True)
    return path


def data_stick(path: Path) -> Path:
    """A stick with a partition that is called as the terminal's own is: `data`, with files where ours lie."""
    tree = path.parent / "stick-tree"
    for name in ("identity", "state", "cups"):
        (tree / name).mkdir(parents=True)
    (tree / "identity/terminal.toml").write_text('[terminal]\nid = "stolen"\n')
    inner = path.parent / "stick-data"
    with inner.open("wb") as stream:
        stream.truncate(60 * MIB)
    subprocess.run(["mke2fs", "-q", "-t", "ext4", "-L", "data", "-d", str(tree), str(inner)], check=True)
    with path.open("wb") as stream:
        stream.truncate(64 * MIB)
    table = "label: gpt\nstart=2048, size=122880, type=linux, name=data\n"
    subprocess.run(["sfdisk", "-q", str(path)], input=table, text=True, check=True)
    with path.open("r+b") as stream:
        stream.seek(_START)
        stream.write(inner.read_bytes())
    return path
