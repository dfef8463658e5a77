"""The test page: one A4 page with id and time, a code that the reader takes, and nothing about anybody."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from appliance.content.interface import STAFF_LANGUAGES, load_interface
from appliance.printing.self_test import reader_code, self_test_page, self_test_receipt
from hardware.id_scanner.frames import Outcome, frame_of
from tests.flows.visit import CONTENT
from tests.samples import NOON

WORDS = load_interface(CONTENT / "staff", STAFF_LANGUAGES)


def test_the_page_says_which_terminal_and_when() -> None:
    pdf = self_test_page("b-3", NOON, WORDS)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        box = [float(side) for side in document.pages[0].mediabox]
        assert len(document.pages) == 1
    assert box[2:] == pytest.approx([595.3, 841.9], abs=0.1)
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "Terminal b-3" in text
    assert "02.03.2026, 12:00 Uhr" in text


def test_the_code_is_one_that_the_reader_takes() -> None:
    assert frame_of((reader_code("halle-b-3"),)).outcome is Outcome.CODE


def test_the_receipt_is_as_wide_as_the_head_and_has_ink() -> None:
    job = self_test_receipt("b-3", NOON, WORDS, "self-test-1/receipt")
    assert (job.key, job.width_px) == ("self-test-1/receipt", 576)
    assert len(job.bitmap) == job.height_px * 72
    assert any(job.bitmap)
