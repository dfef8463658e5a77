"""PyPI's part of the image: fetched for its machine by hash; and byte-compiling by a Python of its kind."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase
from pathlib import Path

from image_build.commands import run
from image_build.recipe import Recipe

SITE = "usr/local/lib/python3.13/dist-packages"
"""Before Debian's own in the search path."""
COMPILED = ("usr/lib/python3.13", "usr/lib/python3/dist-packages", SITE)
AT_ONCE = 2
MADE_WHEN_IMPORTED = ("pangocffi/_generated", "pangocairocffi/_generated")
"""Directories that packages make beside themselves; under a read-only root they have to be there."""


def install(recipe: Recipe, lock: Path, uv: Path, tree: Path) -> None:
    """Unpack the lock's wheels; pure packages that come as source only become wheels on this machine."""
    shutil.rmtree(tree, ignore_errors=True)
    target = tree / SITE
    run([
        uv, "pip", "install", "--quiet", "--no-deps", "--require-hashes",
        "--python-version", recipe.python_version, "--python-platform", recipe.python_platform,
        "--target", target, "--link-mode", "copy", "-r", lock,
    ])  # fmt: skip
    for name in MADE_WHEN_IMPORTED:
        (target / name).mkdir(exist_ok=True)
    for name in ("bin", ".lock"):
        path = target / name
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
    files = {f"/{path.relative_to(tree)}": path for path in target.rglob("*") if not path.is_dir()}
    for name in left_out(files, recipe.exclude, recipe.include):
        files[name].unlink()


def left_out(names: Iterable[str], exclude: Sequence[str], include: Sequence[str]) -> list[str]:
    """Return the files that dpkg would not unpack: see path-exclude in dpkg(1)."""
    return [
        name
        for name in names
        if any(fnmatchcase(name, one) for one in exclude) and not any(fnmatchcase(name, one) for one in include)
    ]


def byte_compile(python: Sequence[str | Path], tree: Path, only: Sequence[str] = COMPILED) -> None:
    """Write the .pyc files. Unchecked: nothing changes under a read-only root, and no time is in them."""
    there = [one for name in only if (tree / name).is_dir() for one in _divided(tree / name)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(lambda one: _compiled(python, tree, one), there):
            pass


def _divided(directory: Path) -> list[Path]:
    """A directory's big parts, each for itself: compileall's own processes would start this machine's loader."""
    return [one for one in sorted(directory.iterdir()) if one.is_dir() or one.suffix == ".py"]


def _compiled(python: Sequence[str | Path], tree: Path, what: Path) -> None:
    run([
        *python, "-m", "compileall", "-q", "-q", "--invalidation-mode", "unchecked-hash",
        "-s", tree, "-p", "/", "-x", r"/(tests?|lib2to3|idlelib|turtledemo)/", what,
    ], env={"PYTHONHASHSEED": "0"})  # fmt: skip
