"""Draws a receipt, ready for the printer: any script, 576 dots wide, black or white."""

from __future__ import annotations

from appliance.content.interface import InterfaceTexts
from appliance.content.text import Text, is_right_to_left
from appliance.outbox.status_code import qr_text
from appliance.printing.pango import Align
from appliance.printing.receipt import (
    CITY,
    COFUNDED,
    SERVICE,
    Block,
    CheckList,
    Detail,
    Heading,
    Note,
    Number,
    Receipt,
    Reference,
    StatusCode,
    Title,
    blocks_of,
    both_languages,
    printed_at,
)
from appliance.printing.receipt_strip import WIDTH, Strip
from appliance.printing.status_code import checked, code_lines
from hardware.ports import ReceiptJob

HUGE, LARGE, CODE, HEAD, BODY, SMALL = 200.0, 60.0, 50.0, 42.0, 32.0, 25.0
"""Em sizes in dots; capitals are 0.71 of them, so SMALL has capitals of 2.2 mm."""


def draw_receipt(receipt: Receipt, words: InterfaceTexts, key: str) -> ReceiptJob:
    """Return the picture as a job. The same receipt gives the same bits."""
    strip = Strip()
    _draw_letterhead(strip)
    for block in blocks_of(receipt, words):
        _draw_block(strip, block, receipt.language)
    _draw_foot(strip, words.texts["printed.label"], receipt)
    height, bits = strip.packed_bits()
    return ReceiptJob(key, WIDTH, height, bits)


def _draw_letterhead(strip: Strip) -> None:
    strip.space(8)
    strip.text(CITY, "de", BODY, bold=True)
    strip.text(SERVICE, "de", SMALL)
    strip.space(14)
    strip.rule(4)
    strip.space(24)


def _draw_foot(strip: Strip, label: Text, receipt: Receipt) -> None:
    strip.space(16)
    strip.rule(2)
    strip.space(12)
    _label(strip, label, receipt.language)
    # Always set as German: in an Arabic line the time would come before the date.
    strip.text(printed_at(receipt), "de", SMALL, rtl=is_right_to_left(receipt.language))
    strip.space(16)
    strip.emblem_line(COFUNDED, SMALL)
    strip.space(12)


def _draw_block(strip: Strip, block: Block, language: str) -> None:
    match block:
        case Heading(text):
            _both(strip, text, language, HEAD, bold=True)
            strip.space(22)
        case Title(text):
            _both(strip, text, language, BODY + 4, bold=True)
            strip.space(22)
        case Detail(label, text):
            _label(strip, label, language)
            _both(strip, text, language, BODY, bold=True)
            strip.space(22)
        case Reference():
            _draw_reference(strip, block, language)
        case StatusCode():
            _draw_status_code(strip, block, language)
        case Number(number):
            strip.space(-20)
            strip.text(str(number), "de", HUGE, bold=True, align=Align.CENTRE)
            strip.space(4)
        case CheckList():
            _draw_list(strip, block, language)
        case Note(text):
            _both(strip, text, language, BODY)
            strip.space(16)


def _draw_reference(strip: Strip, block: Reference, language: str) -> None:
    """The number that counts: framed, large, and once more for machines."""
    top = strip.position
    strip.space(16)
    words, german = both_languages(block.label, language)
    shown = words.text if german is None else f"{words.text} · {german.text}"
    strip.text(shown, words.language, SMALL, align=Align.CENTRE)
    strip.text(block.reference, "de", LARGE, bold=True, align=Align.CENTRE, letter_spacing=2)
    strip.space(14)
    strip.frame(top, 4)
    strip.qr_code(block.reference)


def _draw_status_code(strip: Strip, block: StatusCode, language: str) -> None:
    """The one QR code of this receipt: a second one would be scanned by mistake."""
    code = checked(block.code)
    _both(strip, block.label, language, BODY + 4, bold=True)
    strip.space(14)
    top = strip.position
    strip.space(14)
    for line in code_lines(code):
        strip.text(line, "de", CODE, bold=True, align=Align.CENTRE, letter_spacing=2)
    strip.space(14)
    strip.frame(top, 4)
    strip.qr_code(qr_text(code))
    for note in block.notes:
        _both(strip, note, language, BODY)
        strip.space(12)


def _draw_list(strip: Strip, block: CheckList, language: str) -> None:
    _both(strip, block.label, language, BODY, bold=True)
    strip.space(10)
    rtl = is_right_to_left(language)
    for item in block.items:
        words, german = both_languages(item, language)
        strip.item(block.mark, words.text, words.language, BODY, rtl=rtl)
        if german is not None:
            strip.below_item(german.text, german.language, SMALL, rtl=rtl)
        strip.space(10)
    strip.space(14)


def _label(strip: Strip, label: Text, language: str) -> None:
    words, german = both_languages(label, language)
    rtl = is_right_to_left(language)
    shown = words.text if german is None else f"{words.text} · {german.text}"
    strip.text(shown, words.language, SMALL, rtl=rtl)


def _both(strip: Strip, text: Text, language: str, size: float, *, bold: bool = False) -> None:
    """Write the visitor's words, and the German ones small below, on the same side."""
    words, german = both_languages(text, language)
    rtl = is_right_to_left(language)
    strip.text(words.text, words.language, size, bold=bold, rtl=rtl)
    if german is not None:
        strip.text(german.text, german.language, SMALL, rtl=rtl)
