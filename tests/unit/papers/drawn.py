"""PDFs as visitors bring them along, and their pages as pictures. Utopia's papers, made by cairo."""

from __future__ import annotations

import io

import cairocffi
import pikepdf
import pypdfium2
from PIL import Image, ImageChops

A4 = (595.0, 842.0)
RASTER_PX = 842


def drawn_pdf(pages: int = 1) -> bytes:
    """Return pages with text, lines, a gradient and a picture; every one looks different."""
    output = io.BytesIO()
    surface = cairocffi.PDFSurface(output, *A4)
    context = cairocffi.Context(surface)
    for number in range(pages):
        _draw_page(context, number)
        surface.show_page()
    surface.finish()
    return output.getvalue()


def opened(pages: int = 1) -> pikepdf.Pdf:
    document = pikepdf.open(io.BytesIO(drawn_pdf(pages)))
    for page in document.pages:
        # cairo turns the page upside down for good; what tests add is to be seen where they put it.
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q")
    return document


def saved(document: pikepdf.Pdf) -> bytes:
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def pictures(pdf: bytes) -> list[Image.Image]:
    """Return the pages as a reader shows them, fields and other annotations included."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    try:
        return [
            page.render(scale=RASTER_PX / max(page.get_size()), may_draw_forms=True).to_pil().convert("RGB")
            for page in document
        ]
    finally:
        document.close()


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the part of pixels that differ visibly; 1.0 for pictures of other sizes."""
    if one.size != other.size:
        return 1.0
    histogram = ImageChops.difference(one, other).convert("L").histogram()
    return sum(histogram[40:]) / (one.width * one.height)


def ink(picture: Image.Image, box: tuple[float, float, float, float]) -> int:
    """Return how many pixels are dark within a box given in parts of the page, from the top left."""
    width, height = picture.size
    corners = (int(box[0] * width), int(box[1] * height), int(box[2] * width), int(box[3] * height))
    return sum(picture.crop(corners).convert("L").histogram()[:160])


def _draw_page(context: cairocffi.Context, number: int) -> None:
    context.set_source_rgb(0.1, 0.1, 0.4)
    context.select_font_face("Noto Sans")
    context.set_font_size(24)
    context.move_to(60, 80)
    context.show_text(f"Lease {number + 1} of ERIKSSON ANNA MARIA")
    gradient = cairocffi.LinearGradient(60, 120, 400, 220)
    gradient.add_color_stop_rgb(0, 1, 0.8, 0.2)
    gradient.add_color_stop_rgb(1, 0.1, 0.5, 0.3)
    context.set_source(gradient)
    context.rectangle(60, 120, 340, 100 + 10 * number)
    context.fill()
    picture = cairocffi.ImageSurface(cairocffi.FORMAT_RGB24, 64, 64)
    painter = cairocffi.Context(picture)
    painter.set_source_rgb(0.8, 0.1, 0.1)
    painter.arc(32, 32, 20 + number % 10, 0, 7)
    painter.fill()
    context.set_source_surface(picture, 420, 120)
    context.paint_with_alpha(0.7)
