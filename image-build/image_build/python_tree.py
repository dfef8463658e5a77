"""PyPI's part of the image: fetched for its machine by hash; and byte-compiling by a Python of its kind."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from image_build.commands import run
from image_build.recipe import Recipe

SITE = "usr/local/lib/python3.13/dist-packages"
"""Before Debian's own in the search path."""
COMPILED = ("usr/lib/python3.13", "usr/lib/python3", SITE, "usr/lib/migrado")
NOT_NEEDED = ("tests", "test", "__pycache__")


def install(recipe: Recipe, lock: Path, uv: Path, target: Path) -> None:
    """Unpack the lock's wheels; pure packages that come as source only become wheels on this machine."""
    shutil.rmtree(target, ignore_errors=True)
    run([
        uv, "pip", "install", "--quiet", "--no-deps", "--require-hashes",
        "--python-version", recipe.python_version, "--python-platform", recipe.python_platform, "--target", target, "--link-mode", "copy", "-r", lock,
    ])  # fmt: skip
    for name in ("bin", ".lock"):
        path = target / name
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)


def byte_compile(python: Sequence[str | Path], tree: Path, only: Sequence[str] = COMPILED) -> None:
    """Write the .pyc files. Unchecked: nothing changes under a read-only root, and no time is in them."""
    there = [tree / name for name in only if (tree / name).is_dir()]
    run([
        *python, "-m", "compileall", "-q", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash",
        "-s", tree, "-p", "/", "-x", r"/(tests?|lib2to3|idlelib|turtledemo)/", *there,
    ], env={"PYTHONHASHSEED": "0"})  # fmt: skip
