"""Official PDFs: refuses what cannot be filled, draws the answers over the page, and removes the fields.

Values are not set as field values: the fonts that forms bring along lack most of the letters in visitors' names.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import cairocffi
import pikepdf

from appliance.forms.definition import Template, TemplateField
from appliance.printing.acroform_drawing import DoesNotFit, draw_cross, draw_frame, draw_text
from appliance.printing.acroform_fields import Field, FieldKind, read_fields
from appliance.printing.sheet import Sheet
from appliance.printing.template_values import FieldText, FieldTick, TemplateValue

__all__ = ["DoesNotFit", "TemplateRefused", "check_template", "field_overlay", "fill_template", "lay_over"]
_ENCRYPTED = "The file is encrypted: ask the office for one without a password and without restrictions."
Fields: TypeAlias = Mapping[str, Field]


class TemplateRefused(Exception):
    """Why an official PDF cannot be used: all reasons at once, in words for the people who edit the content."""

    def __init__(self, path: Path, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(f"{path.name}: " + " ".join(self.reasons))


def check_template(template: Template) -> None:
    """Raise TemplateRefused unless the PDF can be filled by this field map."""
    with _opened(template.path) as document:
        _checked_fields(template, document)


def fill_template(template: Template, values: Iterable[TemplateValue]) -> bytes:
    """Return the PDF with the values drawn and without fields. Raises TemplateRefused and DoesNotFit."""
    with _opened(template.path) as document:
        fields = _checked_fields(template, document)
        overlays = _overlays(document, fields, tuple(values))
        _flatten(document)
        for number, overlay in overlays.items():
            lay_over(document, document.pages[number], overlay)
        output = io.BytesIO()
        document.save(output, deterministic_id=True)
    return output.getvalue()


def _checked_fields(template: Template, document: pikepdf.Pdf) -> Fields:
    try:
        fields = read_fields(document)
    except (LookupError, TypeError, ValueError, AttributeError):
        raise TemplateRefused(template.path, ("The file's form fields are broken.",)) from None
    problems = tuple(_problems(fields, template.fields))
    if problems:
        raise TemplateRefused(template.path, problems)
    return fields


def _opened(path: Path) -> pikepdf.Pdf:
    try:
        document = pikepdf.open(path)
    except pikepdf.PasswordError:
        raise TemplateRefused(path, (_ENCRYPTED,)) from None
    except FileNotFoundError:
        raise TemplateRefused(path, ("There is no such file.",)) from None
    except pikepdf.PdfError:
        raise TemplateRefused(path, ("The file is not a readable PDF.",)) from None
    refusal = _refusal(document)
    if refusal:
        document.close()
        raise TemplateRefused(path, (refusal,))
    return document


def _refusal(document: pikepdf.Pdf) -> str:
    if document.is_encrypted:
        return _ENCRYPTED
    form = document.Root.get("/AcroForm")
    if form is not None and "/XFA" in form:
        return "The file is an XFA form, which only Adobe's own reader shows: ask the office for an AcroForm."
    if form is None or not len(form.get("/Fields", [])):
        return "The file has no form fields."
    return ""


def _problems(fields: Fields, targets: Iterable[TemplateField]) -> Iterator[str]:
    for target in targets:
        field = fields.get(target.pdf_field)
        if field is None:
            yield f"There is no field `{target.pdf_field}`."
        elif not field.widgets:
            yield f"The field `{target.pdf_field}` is on no page."
        elif bool(target.when) != (field.kind is FieldKind.TICK) or field.kind is FieldKind.OTHER:
            wanted = "a check box" if target.when else "a text field"
            yield f"The field `{target.pdf_field}` is not {wanted}."
        elif target.when and _bare(target.on_state) not in field.on_states:
            states = ", ".join(f"`{state}`" for state in sorted(field.on_states))
            yield f"The field `{target.pdf_field}` has no state `{_bare(target.on_state)}`, only {states}."


def _bare(state: str) -> str:
    return state.removeprefix("/")


def _overlays(document: pikepdf.Pdf, fields: Fields, values: tuple[TemplateValue, ...]) -> dict[int, bytes]:
    """Return one PDF page for each page that something is drawn on."""
    by_page: dict[int, list[tuple[Field, int]]] = defaultdict(list)
    for field in fields.values():
        for position, widget in enumerate(field.widgets):
            by_page[widget.page].append((field, position))
    texts = {value.pdf_field: value.text for value in values if isinstance(value, FieldText)}
    ticks = {(value.pdf_field, _bare(value.on_state)) for value in values if isinstance(value, FieldTick)}
    return {
        number: field_overlay(document.pages[number], shown, texts, ticks)
        for number, shown in sorted(by_page.items())
    }


def field_overlay(
    page: pikepdf.Page, shown: Iterable[tuple[Field, int]], texts: Mapping[str, str], ticks: set[tuple[str, str]]
) -> bytes:
    """Return a PDF page, drawn in the page's own space, whatever part of it is shown and however it is rotated."""
    left, bottom, right, top = (float(corner) for corner in page.mediabox)
    buffer = io.BytesIO()
    surface = cairocffi.PDFSurface(buffer, right - left, top - bottom)
    sheet = Sheet(cairocffi.Context(surface))
    sheet.context.translate(-left, 0)
    for field, position in shown:
        widget = field.widgets[position]
        if field.kind is FieldKind.TEXT:
            draw_frame(sheet, top, widget)
            if texts.get(field.name):
                draw_text(sheet, top, field, widget, texts[field.name])
        elif (field.name, widget.on_state) in ticks:
            draw_cross(sheet, top, widget)
    surface.finish()
    return buffer.getvalue()


def _flatten(document: pikepdf.Pdf) -> None:
    """Turn boxes that are part of fields into page content, unticked, and remove every field and script."""
    form = document.Root.AcroForm
    for page in document.pages:
        for annotation in page.obj.get("/Annots", []):
            if str(annotation.get("/Subtype", "")) != "/Widget":
                continue
            if _shows_states(annotation):
                annotation.AS = pikepdf.Name.Off
            elif "/AP" in annotation:
                del annotation["/AP"]
    if "/NeedAppearances" in form:
        del form["/NeedAppearances"]  # with it, qpdf would leave the fields alone
    document.flatten_annotations("print")
    for page in document.pages:
        kept = [each for each in page.obj.get("/Annots", []) if str(each.get("/Subtype", "")) != "/Widget"]
        page.obj.Annots = pikepdf.Array(kept)
    for key in ("/AcroForm", "/OpenAction", "/AA"):
        if key in document.Root:
            del document.Root[key]


def _shows_states(annotation: pikepdf.Object) -> bool:
    normal = annotation.get("/AP", pikepdf.Dictionary()).get("/N")
    return isinstance(normal, pikepdf.Dictionary) and not isinstance(normal, pikepdf.Stream)


def lay_over(document: pikepdf.Pdf, page: pikepdf.Page, overlay: bytes) -> None:
    left, bottom = (float(corner) for corner in page.mediabox[:2])
    with pikepdf.open(io.BytesIO(overlay)) as drawn:
        drawing = document.copy_foreign(drawn.pages[0].as_form_xobject())
    name = page.add_resource(drawing, pikepdf.Name.XObject, pikepdf.Name.MigraDoAnswers)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ q 1 0 0 1 {left:.4f} {bottom:.4f} cm {name} Do Q\n".encode())
