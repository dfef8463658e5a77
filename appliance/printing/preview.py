"""Pages as pictures, for the preview on screen: the very PDF that will be printed."""

from __future__ import annotations

import contextlib
import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2

_PDFIUM = threading.Lock()
"""PDFium may be called by one thread at a time."""


@dataclass(frozen=True)
class PageImage:
    width: int
    height: int
    rgb: bytes
    """Rows from the top, three bytes a pixel, no padding."""

    def __repr__(self) -> str:
        return f"PageImage({self.width}x{self.height})"


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def render_pages(pdf: bytes, width_px: int) -> tuple[PageImage, ...]:
    """Return every page at this width."""
    with _opened(pdf) as document:
        return tuple(_render(document[number], width_px) for number in range(len(document)))


def render_page(pdf: bytes, number: int, width_px: int) -> PageImage:
    """Return one page, counted from 0."""
    with _opened(pdf) as document:
        return _render(document[number], width_px)


@contextlib.contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def _render(page: pypdfium2.PdfPage, width_px: int) -> PageImage:
    bitmap = page.render(scale=width_px / page.get_width(), rev_byteorder=True)
    image = bitmap.to_pil().convert("RGB")
    return PageImage(image.width, image.height, image.tobytes())
