"""Writes a PDF anew: a new file gets what the pages draw, their boxes and their rotation, and nothing else."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2

from appliance.papers.form_values import draw_missing_values
from appliance.papers.layers import Layers
from appliance.papers.object_copy import ObjectCopy
from appliance.papers.paper import CleanPaper, PaperLimits, PaperRefused, Refusal

_HEAD = b"%PDF-"
_HEAD_WITHIN = 1024
"""Readers accept that much before it (ISO 32000-1, annex H, implementation note 13)."""
_BOXES = ("/MediaBox", "/CropBox")
_LONGEST_SIDE = 14_400
"""200 inches, the most that ISO 32000-1 lets readers cope with."""
_TRIAL_PX = 120
_BROKEN = (pikepdf.PdfError, pypdfium2.PdfiumError, LookupError, TypeError, ValueError, AttributeError)
"""What the libraries raise over files that are not what they say; RuntimeError is their last word."""


def rewrite(pdf: bytes, limits: PaperLimits) -> CleanPaper:
    """Raises PaperRefused; MemoryError and worse are up to the process that this runs in."""
    if _HEAD not in pdf[: _HEAD_WITHIN + len(_HEAD)]:
        raise PaperRefused(Refusal.NOT_A_PDF)
    try:
        with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as document:
            paper = _rewritten(document, limits)
        if len(paper.pdf) > limits.file_bytes:
            raise PaperRefused(Refusal.TOO_LARGE)
        _try_out(paper)
    except pikepdf.PasswordError:
        raise PaperRefused(Refusal.ENCRYPTED) from None
    except (*_BROKEN, RuntimeError, OverflowError):
        raise PaperRefused(Refusal.BROKEN) from None
    return paper


def _rewritten(document: pikepdf.Pdf, limits: PaperLimits) -> CleanPaper:
    if document.is_encrypted:
        raise PaperRefused(Refusal.ENCRYPTED)
    pages = len(document.pages)
    if pages > limits.pages:
        raise PaperRefused(Refusal.TOO_MANY_PAGES)
    if pages == 0:
        raise PaperRefused(Refusal.BROKEN)
    layers = Layers(document)
    _flatten(document, layers)
    with pikepdf.new() as clean:
        copy = ObjectCopy(clean, layers, limits)
        for page in document.pages:
            _add_page(clean, page, copy, layers)
        output = io.BytesIO()
        clean.save(output, deterministic_id=True)
    return CleanPaper(output.getvalue(), pages)


def _flatten(document: pikepdf.Pdf, layers: Layers) -> None:
    """Make fields and other annotations part of what their page draws, if a reader would show them."""
    draw_missing_values(document)
    form = document.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/NeedAppearances" in form:
        del form["/NeedAppearances"]  # with it, qpdf would leave the fields alone
    for page in document.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, pikepdf.Array):
            page.obj.Annots = pikepdf.Array([each for each in annotations if _is_drawn(each, layers)])
    document.flatten_annotations("screen")


def _is_drawn(annotation: Any, layers: Layers) -> bool:
    """A pop-up is the note behind a mark, and not on the page before it is asked for."""
    return (
        isinstance(annotation, pikepdf.Dictionary)
        and "/AP" in annotation
        and str(annotation.get("/Subtype", "")) != "/Popup"
        and not layers.hide(annotation.get("/OC"))
    )


def _add_page(clean: pikepdf.Pdf, page: pikepdf.Page, copy: ObjectCopy, layers: Layers) -> None:
    made = pikepdf.Dictionary(Type=pikepdf.Name.Page)
    for box in _BOXES:
        if box in page.obj:
            made[box] = _box(page.obj[box])
    rotation = page.obj.get("/Rotate", 0)
    if isinstance(rotation, int) and rotation % 90 == 0:
        made["/Rotate"] = rotation % 360
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    made["/Resources"] = copy.resources(resources)
    if "/Group" in page.obj:
        made["/Group"] = copy.plain(page.obj["/Group"])
    if "/UserUnit" in page.obj:
        made["/UserUnit"] = copy.plain(page.obj["/UserUnit"])
    data = b"\n".join(copy.unpacked(part) for part in _contents(page))
    made["/Contents"] = clean.make_stream(layers.visible(page, resources, data))
    clean.pages.append(pikepdf.Page(clean.make_indirect(made)))


def _box(value: Any) -> Any:
    corners = [float(corner) for corner in value]
    if len(corners) != 4 or not all(abs(corner) <= _LONGEST_SIDE for corner in corners):
        raise PaperRefused(Refusal.BROKEN)
    return pikepdf.Array(corners)


def _contents(page: pikepdf.Page) -> list[Any]:
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


def _try_out(paper: CleanPaper) -> None:
    """Let another library than the one that wrote it draw every page, as terminal and printer will have to."""
    document = pypdfium2.PdfDocument(paper.pdf)
    try:
        if len(document) != paper.pages:
            raise PaperRefused(Refusal.BROKEN)
        for number in range(paper.pages):
            page = document[number]
            if min(page.get_size()) < 1:
                raise PaperRefused(Refusal.BROKEN)
            page.render(scale=_TRIAL_PX / max(page.get_size()))
            page.close()
    finally:
        document.close()
