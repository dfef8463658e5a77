"""What the recipe and its layers say, read into values; every mistake is told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KINDS = ("vfat", "raw", "squashfs", "ext4", "empty")


class RecipeErrors(Exception):
    def __init__(self, errors: list[str]) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


@dataclass(frozen=True)
class Partition:
    name: str
    size: int
    """MiB."""
    kind: str


@dataclass(frozen=True)
class Persist:
    source: str
    """Its name on the data partition."""
    target: str
    """Where the running system sees it."""
    why: str
    owner: str = "root:root"
    mode: str = "0644"


@dataclass(frozen=True)
class Layer:
    name: str
    why: str
    packages: tuple[str, ...]
    unpacked: tuple[str, ...]
    exclude: tuple[str, ...]
    """Paths that are not unpacked, as dpkg's path-exclude: `*` stands for slashes, too."""
    include: tuple[str, ...]
    """What of them is unpacked all the same."""
    from_debian: dict[str, str]
    first_modules: tuple[str, ...]
    """Kernel modules that are loaded before a root is there."""
    first_programs: tuple[str, ...]
    left_out_modules: tuple[str, ...]
    kept_modules: tuple[str, ...]
    """Modules that stay though they lie in a directory that is left out."""


@dataclass(frozen=True)
class Recipe:
    name: str
    compatible: str
    suite: str
    architecture: str
    keyring: str
    python_version: str
    python_platform: str
    partitions: tuple[Partition, ...]
    persist: tuple[Persist, ...]
    enable: tuple[str, ...]
    mask: tuple[str, ...]
    layers: tuple[Layer, ...]

    @property
    def packages(self) -> tuple[str, ...]:
        return tuple(sorted({package for layer in self.layers for package in layer.packages}))

    @property
    def unpacked(self) -> tuple[str, ...]:
        return tuple(sorted({package for layer in self.layers for package in layer.unpacked}))

    @property
    def exclude(self) -> tuple[str, ...]:
        return tuple(pattern for layer in self.layers for pattern in layer.exclude)

    @property
    def include(self) -> tuple[str, ...]:
        return tuple(pattern for layer in self.layers for pattern in layer.include)

    @property
    def first_modules(self) -> tuple[str, ...]:
        return tuple(name for layer in self.layers for name in layer.first_modules)

    @property
    def first_programs(self) -> tuple[str, ...]:
        return tuple(name for layer in self.layers for name in layer.first_programs)

    @property
    def left_out_modules(self) -> tuple[str, ...]:
        return tuple(name for layer in self.layers for name in layer.left_out_modules)

    @property
    def kept_modules(self) -> tuple[str, ...]:
        """What stays in any case: what a start needs, too."""
        kept = tuple(name for layer in self.layers for name in layer.kept_modules)
        return (*kept, *self.first_modules)

    @property
    def from_debian(self) -> dict[str, str]:
        """Python packages that Debian brings: PyPI's name to Debian's."""
        return {name: package for layer in self.layers for name, package in layer.from_debian.items()}


def load_recipe(directory: Path) -> Recipe:
    """Read `recipe.toml` and `layers/*.toml` of a directory. Raises RecipeErrors."""
    table = tomllib.loads((directory / "recipe.toml").read_text(encoding="utf-8"))
    layers = tuple(_layer(path) for path in sorted((directory / "layers").glob("*.toml")))
    recipe = Recipe(
        name=table["name"],
        compatible=table["compatible"],
        suite=table["debian"]["suite"],
        architecture=table["debian"]["architecture"],
        keyring=table["debian"]["keyring"],
        python_version=table["python"]["version"],
        python_platform=table["python"]["platform"],
        partitions=tuple(Partition(**entry) for entry in table["partition"]),
        persist=tuple(_persist(entry) for entry in table["persist"]),
        enable=tuple(table["services"]["enable"]),
        mask=tuple(table["services"]["mask"]),
        layers=layers,
    )
    errors = list(mistakes(recipe))
    if errors:
        raise RecipeErrors(errors)
    return recipe


def mistakes(recipe: Recipe) -> Iterable[str]:
    """Yield what is of the right type and wrong all the same."""
    names = [partition.name for partition in recipe.partitions]
    if len(set(names)) != len(names):
        yield "partition: a name stands there twice"
    for partition in recipe.partitions:
        if partition.kind not in KINDS:
            yield f"partition {partition.name}: kind is one of {', '.join(KINDS)}"
        if partition.size < 1:
            yield f"partition {partition.name}: size is at least 1 MiB"
    if not names or names[-1] != "data":
        yield "partition: `data` is the last one, because it grows"
    for slot in ("boot", "root"):
        sizes = {partition.size for partition in recipe.partitions if partition.name in (f"{slot}-a", f"{slot}-b")}
        if len(sizes) != 1:
            yield f"partition {slot}-a, {slot}-b: both, and of one size"
    for persist in recipe.persist:
        if not persist.target.startswith(("/etc/", "/var/")):
            yield f"persist {persist.target}: only what is under /etc or /var"
    for layer in recipe.layers:
        if not layer.why:
            yield f"layer {layer.name}: say why it is there"


def _persist(entry: dict[str, Any]) -> Persist:
    words = dict(entry)
    return Persist(source=words.pop("from"), target=words.pop("to"), **words)


def _layer(path: Path) -> Layer:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Layer(
        name=path.stem,
        why=table.get("why", ""),
        packages=tuple(table.get("packages", ())),
        unpacked=tuple(table.get("unpacked", ())),
        exclude=tuple(table.get("exclude", ())),
        include=tuple(table.get("include", ())),
        from_debian=dict(table.get("from_debian", {})),
        first_modules=tuple(table.get("initrd", {}).get("modules", ())),
        first_programs=tuple(table.get("initrd", {}).get("programs", ())),
        left_out_modules=tuple(table.get("kernel", {}).get("left_out", ())),
        kept_modules=tuple(table.get("kernel", {}).get("kept", ())),
    )
