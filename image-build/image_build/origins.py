"""Why a package is in the image: which layer asks for it, or for what it came along. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from image_build.control import Package
from image_build.recipe import Layer

HEART = "essential"
"""What every Debian has."""


@dataclass(frozen=True)
class Origin:
    layer: str
    needed_by: str
    """Empty where the layer names it itself."""


def origins(layers: Iterable[Layer], found: Iterable[Package]) -> dict[str, Origin]:
    """Return an origin for every package: the nearest from the first layer that leads to it."""
    there = {one.name: one for one in found}
    named: dict[str, tuple[str, ...]] = {name: (name,) for name in there}
    for one in there.values():
        for name in one.provides:
            named[name] = (*named.get(name, ()), one.name)
    result: dict[str, Origin] = {}
    _follow(HEART, [name for name, one in there.items() if one.essential], there, named, result)
    for layer in layers:
        _follow(layer.name, [*layer.packages, *layer.unpacked], there, named, result)
    return result | {name: Origin("", "") for name in there if name not in result}


def _follow(
    layer: str,
    asked: Iterable[str],
    there: dict[str, Package],
    named: dict[str, tuple[str, ...]],
    result: dict[str, Origin],
) -> None:
    waiting = deque((name, "") for name in asked)
    while waiting:
        name, needed_by = waiting.popleft()
        for one in named.get(name, ()):
            if one not in result or (needed_by == "" and result[one].needed_by):
                result[one] = Origin(layer, needed_by)
                waiting.extend((need, one) for need in there[one].needs)
