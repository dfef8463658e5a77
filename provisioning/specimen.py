"""The test submission: a specimen of Utopia (ICAO 9303), marked as a test wherever an office may look first."""

from __future__ import annotations

import datetime as dt
import io
import json

import pikepdf

from appliance.outbox.submission import Submission, SubmissionKind

TITLE = "TESTEINREICHUNG – bitte löschen"
SCHEMA_ID = "https://www.dortmund.de/migrado/schemas/testeinreichung/1.json"
"""Published as docs/schemas/testeinreichung.json."""
FORM_ID = "testeinreichung"
REFERENCE = "MD-TEST-TEST"
_LINES = (
    "Das ist keine echte Einsendung. Sie prüft den Weg vom Terminal zum Amt.",
    "Es gibt keine Person dazu. Bitte löschen; es ist nichts zu beantworten.",
    "",
    "Familienname: ERIKSSON     Vornamen: ANNA MARIA     Staat: UTOPIA",
)
_A4 = (595, 842)


def specimen(submission_id: str, office: str, now: dt.datetime, schema_id: str = SCHEMA_ID) -> Submission:
    return Submission(
        id=submission_id,
        reference=REFERENCE,
        office=office,
        kind=SubmissionKind.APPLICATION,
        form_id=FORM_ID,
        form_title=TITLE,
        schema_id=schema_id,
        language="de",
        created_at=now,
        pdf=_pdf(submission_id),
        pages=1,
        data=_data(submission_id, office, schema_id),
    )


def _data(submission_id: str, office: str, schema_id: str) -> bytes:
    values = {
        "$schema": schema_id,
        "test": TITLE,
        "submission": {"id": submission_id, "reference": REFERENCE, "office": office},
        "answers": {"family_name": "ERIKSSON", "given_names": "ANNA MARIA", "nationality": "UTO"},
    }
    return json.dumps(values, ensure_ascii=False).encode()


def _pdf(submission_id: str) -> bytes:
    """Return one page in a font that every reader has."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=_A4)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name("/Helvetica"),
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    lines = [_text(20, 760, TITLE)]
    lines += [_text(12, 710 - 20 * n, line) for n, line in enumerate((*_LINES, "", f"Kennung: {submission_id}"))]
    page.Contents = document.make_stream(b"\n".join(lines))
    document.docinfo["/Title"] = TITLE
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _text(size: int, y: int, text: str) -> bytes:
    shown = text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /F1 %d Tf 56 %d Td (" % (size, y) + shown + b") Tj ET"
