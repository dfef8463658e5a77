"""What is ours in the tree: code, content, units, users, settings of the image, and the list of what is kept."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

from image_build.commands import run
from image_build.recipe import Recipe

PACKAGES = ("appliance", "hardware", "kivy_ui", "provisioning")
APP = "usr/lib/migrado/app"
MOUNT_POINTS = ("data", "boot/firmware")
UP_TO_DATE = ("etc/.updated", "var/.updated")
"""systemd-update-done.service(8): without them each start makes linker cache and catalogue anew, in memory."""


def inputs(source: Path) -> list[Path]:
    """Return what the own part of a tree is made from."""
    names = (*PACKAGES, "content", "systemd", "image-build/files/root", "image-build/recipe.toml")
    return [source / name for name in names]


def install(recipe: Recipe, source: Path, tree: Path, version: str, build: str) -> None:
    """Copy our files into the tree and set up users and services."""
    for name in (*PACKAGES, "content"):
        _copied(source / name, tree / APP / name)
    _overlaid(source / "image-build/files/root", tree)
    _placed(source / "systemd", tree)
    for name in MOUNT_POINTS:
        (tree / name).mkdir(parents=True, exist_ok=True)
    _named(tree / "usr/lib/os-release", recipe.name, version, build)
    (tree / "usr/lib/migrado/persist.list").write_text(persist_list(recipe))
    run(["systemd-sysusers", f"--root={tree}"])
    run(["systemctl", f"--root={tree}", "--quiet", "enable", *recipe.enable, *_preset(source / "systemd")])
    run(["systemctl", f"--root={tree}", "--quiet", "mask", *recipe.mask])
    run(["systemctl", f"--root={tree}", "--quiet", "set-default", "multi-user.target"])
    for name in UP_TO_DATE:
        (tree / name).write_text("# Made with the image.\n")


def os_release(debian: str, name: str, version: str, build: str) -> str:
    """Return os-release(5) with which image this is: two builds of one version are told apart by BUILD_ID."""
    ours = f"IMAGE_ID={name}\nIMAGE_VERSION={version}\nBUILD_ID={build}\n"
    return debian.rstrip("\n") + "\n" + ours


def persist_list(recipe: Recipe) -> str:
    """Return the list as the first program of a start reads it: name, place, owner, mode."""
    return "".join(f"{one.source} {one.target} {one.owner} {one.mode}\n" for one in recipe.persist)


def _named(path: Path, name: str, version: str, build: str) -> None:
    debian = path.read_text()
    path.unlink()
    path.write_text(os_release(debian, name, version, build))


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


def _placed(source: Path, tree: Path) -> None:
    """Copy the files of systemd/ to where its places.toml says; those without a place are not the terminal's."""
    places: dict[str, str] = tomllib.loads((source / "places.toml").read_text(encoding="utf-8"))
    for name, place in places.items():
        if place:
            target = tree / place.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy2(source / name, target)


def _preset(source: Path) -> list[str]:
    """Return the units that systemd/preset.conf enables."""
    lines = (source / "preset.conf").read_text(encoding="utf-8").splitlines()
    return [line.split()[1] for line in lines if line.startswith("enable ")]
