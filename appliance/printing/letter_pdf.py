"""A letter of any length on A4: head, blocks, page breaks, foot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from appliance.printing.letterhead import (
    BODY_BOTTOM,
    OTHER_PAGES_TOP,
    Letter,
    draw_first_head,
    draw_foot,
    draw_other_head,
)
from appliance.printing.paging import Block, Placed, paginate
from appliance.printing.pdf_surface import draw_pdf
from appliance.printing.sheet import Sheet


def render_letter(letter: Letter, date: dt.date, blocks_on: Callable[[Sheet], Iterable[Block]]) -> bytes:
    """Return the PDF. Neither its metadata nor its file structure hold anything but the title and the date."""
    return draw_pdf(letter.title, date, lambda sheet: _draw(sheet, letter, blocks_on))


def _draw(sheet: Sheet, letter: Letter, blocks_on: Callable[[Sheet], Iterable[Block]]) -> None:
    first_top = draw_first_head(sheet, letter)
    pages = paginate(tuple(blocks_on(sheet)), BODY_BOTTOM - first_top, BODY_BOTTOM - OTHER_PAGES_TOP)
    for number, placed in enumerate(pages, start=1):
        if number > 1:
            draw_other_head(sheet, letter, placed[0].block.continues)
        draw_placed(placed, first_top if number == 1 else OTHER_PAGES_TOP)
        draw_foot(sheet, letter, number, len(pages))
        sheet.context.show_page()


def draw_placed(placed: Iterable[Placed], top: float) -> None:
    for piece in placed:
        piece.block.draw(top + piece.top)
