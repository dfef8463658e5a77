"""Kernel, modules and device trees out of Debian's package; modules that no terminal has a use for stay out."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from image_build.commands import StepFailed, run


def release(unpacked: Path) -> str:
    """Return the kernel's own version word."""
    return next((unpacked / "usr/lib/modules").iterdir()).name


def modules(unpacked: Path, tree: Path, left_out: Iterable[str], kept: Sequence[str]) -> None:
    """Copy the modules into the tree and index them."""
    name = release(unpacked)
    source, target = unpacked / "usr/lib/modules" / name, tree / "usr/lib/modules" / name
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns("build", "source"))
    run(["depmod", "-b", tree / "usr", name])
    dependencies, soft = (target / "modules.dep").read_text(), (target / "modules.softdep").read_text()
    for path in removable(dependencies, soft, left_out, kept):
        (target / path).unlink()
    run(["depmod", "-b", tree / "usr", name])


def removable(dependencies: str, soft: str, left_out: Iterable[str], kept: Iterable[str] = ()) -> list[str]:
    """Return the modules below these directories that nobody wants: no other module, nor we (`kept`)."""
    needs = _needs(dependencies)
    places = tuple(f"kernel/{directory}/" for directory in left_out)
    files = {_plain(path): path for path in needs}
    wishes = _wishes(soft)
    wanted: set[str] = set()
    asked = {_plain(name) for name in kept}
    waiting = [path for path in needs if _plain(path) in asked or not path.startswith(places)]
    while waiting:
        path = waiting.pop()
        if path not in wanted:
            wanted.add(path)
            waiting += needs[path] + [files[name] for name in wishes.get(_plain(path), ()) if name in files]
    return [path for path in needs if path not in wanted]


def _wishes(soft: str) -> dict[str, list[str]]:
    """Read lines like `softdep vc4 pre: snd-soc-hdmi-codec`."""
    lines = (line.split() for line in soft.splitlines() if line.startswith("softdep "))
    return {_plain(words[1]): [_plain(word) for word in words[2:] if not word.endswith(":")] for words in lines}


def load_order(dependencies: str, wanted: Sequence[str]) -> list[str]:
    """Return the files of these modules and of what they depend on, in an order that loads."""
    needs = _needs(dependencies)
    files = {_plain(path): path for path in needs}
    order: list[str] = []
    for name in wanted:
        path = files.get(_plain(name))
        if path is None:
            continue
        # depmod writes what has to be loaded first at the end.
        order += [one for one in [*reversed(needs[path]), path] if one not in order]
    return order


def _needs(dependencies: str) -> Mapping[str, list[str]]:
    lines = (line.partition(":") for line in dependencies.splitlines() if ":" in line)
    return {path: rest.split() for path, _, rest in lines}


def _plain(path: str) -> str:
    return PurePosixPath(path).name.split(".")[0].replace("-", "_")


def built_in(modules_builtin: str) -> set[str]:
    return {_plain(line) for line in modules_builtin.splitlines()}


def unknown(dependencies: str, modules_builtin: str, wanted: Iterable[str]) -> list[str]:
    """Return the names that this kernel has neither as a module nor built in."""
    there = {_plain(path) for path in _needs(dependencies)} | built_in(modules_builtin)
    return [name for name in wanted if _plain(name) not in there]


def device_trees(unpacked: Path) -> dict[str, Path]:
    """Return the device trees of the boards that the image is for."""
    directory = next((unpacked / "usr/lib").glob("linux-image-*")) / "broadcom"
    boards = ("bcm2837-rpi-3-b-plus", "bcm2711-rpi-4-b", "bcm2711-rpi-400", "bcm2711-rpi-cm4-io")
    found = {f"{board}.dtb": directory / f"{board}.dtb" for board in boards}
    missing = [name for name, path in found.items() if not path.exists()]
    if missing:
        raise StepFailed(f"the kernel's package has no {', '.join(missing)}")
    return found
