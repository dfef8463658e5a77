"""The conversation sheet as one A4 page, big enough to be read across a desk."""

from __future__ import annotations

from collections.abc import Iterator

from appliance.printing import bilingual_blocks, phrases
from appliance.printing.bilingual import fit_on_a_page
from appliance.printing.conversation import Conversation, Topic
from appliance.printing.direction import own_language_of
from appliance.printing.letter_pdf import draw_placed
from appliance.printing.letterhead import BODY_BOTTOM, draw_brand, draw_foot
from appliance.printing.paging import Block
from appliance.printing.pango import Paragraph
from appliance.printing.pdf_surface import draw_pdf
from appliance.printing.sheet import LEFT, TEXT_WIDTH, Sheet, mm

_TOP = mm(40)
_TITLE, _NAME, _PHRASE, _HEADING, _LABEL = 20.0, 22.0, 17.0, 11.0, 10.0
_SMALLEST = 8.0
"""Of labels and headings; phrases get smaller than that only when all of them are chosen with very long words."""


def render_conversation(made: Conversation) -> bytes:
    """Return the PDF of one page, whatever was chosen: the letters get smaller until all of it fits."""
    return draw_pdf(made.title, made.date, lambda sheet: _draw(sheet, made))


def _draw(sheet: Sheet, made: Conversation) -> None:
    draw_brand(sheet, made.addressee.office)
    placed = fit_on_a_page(lambda scale: tuple(_blocks(sheet, made, scale)), BODY_BOTTOM - _TOP)
    draw_placed(placed, _TOP)
    draw_foot(sheet, made, 1, 1)
    sheet.context.show_page()


def _blocks(sheet: Sheet, made: Conversation, scale: float) -> Iterator[Block]:
    yield bilingual_blocks.title(sheet, made.heading, _TITLE * scale)
    label_size = max(_LABEL * scale, _SMALLEST)
    yield bilingual_blocks.label(sheet, made.name_label, label_size, mm(7) * scale)
    yield _wide(sheet, made.name, "de", _NAME * scale, bold=True)
    yield bilingual_blocks.label(sheet, made.language_label, label_size, mm(4) * scale)
    yield bilingual_blocks.title(sheet, made.speaks, _NAME * scale)
    for topic in made.topics:
        yield from _topic(sheet, topic, made.language, scale)
    yield _wide(sheet, phrases.FOR_A_TALK, "de", _SMALLEST, space_before=mm(5) * scale)


def _topic(sheet: Sheet, topic: Topic, language: str, scale: float) -> Iterator[Block]:
    yield bilingual_blocks.bar(sheet, topic.heading, max(_HEADING * scale, _SMALLEST), mm(6) * scale)
    for phrase in topic.phrases:
        yield bilingual_blocks.line(sheet, phrase, _PHRASE * scale)
    if topic.own_words:
        tag = own_language_of(topic.own_words, language)
        yield _wide(sheet, topic.own_words, tag, _PHRASE * scale, space_before=mm(2) * scale)


def _wide(
    sheet: Sheet, text: str, language: str, size: float, *, bold: bool = False, space_before: float = 0.0
) -> Block:
    laid_out = sheet.lay_out(Paragraph(text, language, size, TEXT_WIDTH, bold=bold))
    return Block(laid_out.height, lambda top: sheet.text(laid_out, LEFT, top), space_before=space_before)
