"""Any bytes at all: a clean paper or a refusal, nothing else; in this process, so that a crash would be seen.

MIGRADO_LONG=1 tries a hundred times as many.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.papers.cleaning import clean
from appliance.papers.paper import CleanPaper, PaperLimits, PaperRefused, Refusal
from appliance.papers.rewriting import rewrite
from tests.unit.papers.drawn import drawn_pdf
from tests.unit.papers.hostile import ACTIVE, MARK

EXAMPLES = 4000 if os.environ.get("MIGRADO_LONG") else 40
SEEDS = [drawn_pdf(2), *(make() for make in ACTIVE.values())]
WORDS = (
    b"/Kids",
    b"/Pages",
    b"/Length",
    b"/Filter",
    b"0 R",
    b"[",
    b">>",
    b"-1",
    b"999999999999",
    b"endobj",
    b"null",
)
LIMITS = PaperLimits()


def outcome(pdf: bytes, how: Callable[[bytes, PaperLimits], CleanPaper] = rewrite) -> CleanPaper | Refusal:
    try:
        return how(pdf, LIMITS)
    except PaperRefused as refused:
        return refused.reason


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A PDF with some bytes changed, words put in, and pieces cut out, doubled or swapped."""
    pdf = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(pdf) - 1))
        length = draw(st.integers(1, 200))
        match draw(st.sampled_from(("flip", "word", "cut", "double", "number"))):
            case "flip":
                pdf[at] = draw(st.integers(0, 255))
            case "word":
                pdf[at:at] = b" " + draw(st.sampled_from(WORDS)) + b" "
            case "cut" if len(pdf) > length + 20:
                del pdf[at : at + length]
            case "double":
                pdf[at:at] = pdf[at : at + length]
            case "number" if 48 <= pdf[at] <= 57:
                pdf[at] = draw(st.integers(48, 57))
    return bytes(pdf)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pdf=mutated())
def test_a_mutated_pdf_is_clean_or_refused(pdf: bytes) -> None:
    found = outcome(pdf)
    if isinstance(found, CleanPaper):
        assert 1 <= found.pages <= LIMITS.pages
        assert MARK.encode() not in found.pdf


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.binary(max_size=400), keys=st.lists(st.sampled_from(WORDS), max_size=6))
def test_any_content_stream_is_clean_or_refused(content: bytes, keys: list[bytes]) -> None:
    packed = zlib.compress(content)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /X "
        + b" ".join(keys)
        + b" >> >>",
        b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(packed), packed),
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, start=1))
    outcome(b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n")


@settings(max_examples=EXAMPLES // 10, deadline=None)
@given(pdf=mutated())
def test_in_its_own_process_it_is_the_same(pdf: bytes) -> None:
    outcome(pdf, clean)
