"""The pieces that an application is made of, measured and ready to be placed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from appliance.printing import phrases
from appliance.printing.direction import language_of
from appliance.printing.paging import Block
from appliance.printing.pango import LaidOut, Paragraph
from appliance.printing.sheet import INK, LEFT, LINE, PRIMARY, QUIET, RIGHT, TEXT_WIDTH, TINT, Colour, Sheet, mm

TERM_WIDTH = mm(54)
VALUE_LEFT = LEFT + mm(59)
VALUE_WIDTH = RIGHT - VALUE_LEFT
TERM_SIZE, VALUE_SIZE, BODY_SIZE, SMALL_SIZE = 9.0, 10.5, 9.5, 8.0
ROW_PADDING = mm(1.15)
TALLEST_ROW = mm(180)
"""A longer answer goes on as a further row, so that it fits a page."""
TALLEST_TOGETHER = mm(80)
TICK_BOX = mm(3.8)


def in_section(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Name what a block goes on with where a page begins with it."""
    return (replace(block, continues=title) for block in blocks)


def together(blocks: Iterable[Block]) -> Iterator[Block]:
    """Keep the blocks on one page, unless that would leave much of the page before empty."""
    pieces = tuple(blocks)
    if sum(piece.height + piece.space_before for piece in pieces) > TALLEST_TOGETHER:
        yield from pieces
        return
    yield from (replace(piece, keep_with_next=True) for piece in pieces[:-1])
    yield from pieces[-1:]


def paragraph(text: str, size: float, width: float, *, bold: bool = False, language: str = "de") -> Paragraph:
    return Paragraph(text, language, size, width, bold=bold)


def section_heading(sheet: Sheet, number: int, title: str, hint: str = "") -> Block:
    badge = sheet.lay_out(Paragraph(str(number), "de", 10.5, bold=True))
    heading = sheet.lay_out(paragraph(title, 12.0, TEXT_WIDTH - mm(9), bold=True))
    note = sheet.lay_out(Paragraph(hint, "de", SMALL_SIZE))
    side = mm(6)

    def draw(top: float) -> None:
        sheet.fill(LEFT, top, side, side, PRIMARY)
        sheet.text(badge, LEFT + (side - badge.width) / 2, top + (side - badge.height) / 2, (1, 1, 1))
        sheet.text(heading, LEFT + mm(9), top + (side - heading.height / heading.lines) / 2, PRIMARY)
        baseline = top + (side - heading.height / heading.lines) / 2 + heading.baseline
        sheet.text(note, RIGHT - note.width, baseline - note.baseline, QUIET)
        sheet.rule(LEFT, top + max(side, heading.height) + mm(1.2), TEXT_WIDTH, PRIMARY, 0.9)

    height = max(side, heading.height) + mm(1.2) + mm(0.8)
    return Block(height, draw, space_before=mm(7), keep_with_next=True)


def group_heading(sheet: Sheet, text: str) -> Block:
    heading = sheet.lay_out(paragraph(text, BODY_SIZE, TEXT_WIDTH - mm(4), bold=True))
    height = heading.height + mm(1.8)

    def draw(top: float) -> None:
        sheet.fill(LEFT, top, TEXT_WIDTH, height, TINT)
        sheet.fill(LEFT, top, mm(1), height, PRIMARY)
        sheet.text(heading, LEFT + mm(3), top + mm(0.9), PRIMARY)

    return Block(height, draw, space_before=mm(2), keep_with_next=True)


def rows(sheet: Sheet, term: str, value: str) -> Iterator[Block]:
    """Yield one block, or several where the answer is longer than a page."""
    parts = list(_parts(sheet, value.strip() or phrases.NO_ANSWER))
    colour = INK if value.strip() else QUIET
    for number, lines in enumerate(parts):
        yield _row(sheet, term if number == 0 else phrases.CONTINUED.format(term), lines, colour)


def _row(sheet: Sheet, term: str, lines: list[LaidOut], colour: Colour) -> Block:
    label = sheet.lay_out(paragraph(term, TERM_SIZE, TERM_WIDTH))
    drop = max(lines[0].baseline - label.baseline, 0.0)
    height = max(drop + label.height, sum(line.height for line in lines)) + 2 * ROW_PADDING

    def draw(top: float) -> None:
        sheet.text(label, LEFT, top + ROW_PADDING + drop, QUIET)
        y = top + ROW_PADDING
        for line in lines:
            sheet.text(line, VALUE_LEFT, y, colour)
            y += line.height
        sheet.rule(LEFT, top + height, TEXT_WIDTH, LINE)

    return Block(height, draw)


def _parts(sheet: Sheet, value: str) -> Iterator[list[LaidOut]]:
    part: list[LaidOut] = []
    height = 0.0
    for line in value.splitlines():
        for piece in _pieces(sheet, line):
            if part and height + piece.height > TALLEST_ROW:
                yield part
                part, height = [], 0.0
            part.append(piece)
            height += piece.height
    yield part


def _pieces(sheet: Sheet, line: str) -> Iterator[LaidOut]:
    """Yield a paragraph whole, or halved at a word until each piece fits."""
    whole = sheet.lay_out(paragraph(line, VALUE_SIZE, VALUE_WIDTH, language=language_of(line)))
    if whole.height <= TALLEST_ROW:
        yield whole
        return
    space = line.rfind(" ", 0, len(line) // 2)
    middle = space if space > 0 else len(line) // 2
    yield from _pieces(sheet, line[:middle].rstrip())
    yield from _pieces(sheet, line[middle:].lstrip())


def tick_line(sheet: Sheet, text: str) -> Block:
    """A box to tick by hand, with what it stands for."""
    label = sheet.lay_out(paragraph(text, BODY_SIZE + 0.5, TEXT_WIDTH - mm(8)))
    first_line = label.height / label.lines

    def draw(top: float) -> None:
        sheet.box(LEFT + mm(0.3), top + mm(1) + (first_line - TICK_BOX) / 2, TICK_BOX, TICK_BOX, INK)
        sheet.text(label, LEFT + mm(8), top + mm(1))

    return Block(max(label.height, TICK_BOX) + mm(2), draw)


def declaration(sheet: Sheet, number: int, text: str) -> Block:
    """One declaration, on the same page as the signature that stands for it."""
    mark = sheet.lay_out(Paragraph(f"{number}.", "de", BODY_SIZE))
    body = sheet.lay_out(Paragraph(text, "de", BODY_SIZE, TEXT_WIDTH - mm(8), leading=1.04))

    def draw(top: float) -> None:
        sheet.text(mark, LEFT + mm(1), top + mm(0.9), QUIET)
        sheet.text(body, LEFT + mm(8), top + mm(0.9))

    return Block(body.height + mm(1.8), draw, keep_with_next=True)


def signature(sheet: Sheet, place_and_date: str, role: str, *, keep_with_next: bool) -> Block:
    """A line for place and date, filled in, and one to sign on."""
    written = sheet.lay_out(Paragraph(place_and_date, "de", VALUE_SIZE))
    date_width, gap = mm(60), mm(8)
    sign_left = LEFT + date_width + gap
    under_date = sheet.lay_out(paragraph(phrases.PLACE_AND_DATE, SMALL_SIZE, date_width))
    under_line = sheet.lay_out(paragraph(role, SMALL_SIZE, RIGHT - sign_left))
    line = mm(17)

    def draw(top: float) -> None:
        sheet.text(written, LEFT, top + line - written.height - mm(0.6))
        sheet.rule(LEFT, top + line, date_width, INK, 0.7)
        sheet.rule(sign_left, top + line, RIGHT - sign_left, INK, 0.7)
        sheet.text(under_date, LEFT, top + line + mm(0.8), QUIET)
        sheet.text(under_line, sign_left, top + line + mm(0.8), QUIET)

    height = line + mm(0.8) + max(under_date.height, under_line.height)
    return Block(height, draw, space_before=mm(1), keep_with_next=keep_with_next)


def small_print(sheet: Sheet, text: str) -> Block:
    note = sheet.lay_out(paragraph(text, SMALL_SIZE, TEXT_WIDTH))
    return Block(note.height, lambda top: sheet.text(note, LEFT, top, QUIET), space_before=mm(6))
