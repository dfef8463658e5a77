"""Values of form fields that nobody has drawn yet: some programs leave that to whoever opens the file."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, TypeAlias

import pikepdf

from appliance.papers.paper import PaperRefused, Refusal
from appliance.printing.acroform import field_overlay, lay_over
from appliance.printing.acroform_drawing import DoesNotFit
from appliance.printing.acroform_fields import Field, FieldKind, Widget, read_fields

_EMPTY_TEXT = re.compile(rb"\(\s*\)\s*Tj|<\s*>\s*Tj")
_SHOWN_TEXT = re.compile(rb"[)>]\s*(Tj|['\"])|\]\s*TJ")
_Places: TypeAlias = dict[int, list[tuple[Field, int]]]
"""By page: fields, and which of their widgets."""


def draw_missing_values(document: pikepdf.Pdf) -> None:
    """Draw the value of each text field whose appearance is missing or shows no text; others stay as they are."""
    for number, shown in _missing(document).items():
        page = document.pages[number]
        texts = {field.name: field.value for field, _ in shown}
        try:
            overlay = field_overlay(page, shown, texts, set())
        except DoesNotFit:
            raise PaperRefused(Refusal.BROKEN) from None
        lay_over(document, page, overlay)
        for field, position in shown:
            annotation = document.get_object(field.widgets[position].objgen)
            if "/AP" in annotation:
                del annotation["/AP"]  # empty as it is, it would cover what has been drawn


def _missing(document: pikepdf.Pdf) -> _Places:
    places: _Places = defaultdict(list)
    for field in read_fields(document).values():
        if field.kind is FieldKind.TEXT and field.value.strip():
            for position, widget in enumerate(field.widgets):
                if not _shows_text(document, widget):
                    places[widget.page].append((field, position))
    return places


def _shows_text(document: pikepdf.Pdf, widget: Widget) -> bool:
    appearances: Any = document.get_object(widget.objgen).get("/AP")
    appearance = appearances.get("/N") if isinstance(appearances, pikepdf.Dictionary) else None
    if not isinstance(appearance, pikepdf.Stream):
        return False
    return _SHOWN_TEXT.search(_EMPTY_TEXT.sub(b"", appearance.read_bytes())) is not None
