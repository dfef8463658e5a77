"""The test page and the test receipt: what shows whether a printer prints well, the terminal's id and the time."""

from __future__ import annotations

import datetime as dt
import io

import cairocffi

from appliance.content.interface import InterfaceTexts
from appliance.content.text import GERMAN
from appliance.printing.pango import Align, Paragraph
from appliance.printing.receipt_strip import WIDTH as DOTS
from appliance.printing.receipt_strip import Strip
from appliance.printing.sheet import HEIGHT, LEFT, LINE, QUIET, TEXT_WIDTH, WIDTH, Sheet, mm
from appliance.session.step import LOCAL_TIME
from hardware.ports import ReceiptJob

SCRIPTS = "ÄÖÜ äöü ß · Ș ł Ğ ı ő · Ґ Є Ї щ · العربية · فارسی · ትግርኛ · 0123456789"
"""A letter of every alphabet that comes out of these printers."""
_EDGE = mm(8)
_STEPS = 10


def reader_code(terminal_id: str) -> str:
    """Return what the reader is shown: `MIGRADO:TEST:` and the terminal's id in capitals."""
    return f"MIGRADO:TEST:{terminal_id.upper()}"


def self_test_page(terminal_id: str, now: dt.datetime, words: InterfaceTexts) -> bytes:
    """Return one A4 page as PDF. Nothing on it is about a visitor."""
    buffer = io.BytesIO()
    surface = cairocffi.PDFSurface(buffer, WIDTH, HEIGHT)
    sheet = Sheet(cairocffi.Context(surface))
    sheet.box(_EDGE, _EDGE, WIDTH - 2 * _EDGE, HEIGHT - 2 * _EDGE, LINE)
    y = mm(25)
    for text, size, bold in _lines(terminal_id, now, words):
        y += sheet.write(Paragraph(text, GERMAN, size, TEXT_WIDTH, bold=bold), LEFT, y).height + mm(3)
    y = _draw_steps(sheet, y + mm(4))
    for text in (words.german("paper.look"), words.german("paper.code")):
        y += sheet.write(Paragraph(text, GERMAN, 12.0, TEXT_WIDTH), LEFT, y).height + mm(3)
    sheet.qr_code(reader_code(terminal_id), LEFT + mm(4), y + mm(4), mm(35))
    foot = Paragraph(words.german("paper.nothing"), GERMAN, 10.0, TEXT_WIDTH)
    sheet.write(foot, LEFT, HEIGHT - mm(25), QUIET)
    surface.show_page()
    surface.finish()
    return buffer.getvalue()


def self_test_receipt(terminal_id: str, now: dt.datetime, words: InterfaceTexts, key: str) -> ReceiptJob:
    strip = Strip()
    strip.space(8)
    for text, size, bold in _lines(terminal_id, now, words):
        strip.text(text, GERMAN, size * 2, bold=bold)
        strip.space(10)
    strip.rule(4)
    strip.space(10)
    strip.qr_code(reader_code(terminal_id))
    strip.text(words.german("paper.nothing"), GERMAN, 25, align=Align.CENTRE)
    strip.space(12)
    height, bits = strip.packed_bits()
    return ReceiptJob(key, DOTS, height, bits)


def _lines(terminal_id: str, now: dt.datetime, words: InterfaceTexts) -> tuple[tuple[str, float, bool], ...]:
    """Return text, em size and whether it is bold."""
    printed = now.astimezone(LOCAL_TIME).strftime("%d.%m.%Y, %H:%M Uhr")
    return (
        (words.german("paper.title"), 20.0, True),
        (words.german("paper.terminal", id=terminal_id), 16.0, True),
        (words.german("paper.printed", time=printed), 12.0, False),
        (SCRIPTS, 12.0, False),
    )


def _draw_steps(sheet: Sheet, y: float) -> float:
    """Draw a bar from white to black; return where it is over."""
    wide, high = TEXT_WIDTH / _STEPS, mm(14)
    for step in range(_STEPS):
        grey = 1 - step / (_STEPS - 1)
        sheet.fill(LEFT + step * wide, y, wide, high, (grey, grey, grey))
    sheet.box(LEFT, y, TEXT_WIDTH, high, LINE)
    return y + high + mm(6)
