"""A PDF begun and finished: A4, a title, a date and a language, and nothing else about anybody."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import cairocffi
import pikepdf

from appliance.printing import phrases
from appliance.printing.sheet import HEIGHT, WIDTH, Sheet

LANGUAGE = "de-DE"


def draw_pdf(title: str, date: dt.date, draw: Callable[[Sheet], None]) -> bytes:
    """Return what `draw` puts on the sheet, which ends each page itself. The same strokes give the same bytes."""
    buffer = io.BytesIO()
    surface = cairocffi.PDFSurface(buffer, WIDTH, HEIGHT)
    surface.set_metadata(cairocffi.PDF_METADATA_TITLE, title)
    surface.set_metadata(cairocffi.PDF_METADATA_CREATOR, phrases.SERVICE_CENTRE)
    surface.set_metadata(cairocffi.PDF_METADATA_CREATE_DATE, f"{date.isoformat()}T00:00:00Z")
    draw(Sheet(cairocffi.Context(surface)))
    surface.finish()
    return _finished(buffer.getvalue())


def join_pdfs(first: bytes, *others: bytes) -> bytes:
    """Return one PDF with all pages in this order; title and language are those of the first."""
    with pikepdf.open(io.BytesIO(first)) as document:
        for other in others:
            with pikepdf.open(io.BytesIO(other)) as more:
                document.pages.extend(more.pages)
        return _saved(document)


def _finished(pdf: bytes) -> bytes:
    """Add what cairo cannot say: the language, and that the window shows the title."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.Root.Lang = pikepdf.String(LANGUAGE)
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    output = io.BytesIO()
    document.save(output, deterministic_id=True)
    return output.getvalue()
