"""A PDF whose text stands in it as glyphs, as a form's does: what a search for marks has to find."""

from __future__ import annotations

import io

import cairocffi
import pangocairocffi


def as_pdf(text: str) -> bytes:
    out = io.BytesIO()
    surface = cairocffi.PDFSurface(out, 300, 300)
    context = cairocffi.Context(surface)
    layout = pangocairocffi.create_layout(context)
    layout.text = text
    pangocairocffi.show_layout(context, layout)
    surface.finish()
    return out.getvalue()
