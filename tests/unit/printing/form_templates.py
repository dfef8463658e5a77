"""Official-looking PDFs with form fields, made for the tests, with the traps that real ones have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

COMB, MULTI_LINE, RADIO, PUSH_BUTTON = 1 << 24, 1 << 12, 1 << 15, 1 << 16
PRINT = 4
A4 = (0, 0, 595, 842)
STATIC_TEXT = "Angaben zur Person"


class FormPdf:
    """Builds one page by page; every method that adds a field returns it."""

    def __init__(self, *, rotate: int = 0, mediabox: tuple[float, ...] = A4) -> None:
        self.document = pikepdf.new()
        self._helvetica = self.document.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        )
        left, bottom = mediabox[:2]
        # The page leaves its own state changed, as careless files do.
        content = f"0.5 0 0 0.5 0 0 cm BT /F1 24 Tf {2 * left + 100} {2 * bottom + 1600} Td ({STATIC_TEXT}) Tj ET"
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array(list(mediabox)),
            Resources=Dictionary(Font=Dictionary(F1=self._helvetica)),
            Contents=self.document.make_stream(content.encode()),
            Annots=Array(),
        )
        self.document.pages.append(pikepdf.Page(self.document.make_indirect(page)))
        self.page = self.document.pages[0]
        # Inherited by the page, as the standard allows.
        self.document.Root.Pages.Rotate = rotate
        self.document.Root.AcroForm = self.document.make_indirect(
            Dictionary(
                Fields=Array(),
                DA=String("/Helv 10 Tf 0 g"),
                DR=Dictionary(Font=Dictionary(Helv=self._helvetica)),
                NeedAppearances=True,
            )
        )

    def text(self, name: str, rect: tuple[float, ...], *, flags: int = 0, **entries: Any) -> pikepdf.Object:
        return self._field(name, rect, FT=Name.Tx, Ff=flags, **entries)

    def comb(self, name: str, rect: tuple[float, ...], cells: int) -> pikepdf.Object:
        return self.text(name, rect, flags=COMB, MaxLen=cells)

    def check_box(self, name: str, rect: tuple[float, ...], on_state: str) -> pikepdf.Object:
        """A box whose frame is drawn by the field itself, and which the office left ticked."""
        return self._field(name, rect, FT=Name.Btn, AP=self._states(on_state), AS=Name(f"/{on_state}"))

    def radio(self, name: str, rects: dict[str, tuple[float, ...]]) -> pikepdf.Object:
        parent = self.document.make_indirect(Dictionary(T=String(name), FT=Name.Btn, Ff=RADIO, Kids=Array()))
        for on_state, rect in rects.items():
            parent.Kids.append(self._widget(rect, Parent=parent, AP=self._states(on_state), AS=Name.Off))
        self.document.Root.AcroForm.Fields.append(parent)
        return parent

    def nested(self, group: str, name: str, rect: tuple[float, ...]) -> pikepdf.Object:
        """A field `group.name` whose type stands in its parent."""
        parent = self.document.make_indirect(Dictionary(T=String(group), FT=Name.Tx, Kids=Array()))
        parent.Kids.append(self._widget(rect, T=String(name), Parent=parent))
        self.document.Root.AcroForm.Fields.append(parent)
        return parent

    def save(self, path: Path, **options: Any) -> Path:
        self.document.save(path, **options)
        return path

    def _field(self, name: str, rect: tuple[float, ...], **entries: Any) -> pikepdf.Object:
        field = self._widget(rect, T=String(name), **entries)
        self.document.Root.AcroForm.Fields.append(field)
        return field

    def _widget(self, rect: tuple[float, ...], **entries: Any) -> pikepdf.Object:
        widget = self.document.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, Rect=Array(list(rect)), F=PRINT, P=self.page.obj, **entries
            )
        )
        self.page.obj.Annots.append(widget)
        return widget

    def _states(self, on_state: str) -> Dictionary:
        frame = b"0.5 0.5 11 11 re S"
        filled = b"0 0 12 12 re f"
        return Dictionary(N=Dictionary({f"/{on_state}": self._form(filled), "/Off": self._form(frame)}))

    def _form(self, content: bytes) -> pikepdf.Object:
        return self.document.make_stream(
            content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 12, 12]), Resources=Dictionary()
        )


def official_form() -> FormPdf:
    """One page with every kind of field. Rectangles are what the tests look at."""
    form = FormPdf()
    form.text("name", (100, 700, 300, 718))
    form.text("note", (100, 560, 300, 640), flags=MULTI_LINE)
    form.comb("born", (100, 660, 260, 680), 8)
    form.check_box("married", (100, 520, 112, 532), "Ja")
    form.check_box("rents", (140, 520, 152, 532), "On")
    form.radio("sex", {"w": (100, 480, 112, 492), "m": (140, 480, 152, 492), "Straße": (180, 480, 192, 492)})
    form.nested("address", "postcode", (100, 440, 200, 458))
    form.text("framed", (100, 400, 200, 420), MK=Dictionary(BC=Array([1, 0, 0])), BS=Dictionary(W=2))
    form._field("print", (400, 20, 500, 40), FT=Name.Btn, Ff=PUSH_BUTTON, MK=Dictionary(CA=String("Drucken")))
    form.text("old", (300, 400, 400, 420), V=String("Muster"), AP=Dictionary(N=form._form(b"0 0 12 12 re f")))
    return form
