"""Submissions to send in tests: a specimen's, with whatever words should be looked for afterwards."""

from __future__ import annotations

import datetime as dt
import json
import random

from ulid import ULID

from appliance.outbox.submission import Paper, Submission, SubmissionKind

CREATED = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def submission(
    words: str = "ERIKSSON ANNA MARIA",
    *,
    office: str = "wohnungsamt",
    papers: int = 1,
    pdf_size: int = 3000,
    kind: SubmissionKind = SubmissionKind.APPLICATION,
) -> Submission:
    """Return one with an id of its own. PDFs are random bytes around the words, line ends and zeros too."""
    made = str(ULID())
    return Submission(
        id=made,
        reference="MD-7K4Q-2XF9",
        office=office,
        kind=kind,
        form_id="wohngeld",
        form_title="Antrag auf Wohngeld (Mietzuschuss) für Übergangswohnungen",
        schema_id="https://example.org/schemas/wohngeld.json",
        language="ar",
        created_at=CREATED,
        pdf=_pdf(made, words, pdf_size),
        pages=3,
        data=json.dumps({"name": words, "ort": "Utopia ș مع"}, ensure_ascii=False).encode(),
        papers=tuple(
            Paper(f"unterlage-{n}.pdf", 1, _pdf(f"{made}/{n}", words, pdf_size)) for n in range(1, papers + 1)
        ),
    )


def _pdf(seed: str, words: str, size: int) -> bytes:
    dice = random.Random(seed)
    return b"%PDF-1.7\r\n" + dice.randbytes(size // 2) + words.encode() + dice.randbytes(size // 2) + b"\n%%EOF\r"
