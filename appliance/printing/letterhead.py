"""What frames a letter: the letterhead of its first page, the head of the others, every page's foot."""

from __future__ import annotations

from typing import Protocol

from appliance.printing import phrases
from appliance.printing.application import Addressee
from appliance.printing.eu_emblem import PROPORTION, draw_eu_emblem
from appliance.printing.pango import Align, Paragraph
from appliance.printing.sheet import HEIGHT, LEFT, LINE, PRIMARY, QUIET, RIGHT, TEXT_WIDTH, Sheet, mm

BODY_BOTTOM = HEIGHT - mm(27)
OTHER_PAGES_TOP = mm(29)
_ADDRESS_TOP = mm(47)
"""In the window of a DIN 5008 form B letter, which begins at 45 mm."""
TITLE_TOP = mm(90)
_INFO_LEFT, _INFO_WIDTH = mm(125), mm(65)


class Letter(Protocol):
    """What the frame says of a letter."""

    @property
    def reference(self) -> str:
        """Empty for what has none."""

    @property
    def form_id(self) -> str: ...

    @property
    def form_version(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def legal_basis(self) -> str: ...

    @property
    def addressee(self) -> Addressee: ...


def draw_first_head(sheet: Sheet, letter: Letter) -> float:
    """Draw the letterhead, address, reference and title; return where the body begins."""
    draw_brand(sheet, letter.addressee.office)
    draw_addressee(sheet, letter.addressee)
    draw_reference(sheet, letter.reference)
    _draw_received_box(sheet)
    title = sheet.write(Paragraph(letter.title, "de", 17.0, TEXT_WIDTH, bold=True), LEFT, TITLE_TOP)
    bottom = TITLE_TOP + title.height
    if letter.legal_basis:
        basis = Paragraph(phrases.LEGAL_BASIS.format(letter.legal_basis), "de", 9.0, TEXT_WIDTH)
        bottom += mm(0.5) + sheet.write(basis, LEFT, bottom + mm(0.5), QUIET).height
    return bottom + mm(7)


def draw_brand(sheet: Sheet, office: str) -> None:
    sheet.fill(LEFT, mm(14), mm(1.6), mm(13.4), PRIMARY)
    sheet.write(Paragraph(phrases.CITY, "de", 17.0, bold=True), LEFT + mm(4.2), mm(12.9), PRIMARY)
    sheet.write(Paragraph(office, "de", 10.0), LEFT + mm(4.2), mm(21.8), QUIET)
    brand = Paragraph(phrases.SERVICE_CENTRE, "de", 17.0, TEXT_WIDTH, bold=True, align=Align.END)
    sheet.write(brand, LEFT, mm(12.9), PRIMARY)
    line = Paragraph(phrases.SERVICE_CENTRE_LINE, "de", 10.0, TEXT_WIDTH, align=Align.END)
    sheet.write(line, LEFT, mm(21.8), QUIET)
    sheet.rule(LEFT, mm(33), TEXT_WIDTH, PRIMARY, 1.2)


def draw_addressee(sheet: Sheet, addressee: Addressee) -> None:
    lines = addressee.address or (phrases.CITY, addressee.office)
    y = _ADDRESS_TOP
    for line in lines:
        y += sheet.write(Paragraph(line, "de", 11.0, mm(80)), LEFT, y).height


def draw_reference(sheet: Sheet, reference: str) -> None:
    # The margin is the four modules that a QR code needs free around it (ISO/IEC 18004).
    top, side, margin = mm(39), mm(17), mm(3.3)
    sheet.box(_INFO_LEFT, top, _INFO_WIDTH, side + 2 * margin, LINE)
    sheet.qr_code(reference, _INFO_LEFT + _INFO_WIDTH - side - margin, top + margin, side)
    sheet.write(Paragraph(phrases.REFERENCE, "de", 8.0), _INFO_LEFT + mm(3), top + mm(6.2), QUIET)
    number = Paragraph(reference, "de", 12.0, bold=True, letter_spacing=0.2)
    sheet.write(number, _INFO_LEFT + mm(3), top + mm(10.2))


def _draw_received_box(sheet: Sheet) -> None:
    top, height = mm(64.5), mm(20)
    sheet.context.save()
    sheet.context.set_dash([2, 2])
    sheet.box(_INFO_LEFT, top, _INFO_WIDTH, height, QUIET, 0.6)
    sheet.context.restore()
    sheet.write(Paragraph(phrases.RECEIVED, "de", 7.5), _INFO_LEFT + mm(3), top + mm(1.2), QUIET)


def draw_other_head(sheet: Sheet, letter: Letter, continued: str) -> None:
    """Repeat title and reference, so that a loose sheet finds its way back, and the section that goes on."""
    reference = sheet.lay_out(Paragraph(letter.reference, "de", 9.0, bold=True))
    sheet.text(reference, RIGHT - reference.width, mm(15))
    title = Paragraph(letter.title, "de", 9.0, TEXT_WIDTH - reference.width - mm(6))
    laid_out = sheet.lay_out(title)
    sheet.text(laid_out, LEFT, mm(15) - (laid_out.lines - 1) * laid_out.height / laid_out.lines, QUIET)
    sheet.rule(LEFT, mm(21), TEXT_WIDTH, PRIMARY, 0.9)
    if continued:
        note = Paragraph(phrases.CONTINUED.format(continued), "de", 9.0, TEXT_WIDTH, bold=True)
        sheet.write(note, LEFT, mm(22.6), PRIMARY)


def draw_foot(sheet: Sheet, letter: Letter, page: int, pages: int, name: str = "") -> None:
    """Draw the foot; a sheet with a `name` of its own is called so instead of being counted."""
    top, emblem = HEIGHT - mm(20.5), mm(9)
    sheet.rule(LEFT, top - mm(2.5), TEXT_WIDTH, LINE)
    draw_eu_emblem(sheet.context, LEFT, top, emblem)
    text = sheet.lay_out(Paragraph(phrases.CO_FUNDED, "de", 8.5, bold=True))
    sheet.text(text, LEFT + emblem * PROPORTION + mm(2.5), top + (emblem - text.height) / 2)
    count = name or phrases.PAGE.format(page, pages)
    version = phrases.VERSION.format(letter.form_id, letter.form_version)
    first = " · ".join(part for part in (letter.reference, count) if part)
    y = top + mm(0.4)
    for line, bold in ((first, True), (version, False)):
        right = Paragraph(line, "de", 8.5 if bold else 7.5, TEXT_WIDTH, bold=bold, align=Align.END)
        y += sheet.write(right, LEFT, y, QUIET).height + mm(0.5)
