"""What is ours in the tree: code, content, units, users, settings of the image, and the list of what is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from image_build.commands import run
from image_build.recipe import Recipe

PACKAGES = ("appliance", "hardware", "kivy_ui", "provisioning")
APP = "usr/lib/migrado/app"
UNITS = ("*.service", "*.socket", "*.path", "*.timer", "*.target", "*.mount")
NOT_ON_TERMINALS = ("migrado-monitor.service",)
MOUNT_POINTS = ("data", "boot/firmware")


def inputs(source: Path) -> list[Path]:
    """Return what the own part of a tree is made from."""
    names = (*PACKAGES, "content", "systemd", "image-build/files/root", "image-build/recipe.toml")
    return [source / name for name in names]


def install(recipe: Recipe, source: Path, tree: Path) -> None:
    """Copy our files into the tree and set up users and services."""
    for name in (*PACKAGES, "content"):
        _copied(source / name, tree / APP / name)
    _overlaid(source / "image-build/files/root", tree)
    _units(source / "systemd", tree)
    for name in MOUNT_POINTS:
        (tree / name).mkdir(parents=True, exist_ok=True)
    (tree / "usr/lib/migrado/persist.list").write_text(persist_list(recipe))
    run(["systemd-sysusers", f"--root={tree}"])
    there = [name for name in recipe.enable if _exists(tree, name)]
    run(["systemctl", f"--root={tree}", "--quiet", "enable", *there])
    run(["systemctl", f"--root={tree}", "--quiet", "mask", *recipe.mask])
    run(["systemctl", f"--root={tree}", "--quiet", "set-default", "multi-user.target"])


def persist_list(recipe: Recipe) -> str:
    """Return the list as the first program of a start reads it: name, place, owner, mode."""
    return "".join(f"{one.source} {one.target} {one.owner} {one.mode}\n" for one in recipe.persist)


def _copied(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"), dirs_exist_ok=True)


def _overlaid(source: Path, tree: Path) -> None:
    """Copy files over the tree. Each is made anew: the tree shares its files with the one that it is a copy of."""
    for path in sorted(source.rglob("*")):
        if path.is_file() or path.is_symlink():
            target = tree / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy2(path, target, follow_symlinks=False)


def _units(source: Path, tree: Path) -> None:
    units = tree / "usr/lib/systemd/system"
    for path in _matching(source, UNITS):
        if path.name not in NOT_ON_TERMINALS:
            shutil.copyfile(path, units / path.name)
    for path in sorted(source.iterdir()):
        if path.suffix == "" and path.is_file() and path.stat().st_mode & 0o111:
            shutil.copy2(path, tree / "usr/lib/migrado" / path.name)
        if path.suffix == ".rules":
            place = "etc/polkit-1/rules.d" if path.name.startswith("49-") else "usr/lib/udev/rules.d"
            (tree / place).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, tree / place / path.name)


def _matching(directory: Path, patterns: Iterable[str]) -> list[Path]:
    return sorted(path for pattern in patterns for path in directory.glob(pattern))


def _exists(tree: Path, unit: str) -> bool:
    return (tree / "usr/lib/systemd/system" / unit).exists()
