"""The fields of an AcroForm (ISO 32000-1, 12.7), read into frozen data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

import pikepdf

_MULTILINE, _COMB = 1 << 12, 1 << 24
_RADIO, _PUSH_BUTTON = 1 << 15, 1 << 16
_OFF = "/Off"
Colour: TypeAlias = tuple[float, ...]


class FieldKind(StrEnum):
    TEXT = "text"
    """Text and choice fields: both show one text."""
    TICK = "tick"
    """Check boxes and radio groups: one widget for each state."""
    OTHER = "other"
    """Push buttons and signatures: never filled."""


@dataclass(frozen=True)
class Rectangle:
    """In the page's own space, origin bottom left, before the page is rotated."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Widget:
    """One place on a page where a field shows."""

    page: int
    rectangle: Rectangle
    rotation: int
    """Degrees counter-clockwise by which its content is turned on the unrotated page."""
    on_state: str = ""
    """Without the slash."""
    background: Colour = ()
    border: Colour = ()
    border_width: float = 1.0
    objgen: tuple[int, int] = (0, 0)
    """The annotation's number in the file."""


@dataclass(frozen=True)
class Field:
    name: str
    """Fully qualified: partial names joined by full stops."""
    kind: FieldKind
    widgets: tuple[Widget, ...]
    multi_line: bool = False
    comb_cells: int = 0
    """Into how many cells a comb field is divided; 0 for other fields."""
    font_size: float = 0.0
    """0: the viewer chooses."""
    alignment: int = 0
    """0 left, 1 centred, 2 right."""
    value: str = field(default="", repr=False)
    """What has been filled in; empty for ticks."""

    @property
    def on_states(self) -> frozenset[str]:
        return frozenset(widget.on_state for widget in self.widgets)


def read_fields(document: pikepdf.Pdf) -> dict[str, Field]:
    """Return all terminal fields by their fully qualified names.

    Raises LookupError, TypeError, ValueError or AttributeError where the file breaks the standard.
    """
    form = document.Root.get("/AcroForm")
    if form is None:
        return {}
    pages = _pages_of_widgets(document, form)
    found: dict[str, Field] = {}
    for node in form.get("/Fields", []):
        for each in _terminal_fields(node, form, "", pages):
            found[each.name] = each
    return found


_Pages: TypeAlias = dict[tuple[int, int], tuple[int, int]]
"""Of each widget, by its object number: the page, and how far that is rotated."""


def _pages_of_widgets(document: pikepdf.Pdf, form: Any) -> _Pages:
    """A widget's own /P is optional and sometimes wrong; the page that lists it is right."""
    return {
        annotation.objgen: (number, int(_inherited(page.obj, "/Rotate", form, 0)) % 360)
        for number, page in enumerate(document.pages)
        for annotation in page.obj.get("/Annots", [])
        if annotation.is_indirect
    }


def _terminal_fields(node: Any, form: Any, prefix: str, pages: _Pages) -> Iterator[Field]:
    partial = str(node.get("/T", ""))
    name = f"{prefix}.{partial}" if prefix and partial else prefix or partial
    kids = list(node.get("/Kids", []))
    children = [kid for kid in kids if "/T" in kid]
    for child in children:
        yield from _terminal_fields(child, form, name, pages)
    if not children:
        yield _field(node, kids or [node], form, name, pages)


def _field(node: Any, widgets: list[Any], form: Any, name: str, pages: _Pages) -> Field:
    flags = int(_inherited(node, "/Ff", form, 0))
    kind = _kind(str(_inherited(node, "/FT", form, "")), flags)
    cells = int(_inherited(node, "/MaxLen", form, 0)) if flags & _COMB else 0
    return Field(
        name=name,
        kind=kind,
        widgets=tuple(_widget(widget, *pages[widget.objgen]) for widget in widgets if widget.objgen in pages),
        multi_line=kind is FieldKind.TEXT and bool(flags & _MULTILINE),
        comb_cells=cells if kind is FieldKind.TEXT else 0,
        font_size=_font_size(str(_inherited(node, "/DA", form, ""))),
        alignment=int(_inherited(node, "/Q", form, 0)),
        value=_text(_inherited(node, "/V", form, "")) if kind is FieldKind.TEXT else "",
    )


def _inherited(node: Any, key: str, form: Any, default: object) -> Any:
    """Look up the field, its ancestors, then the form's own defaults."""
    for _ in range(32):  # a file may be broken into a circle
        if key in node:
            return node[key]
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return form.get(key, default)


def _text(value: Any) -> str:
    """Return a text field's value; a list's chosen lines, one below the other."""
    if isinstance(value, pikepdf.Stream):
        return bytes(value.read_bytes()).decode("utf-8", "replace")
    if isinstance(value, pikepdf.Array):
        return "\n".join(_text(each) for each in value)
    return str(value) if isinstance(value, str | pikepdf.String) else ""


def _kind(field_type: str, flags: int) -> FieldKind:
    if field_type in ("/Tx", "/Ch"):
        return FieldKind.TEXT
    if field_type == "/Btn" and not flags & _PUSH_BUTTON:
        return FieldKind.TICK
    return FieldKind.OTHER


def _font_size(default_appearance: str) -> float:
    """Return the operand of `Tf` in a string such as `/Helv 10 Tf 0 g`; 0 where there is none."""
    words = default_appearance.split()
    try:
        return max(float(words[words.index("Tf") - 1]), 0.0)
    except ValueError:
        return 0.0


def _widget(widget: Any, page: int, page_rotation: int) -> Widget:
    x0, y0, x1, y1 = (float(corner) for corner in widget["/Rect"])
    look = widget.get("/MK", {})
    style = widget.get("/BS", {})
    return Widget(
        page=page,
        rectangle=Rectangle(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)),
        rotation=int(look.get("/R", page_rotation)) % 360,
        on_state=_on_state(widget),
        background=tuple(float(part) for part in look.get("/BG", [])),
        border=tuple(float(part) for part in look.get("/BC", [])),
        border_width=float(style.get("/W", 1)),
        objgen=widget.objgen,
    )


def _on_state(widget: Any) -> str:
    appearances = widget.get("/AP", {}).get("/N", {})
    if isinstance(appearances, pikepdf.Stream) or not isinstance(appearances, pikepdf.Dictionary):
        return ""
    return next((state.removeprefix("/") for state in appearances.keys() if state != _OFF), "")  # noqa: SIM118 - pikepdf
