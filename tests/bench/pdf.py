"""Answers to PDF, warm: each real form, filled in as a visitor would, typeset by the terminal's own code.

The baseline draws as many lines of the same kind on as many bare pages with cairo and Pango, and nothing else.
"""

from __future__ import annotations

import datetime as dt
import io
import statistics
import tempfile
from pathlib import Path

import cairocffi
import pangocairocffi

from appliance.forms.answers import Answers
from appliance.printing.preview import page_count
from appliance.typesetting import typeset
from tests.bench.result import Result, seconds
from tests.bench.rounds import interleaved, timed
from tests.flows.visit import Story, offering

LIMIT_S = 0.5
TODAY = dt.date(2026, 3, 2)
RANDOM = bytes(range(16))
A4_POINTS = (595.28, 841.89)
LINES_A_PAGE = 40


def measure(quick: bool) -> list[Result]:
    return [
        _measured(form_id, 3 if quick else 10)
        for form_id in sorted(form.id for form in offering().catalogue.applications)
    ]


def _measured(form_id: str, rounds: int) -> Result:
    answers = _answers(form_id)

    def ours() -> bytes:
        return typeset(offering(), form_id, answers, RANDOM, TODAY).pdf

    pages = page_count(ours())
    ours_s, bare_s = (
        statistics.median(times)
        for times in interleaved(rounds, lambda: timed(ours), lambda: timed(lambda: bare_pages(pages)))
    )
    return Result(
        f"answers to PDF, {form_id}",
        seconds(ours_s),
        seconds(bare_s),
        ours_s / bare_s,
        f"<= {LIMIT_S:g} s",
        ours_s <= LIMIT_S,
        f"{pages} pages",
    )


def _answers(form_id: str) -> Answers:
    with tempfile.TemporaryDirectory(prefix="bench-pdf-") as directory:
        story = Story(Path(directory))
        story.begins("uk", form_id)
        story.answers_everything()
        return story.visit.answers(form_id)


def bare_pages(pages: int) -> bytes:
    out = io.BytesIO()
    surface = cairocffi.PDFSurface(out, *A4_POINTS)
    context = cairocffi.Context(surface)
    for _ in range(pages):
        for line in range(LINES_A_PAGE):
            layout = pangocairocffi.create_layout(context)
            layout.text = f"{line}: Familienname, Vornamen und Geburtsdatum der antragstellenden Person"
            context.move_to(50, 20 * line + 20)
            pangocairocffi.show_layout(context, layout)
        surface.show_page()
    surface.finish()
    return out.getvalue()
