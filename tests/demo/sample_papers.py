"""Papers on the demo's USB stick: Utopia's specimens, one of them with a script that must not survive."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import cairocffi
import pikepdf

_A4 = (595.0, 842.0)
_LEASE = (
    "MIETVERTRAG (Muster)",
    "Mieterin: ERIKSSON ANNA MARIA",
    "Wohnung: 2 Zimmer, 48 m²",
    "Kaltmiete: 412,00 EUR",
)
_PAY_SLIP = (
    "LOHNABRECHNUNG (Muster)",
    "ERIKSSON ANNA MARIA",
    "Arbeitgeber: Utopia Specimen GmbH",
    "Netto: 1.846,20 EUR",
)


def stick_files() -> Mapping[str, bytes]:
    """Return what is on the stick, by path, the newest first."""
    return {
        "Mietvertrag.pdf": _drawn(_LEASE, pages=2),
        "Papiere/Lohnabrechnung.pdf": _with_script(_drawn(_PAY_SLIP)),
        "Fotos/urlaub.jpg": b"no paper",
        "._Mietvertrag.pdf": b"what macOS leaves behind",
    }


def _drawn(lines: Sequence[str], pages: int = 1) -> bytes:
    output = io.BytesIO()
    surface = cairocffi.PDFSurface(output, *_A4)
    context = cairocffi.Context(surface)
    context.select_font_face("Noto Sans")
    for page in range(1, pages + 1):
        context.set_font_size(20)
        for row, line in enumerate((*lines, f"Seite {page} von {pages}")):
            context.move_to(70, 110 + 34 * row)
            context.show_text(line)
        context.rectangle(60, 70, 475, 60 + 34 * len(lines))
        context.stroke()
        surface.show_page()
    surface.finish()
    return output.getvalue()


def _with_script(pdf: bytes) -> bytes:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.beep()"))
        document.save(output)
    return output.getvalue()
