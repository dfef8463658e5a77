"""The first file system of a start: busybox, dmsetup with its libraries, the modules before a root, and `init`."""

from __future__ import annotations

import lzma
import re
from collections.abc import Sequence
from pathlib import Path

from image_build.commands import StepFailed, run
from image_build.cpio import Entry, archived, device, directory, file, link

NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(?P<name>[^]]+)\]")
LIBRARIES = ("usr/lib/aarch64-linux-gnu", "usr/lib")
LOADER = "ld-linux-aarch64.so.1"
APPLETS = ("basename", "cat", "chmod", "chroot", "cp", "echo", "grep", "insmod", "mkdir", "mount", "mv", "reboot",
           "rm", "sed", "sh", "sleep", "switch_root", "tr", "umount")  # fmt: skip
EMPTY = ("bin", "dev", "lib", "modules", "overlay", "proc", "root", "run", "sys")


def made(tree: Path, busybox: Path, init: Path, programs: Sequence[str], modules: Sequence[Path]) -> bytes:
    """Return the archive. `modules` are files in the order in which they are loaded."""
    entries = [directory(name) for name in EMPTY] + [device("dev/console", 5, 1), device("dev/null", 1, 3)]
    entries += [file("init", init.read_bytes(), 0o755), file("bin/busybox", busybox.read_bytes(), 0o755)]
    entries += [link(f"bin/{name}", "busybox") for name in APPLETS]
    entries += [_module(path) for path in modules]
    entries.append(file("modules/order", "".join(f"{_name(path)}\n" for path in modules).encode()))
    for program in programs:
        entries.append(file(f"bin/{Path(program).name}", (tree / program).read_bytes(), 0o755))
    entries += [
        file(f"lib/{name}", path.read_bytes(), 0o755) for name, path in sorted(libraries(tree, programs).items())
    ]
    return archived(entries)


def libraries(tree: Path, programs: Sequence[str]) -> dict[str, Path]:
    """Return what the programs are linked against, and what that is in turn."""
    found: dict[str, Path] = {}
    waiting = [tree / program for program in programs]
    while waiting:
        for name in NEEDED.findall(run(["readelf", "--dynamic", "--wide", waiting.pop()])):
            if name not in found:
                found[name] = _library(tree, name)
                waiting.append(found[name])
    found[LOADER] = _library(tree, LOADER)
    return found


def _library(tree: Path, name: str) -> Path:
    for place in LIBRARIES:
        path = tree / place / name
        if path.exists():
            # A link may point to /usr/…, which is this machine's: follow it by its own name only.
            return path.resolve()
    raise StepFailed(f"the image has no library {name}")


def _module(path: Path) -> Entry:
    content = path.read_bytes()
    return file(f"modules/{_name(path)}", lzma.decompress(content) if path.suffix == ".xz" else content)


def _name(path: Path) -> str:
    return path.name.removesuffix(".xz")
