"""The papers beside an image: what is in it (CycloneDX, SPDX), Debian's packages to be checked, Imager's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from image_build.commands import run
from image_build.control import Package, packages
from image_build.debian_lock import Locked
from image_build.imager import Sizes, os_list
from image_build.origins import origins
from image_build.package_list import status, table
from image_build.recipe import Recipe
from image_build.sbom import bill
from image_build.spdx import document

TITLE = "MigraDo Terminal"


@dataclass(frozen=True)
class Contents:
    recipe: Recipe
    version: str
    build: str
    locked: Sequence[Locked]
    python: dict[str, str]
    debian: Sequence[Package]


def of_debian(tree: Path, locked: Sequence[Locked], cache: Path) -> list[Package]:
    """Return what dpkg knows of in the tree, and what was only unpacked: kernel, U-Boot, firmware."""
    installed = packages((tree / "var/lib/dpkg/status").read_text(encoding="utf-8"))
    unpacked = [row for row in locked if row.use == "unpacked"]
    return installed + [
        one for row in unpacked for one in packages(run(["dpkg-deb", "--field", cache / row.file]))
    ]


def lists(stem: Path, contents: Contents) -> list[Path]:
    """Write what is in the image. `stem`: the files' name without what tells them apart."""
    name, version = contents.recipe.name, contents.version
    reasons = origins(contents.recipe.layers, contents.debian)
    texts = {
        "cdx.json": bill(name, version, contents.locked, contents.python),
        "spdx.json": document(name, version, contents.build, contents.locked, contents.python),
        "packages.tsv": table(contents.debian, reasons),
        "dpkg-status": status(contents.debian),
    }
    return [_written(stem, ending, text) for ending, text in texts.items()]


def for_imager(stem: Path, version: str, address: str, sizes: Sizes) -> Path:
    return _written(stem, "rpi-imager.json", os_list(TITLE, version, address, sizes))


def _written(stem: Path, ending: str, text: str) -> Path:
    path = stem.with_name(f"{stem.name}.{ending}")
    path.write_text(text, encoding="utf-8")
    return path
