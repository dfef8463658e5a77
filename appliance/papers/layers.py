"""Optional content: what a reader would not show is taken out, so that no switch is left to show it.

Source: ISO 32000-1, 8.11. Only the default configuration counts, as it is what the visitor saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

_PAINTING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_SHOWING = frozenset({"Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"})
_BEGIN, _BEGIN_WITH, _END = "BMC", "BDC", "EMC"


class Layers:
    def __init__(self, document: pikepdf.Pdf) -> None:
        self._hidden = frozenset(_hidden_groups(document.Root.get("/OCProperties")))

    def hide(self, membership: Any) -> bool:
        """Return whether what carries this /OC entry is not shown."""
        if not self._hidden or not isinstance(membership, pikepdf.Dictionary):
            return False
        if str(membership.get("/Type", "")) != "/OCMD":
            return membership.objgen in self._hidden
        named = membership.get("/OCGs")
        groups = [named] if isinstance(named, pikepdf.Dictionary) else list(named or [])
        off = [group.objgen in self._hidden for group in groups if isinstance(group, pikepdf.Dictionary)]
        if not off:
            return False
        match str(membership.get("/P", "")):
            case "/AllOn":
                return any(off)
            case "/AnyOff":
                return not any(off)
            case "/AllOff":
                return not all(off)
        return all(off)

    def visible(self, drawn: Any, resources: Any, data: bytes) -> bytes:
        """Return a content stream without what its hidden sections paint. `drawn` is a page or a form."""
        if not self._hidden or not isinstance(resources, pikepdf.Dictionary):
            return data
        properties = resources.get("/Properties")
        if not isinstance(properties, pikepdf.Dictionary):
            return data
        names = {key for key in properties.keys() if self.hide(properties[key])}  # noqa: SIM118 - pikepdf
        if not names:
            return data
        kept = _without(pikepdf.parse_content_stream(drawn), names)
        return bytes(pikepdf.unparse_content_stream(list(kept)))


def _hidden_groups(properties: Any) -> Iterator[tuple[int, int]]:
    if not isinstance(properties, pikepdf.Dictionary):
        return
    default = properties.get("/D")
    if not isinstance(default, pikepdf.Dictionary):
        return
    switched_on = {group.objgen for group in _groups(default.get("/ON"))}
    switched_off = {group.objgen for group in _groups(default.get("/OFF"))}
    for group in _groups(properties.get("/OCGs")):
        base_off = str(default.get("/BaseState", "")) == "/OFF" and group.objgen not in switched_on
        if base_off or group.objgen in switched_off:
            yield group.objgen


def _groups(array: Any) -> list[Any]:
    return (
        [each for each in array if isinstance(each, pikepdf.Dictionary)]
        if isinstance(array, pikepdf.Array)
        else []
    )


def _without(instructions: Iterable[Any], hidden: set[str]) -> Iterator[Any]:
    """Leave out what paints inside hidden sections. All else stays, as what follows builds upon it."""
    sections: list[bool] = []
    for instruction in instructions:
        operator, operands = str(instruction.operator), instruction.operands
        if operator in (_BEGIN, _BEGIN_WITH):
            tagged = operator == _BEGIN_WITH and len(operands) == 2 and str(operands[0]) == "/OC"
            sections.append(tagged and str(operands[1]) in hidden)
        elif operator == _END and sections:
            sections.pop()
        if not any(sections) or operator not in _PAINTING | _SHOWING:
            yield instruction
        elif operator in _PAINTING:
            yield pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))
