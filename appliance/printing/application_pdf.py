"""The application as a typeset A4 PDF: text that can be searched, fonts embedded, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from appliance.printing import blocks, phrases
from appliance.printing.application import Application, GroupHeading, PaperSection, Row
from appliance.printing.letter_pdf import render_letter
from appliance.printing.paging import Block
from appliance.printing.sheet import Sheet


def render_application(application: Application) -> bytes:
    """Return the PDF. Neither its metadata nor its file structure hold anything but the form's title and date."""
    return render_letter(application, application.date, lambda sheet: _blocks(sheet, application))


def _blocks(sheet: Sheet, application: Application) -> Iterator[Block]:
    number = 0
    for number, section in enumerate(application.sections, start=1):
        yield blocks.section_heading(sheet, number, section.title)
        yield from _entries(sheet, section, f"{number}  {section.title}")
    if application.attachments:
        number += 1
        yield blocks.section_heading(sheet, number, phrases.ATTACHMENTS, phrases.ATTACHMENTS_HINT)
        ticks = (blocks.tick_line(sheet, attachment) for attachment in application.attachments)
        yield from blocks.in_section(f"{number}  {phrases.ATTACHMENTS}", ticks)
    yield from _signing(sheet, application, number + 1)


def _entries(sheet: Sheet, section: PaperSection, title: str) -> Iterator[Block]:
    """Yield a section's rows, each item of a group on one page where that is possible."""
    for heading, rows in _items(section):
        if heading is None:
            yield from blocks.in_section(title, _rows(sheet, rows))
            continue
        item = (blocks.group_heading(sheet, heading.text), *_rows(sheet, rows))
        named = (*blocks.in_section(title, item[:1]), *blocks.in_section(f"{title} · {heading.text}", item[1:]))
        yield from blocks.together(named)


def _items(section: PaperSection) -> Iterator[tuple[GroupHeading | None, list[Row]]]:
    heading: GroupHeading | None = None
    rows: list[Row] = []
    for entry in section.entries:
        if isinstance(entry, Row):
            rows.append(entry)
            continue
        yield heading, rows
        heading, rows = entry, []
    yield heading, rows


def _rows(sheet: Sheet, rows: Iterable[Row]) -> Iterator[Block]:
    for row in rows:
        yield from blocks.rows(sheet, row.term, row.value)


def _signing(sheet: Sheet, application: Application, number: int) -> Iterator[Block]:
    """The declarations and what is signed below them; a signature never stands alone on a page."""
    heading = phrases.DECLARATIONS if application.declarations else phrases.SIGNATURES
    yield blocks.section_heading(sheet, number, heading)
    for position, text in enumerate(application.declarations, start=1):
        yield blocks.declaration(sheet, position, text)
    place_and_date = f"{application.place}, {application.date:%d.%m.%Y}"
    for role in application.signatures:
        yield blocks.signature(sheet, place_and_date, role, keep_with_next=True)
    yield blocks.small_print(sheet, phrases.ONLY_WITH_SIGNATURE)
