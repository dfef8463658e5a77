"""The sheet in front of a printed application: where to bring it, what to add, what happens next. One page."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass

from appliance.content.interface import InterfaceTexts
from appliance.content.text import Text
from appliance.outbox.settings import OfficeSettings
from appliance.printing import bilingual_blocks, phrases
from appliance.printing.application import Addressee
from appliance.printing.bilingual import Pair, fit_on_a_page, pair_of
from appliance.printing.letter_pdf import draw_placed
from appliance.printing.letterhead import (
    BODY_BOTTOM,
    TITLE_TOP,
    draw_addressee,
    draw_brand,
    draw_foot,
    draw_reference,
)
from appliance.printing.paging import Block
from appliance.printing.pdf_surface import draw_pdf
from appliance.printing.sheet import Sheet, mm

_TITLE, _FORM, _STEP, _PAPER, _FACT, _NOTE = 16.0, 10.5, 12.5, 10.5, 11.5, 9.5


@dataclass(frozen=True)
class CoverSheet:
    """What the sheet is for. It holds nothing that a visitor answered."""

    form_id: str
    form_version: str
    form_title: Text
    title: str
    """German, official: that of the form."""
    reference: str
    addressee: Addressee
    settings: OfficeSettings
    attachments: tuple[Text, ...]
    language: str
    date: dt.date
    is_message: bool = False
    legal_basis: str = ""


def render_cover_sheet(cover: CoverSheet, words: InterfaceTexts) -> bytes:
    """Return the PDF of one page; the address stands in the window of a DIN 5008 envelope (form B)."""
    return draw_pdf(cover.title, cover.date, lambda sheet: _draw(sheet, cover, words))


def _draw(sheet: Sheet, cover: CoverSheet, words: InterfaceTexts) -> None:
    draw_brand(sheet, cover.addressee.office)
    draw_addressee(sheet, cover.addressee)
    draw_reference(sheet, cover.reference)
    blocks = _Blocks(sheet, cover, words)
    placed = fit_on_a_page(lambda scale: tuple(blocks.at(scale)), BODY_BOTTOM - TITLE_TOP)
    draw_placed(placed, TITLE_TOP)
    draw_foot(sheet, cover, 1, 1, phrases.COVER_SHEET)
    sheet.context.show_page()


@dataclass(frozen=True)
class _Blocks:
    sheet: Sheet
    cover: CoverSheet
    words: InterfaceTexts

    def at(self, scale: float) -> Iterator[Block]:
        # Spaces give way first, then letters.
        size = math.sqrt(scale)
        heading = "cover.title_message" if self.cover.is_message else "cover.title"
        form_title = pair_of(self.cover.form_title, self.cover.language)
        yield bilingual_blocks.title(self.sheet, self._pair(heading), _TITLE * size)
        yield bilingual_blocks.label(self.sheet, form_title, _FORM * size, mm(1) * scale)
        for number, (pair, details) in enumerate(self._steps(size), start=1):
            yield bilingual_blocks.step(self.sheet, number, pair, _STEP * size, mm(6) * scale)
            yield from details
        yield bilingual_blocks.label(self.sheet, self._pair("cover.envelope"), _NOTE * size, mm(7) * scale)
        yield bilingual_blocks.label(self.sheet, self._pair("cover.keep"), _NOTE * size, mm(2) * scale)

    def _steps(self, size: float) -> Iterator[tuple[Pair, tuple[Block, ...]]]:
        if not self.cover.is_message:
            yield self._pair("cover.sign"), ()
        if self.cover.attachments:
            yield self._pair("cover.papers"), tuple(self._papers(size))
        yield self._pair("cover.hand_in"), tuple(self._places(size))
        if self.cover.settings.reply_days:
            yield self._pair("cover.reply", days=self.cover.settings.reply_days), ()

    def _papers(self, size: float) -> Iterator[Block]:
        for attachment in self.cover.attachments:
            yield bilingual_blocks.tick_line(self.sheet, pair_of(attachment, self.cover.language), _PAPER * size)

    def _places(self, size: float) -> Iterator[Block]:
        settings = self.cover.settings
        for key, lines in (
            ("cover.address", (", ".join(self.cover.addressee.address),)),
            ("cover.letter_box", (settings.letter_box,)),
            ("cover.hours", settings.hours),
        ):
            if any(lines):
                yield bilingual_blocks.fact(self.sheet, self._pair(key), "\n".join(lines), _FACT * size)

    def _pair(self, key: str, **values: object) -> Pair:
        return pair_of(self.words.texts[key], self.cover.language, **values)
