"""Which Python packages the image has: those of the terminal, either from Debian or from PyPI by a hashed lock."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from image_build.commands import run
from image_build.recipe import Recipe

PINNED = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^\s;\\]+)", re.IGNORECASE | re.MULTILINE)


def compiled(recipe: Recipe, source: Path, uv: Path, *, hashes: bool) -> str:
    """Return what uv finds for the image's machine, in our lock's versions; with hashes: without Debian's part."""
    versions = source / "build/image/versions.txt"
    versions.parent.mkdir(parents=True, exist_ok=True)
    locked = (source / "requirements.lock").read_text(encoding="utf-8")
    versions.write_text("".join(f"{name}=={version}\n" for name, version in pins(locked).items()))
    left_out = (
        [word for name in sorted(recipe.from_debian) for word in ("--no-emit-package", name)] if hashes else []
    )
    return run([
        uv, "pip", "compile", "--quiet", "--no-header", "--no-annotate", "--python-version", recipe.python_version,
        "--python-platform", recipe.python_platform, "--constraints", versions, *left_out,
        *(["--generate-hashes"] if hashes else []), source / "pyproject.toml",
    ])  # fmt: skip


def pins(lock: str) -> dict[str, str]:
    """Return name and version of every line of a lock."""
    return {plain(found["name"]): found["version"] for found in PINNED.finditer(lock)}


def plain(name: str) -> str:
    """Return the name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def uncovered(
    needed: Iterable[str], image_lock: str, from_debian: Mapping[str, str], debian: Iterable[str]
) -> list[str]:
    """Return what is wrong: packages that come from nowhere, that come twice, that Debian does not bring."""
    here, installed = pins(image_lock), set(debian)
    wrong = [f"{name}: neither in requirements-image.lock nor from Debian" for name in sorted(needed)
             if name not in here and name not in from_debian]  # fmt: skip
    wrong += [f"{name}: from PyPI and from Debian" for name in sorted(here) if name in from_debian]
    wrong += [f"{name}: {package} is not in debian.lock" for name, package in sorted(from_debian.items())
              if package not in installed]  # fmt: skip
    return wrong


def direct(source: Path) -> list[str]:
    """Return the names that pyproject.toml asks for."""
    project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [plain(re.split(r"[<>=!~;\[ ]", line, maxsplit=1)[0]) for line in project["dependencies"]]
