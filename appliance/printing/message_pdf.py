"""A message as a typeset A4 PDF: a German cover that an office can file, then the visitor's own words."""

from __future__ import annotations

from collections.abc import Iterator

from appliance.content.text import is_right_to_left
from appliance.printing import blocks, phrases
from appliance.printing.application import Row
from appliance.printing.direction import own_language_of
from appliance.printing.letter_pdf import render_letter
from appliance.printing.message import Message, written_in
from appliance.printing.paging import Block
from appliance.printing.pango import LaidOut, Paragraph
from appliance.printing.preview import page_count
from appliance.printing.sheet import LEFT, PRIMARY, TEXT_WIDTH, TINT, Sheet, mm

TEXT_SIZE = 12.5
_RTL_LEADING = 0.84
"""Noto Sans Arabic keeps more room between lines than the other faces."""


def render_message(message: Message) -> bytes:
    """Return the PDF. Its cover says how many pages there are, so it is set twice."""
    pages = page_count(_render(message, 1))
    return _render(message, pages)


def _render(message: Message, pages: int) -> bytes:
    return render_letter(message, message.date, lambda sheet: _blocks(sheet, message, pages))


def _blocks(sheet: Sheet, message: Message, pages: int) -> Iterator[Block]:
    yield _notice(sheet, written_in(message.text, message.language))
    yield blocks.section_heading(sheet, 1, phrases.AT_A_GLANCE)
    for row in (*message.rows, *_frame(message, pages)):
        yield from blocks.in_section(f"1  {phrases.AT_A_GLANCE}", blocks.rows(sheet, row.term, row.value))
    yield blocks.section_heading(sheet, 2, phrases.MESSAGE_TEXT)
    yield from blocks.in_section(f"2  {phrases.MESSAGE_TEXT}", _own_words(sheet, message))


def _frame(message: Message, pages: int) -> tuple[Row, ...]:
    extent = phrases.ONE_PAGE if pages == 1 else phrases.PAGES.format(pages)
    written = phrases.WRITTEN_AT.format(f"{message.date:%d.%m.%Y}")
    return Row(phrases.WRITTEN, written), Row(phrases.EXTENT, extent)


def _notice(sheet: Sheet, sentences: tuple[str, ...]) -> Block:
    """What must be seen first: the language, and that nobody has translated."""
    first, *others = (
        sheet.lay_out(
            Paragraph(sentence, "de", 11.5 if number == 0 else 10.0, TEXT_WIDTH - mm(12), bold=number == 0)
        )
        for number, sentence in enumerate(sentences)
    )
    padding, gap = mm(3.2), mm(0.8)
    height = first.height + sum(gap + other.height for other in others) + 2 * padding

    def draw(top: float) -> None:
        sheet.fill(LEFT, top, TEXT_WIDTH, height, TINT)
        sheet.fill(LEFT, top, mm(1.6), height, PRIMARY)
        y = top + padding
        sheet.text(first, LEFT + mm(6), y, PRIMARY)
        y += first.height
        for other in others:
            sheet.text(other, LEFT + mm(6), y + gap)
            y += gap + other.height

    return Block(height, draw)


def _own_words(sheet: Sheet, message: Message) -> Iterator[Block]:
    """Yield the text line by line, as Pango wraps it, so that a page can end after any line."""
    space = mm(2)
    for line in message.text.splitlines():
        if not line.strip():
            space = mm(5)
            continue
        language = own_language_of(line, message.language)
        leading = _RTL_LEADING if is_right_to_left(language) else 1.0
        for piece in sheet.lay_out(Paragraph(line, language, TEXT_SIZE, TEXT_WIDTH)).line_texts():
            laid_out = sheet.lay_out(Paragraph(piece.strip(), language, TEXT_SIZE, TEXT_WIDTH))
            yield _line(sheet, laid_out, laid_out.height * leading, space)
            space = 0.0
        space = mm(1.6)


def _line(sheet: Sheet, laid_out: LaidOut, height: float, space_before: float) -> Block:
    return Block(height, lambda top: sheet.text(laid_out, LEFT, top), space_before=space_before)
