"""Walks a placed screen and names what is cut, overlaps, runs out of its box or is too small to touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kivy_ui.theme import MM_PER_INCH
from kivy_ui.theme import Screen as Panel
from kivy_ui.widgets.label import Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.scroll import Scroll, Window
from kivy_ui.widgets.target import Target

_Box = tuple[float, float, float, float]
_LEAST_TARGET_MM = 15
_TOLERANCE = 1
"""Pixels, for rounding."""


@dataclass(frozen=True)
class _Seen:
    node: Node
    path: str
    inside: tuple[Target, ...]
    box: _Box
    """What is to be seen of it."""


def faults_of(screen: Node, panel: Panel) -> list[str]:
    faults = list(_box_faults(screen, (0, 0, panel.width, panel.height), "screen"))
    seen = list(_walk(screen, (), (0, 0, panel.width, panel.height)))
    faults += _overlaps([each for each in seen if isinstance(each.node, Label) and each.node.text.strip()])
    faults += _overlaps([each for each in seen if isinstance(each.node, Target)])
    least = _LEAST_TARGET_MM * panel.dpi / MM_PER_INCH
    for each in seen:
        if isinstance(each.node, Target) and min(each.node.size) < least:
            faults.append(f"target too small: {each.path} {each.node.name!r} {each.node.size}")
    return faults


def _name(node: Node) -> str:
    if isinstance(node, Target):
        return f"Target({node.name[:20]})"
    return f"Label({node.text[:20]!r})" if isinstance(node, Label) else type(node).__name__


def _box_faults(node: Node, outer: tuple[float, float, float, float], path: str) -> Iterator[str]:
    box = (node.x, node.y, node.right, node.top)
    if box[0] < outer[0] - _TOLERANCE or box[2] > outer[2] + _TOLERANCE:
        yield f"runs out sideways: {path}/{_name(node)} {box} of {outer}"
    elif box[1] < outer[1] - _TOLERANCE or box[3] > outer[3] + _TOLERANCE:
        yield f"runs out above or below: {path}/{_name(node)} {box} of {outer}"
    if isinstance(node, Label) and node.text:
        yield from _cut(node, path)
    if isinstance(node, Scroll) and node.furthest > 0 and not node.overflows:
        yield f"higher than its window, without arrows: {path}/{_name(node)}"
    for child in node.nodes():
        if isinstance(node, Window):
            # What is higher than the window is reached by the arrows; its width must fit.
            yield from _box_faults(child, (node.x, child.y, node.right, child.top), f"{path}/{_name(node)}")
        else:
            yield from _box_faults(child, box, f"{path}/{_name(node)}")


def _cut(label: Label, path: str) -> Iterator[str]:
    drawn = label.drawn
    if drawn is None:
        yield f"never placed: {path}/{_name(label)}"
    elif drawn.width > label.width + _TOLERANCE or drawn.height > label.height + _TOLERANCE:
        yield f"text cut: {path}/{_name(label)} {drawn} in {label.size}"


def _walk(node: Node, inside: tuple[Target, ...], clip: _Box, path: str = "") -> Iterator[_Seen]:
    here = f"{path}/{_name(node)}"
    box = _within((node.x, node.y, node.right, node.top), clip)
    yield _Seen(node, here, inside, box)
    further = (*inside, node) if isinstance(node, Target) else inside
    for child in node.nodes():
        yield from _walk(child, further, box if isinstance(node, Window) else clip, here)


def _within(box: _Box, clip: _Box) -> _Box:
    return max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3])


def _overlaps(seen: list[_Seen]) -> list[str]:
    return [
        f"overlap: {one.path} and {other.path}"
        for one, other in combinations(seen, 2)
        if _overlap(one.box, other.box) and other.node not in one.inside and one.node not in other.inside
    ]


def _overlap(one: _Box, other: _Box) -> bool:
    shared = _within(one, other)
    return shared[2] - shared[0] > _TOLERANCE and shared[3] - shared[1] > _TOLERANCE


def targets_of(node: Node) -> Iterator[Target]:
    """Yield all that can be touched."""
    if isinstance(node, Target):
        yield node
    for child in node.nodes():
        yield from targets_of(child)
