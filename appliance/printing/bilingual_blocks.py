"""The pieces of sheets in two languages: headings, phrases, steps, boxes to tick, facts."""

from __future__ import annotations

from appliance.content.text import GERMAN
from appliance.printing.bilingual import Pair, columns
from appliance.printing.paging import Block
from appliance.printing.pango import Align, Paragraph
from appliance.printing.sheet import INK, LEFT, PRIMARY, QUIET, RIGHT, TEXT_WIDTH, TINT, Sheet, mm

_MARK_COLUMN = mm(10)


def title(sheet: Sheet, pair: Pair, size: float) -> Block:
    laid_out = columns(sheet, pair, size, bold=True)
    return Block(laid_out.height, lambda top: laid_out.draw(top, PRIMARY))


def bar(sheet: Sheet, pair: Pair, size: float, space_before: float) -> Block:
    """A tinted heading across both columns."""
    laid_out = columns(sheet, pair, size, bold=True, indent=mm(3))
    padding = size * 0.3
    height = laid_out.height + 2 * padding

    def draw(top: float) -> None:
        sheet.fill(LEFT, top, TEXT_WIDTH, height, TINT)
        sheet.fill(LEFT, top, mm(1.2), height, PRIMARY)
        if pair.own is not None and pair.own.right_to_left:
            sheet.fill(RIGHT - mm(1.2), top, mm(1.2), height, PRIMARY)
        laid_out.draw(top + padding, PRIMARY)

    return Block(height, draw, space_before=space_before, keep_with_next=True)


def line(sheet: Sheet, pair: Pair, size: float) -> Block:
    """One phrase in both languages, with a fine rule below."""
    laid_out = columns(sheet, pair, size)
    padding = size * 0.32
    height = laid_out.height + 2 * padding

    def draw(top: float) -> None:
        laid_out.draw(top + padding)
        sheet.rule(LEFT, top + height, TEXT_WIDTH)

    return Block(height, draw)


def label(sheet: Sheet, pair: Pair, size: float, space_before: float) -> Block:
    laid_out = columns(sheet, pair, size)
    height = laid_out.height
    return Block(height, lambda top: laid_out.draw(top, QUIET), space_before=space_before, keep_with_next=True)


def step(sheet: Sheet, number: int, pair: Pair, size: float, space_before: float) -> Block:
    """What to do next, with its number in a square."""
    laid_out = columns(sheet, pair, size, bold=True, indent=_MARK_COLUMN)
    digit = sheet.lay_out(Paragraph(str(number), GERMAN, size, bold=True))
    side = size * 1.5
    inset = (side - digit.height) / 2

    def draw(top: float) -> None:
        sheet.fill(LEFT, top, side, side, PRIMARY)
        sheet.text(digit, LEFT + (side - digit.width) / 2, top + inset, (1, 1, 1))
        if pair.own is not None and pair.own.right_to_left:
            sheet.fill(RIGHT - side, top, side, side, PRIMARY)
            sheet.text(digit, RIGHT - (side + digit.width) / 2, top + inset, (1, 1, 1))
        laid_out.draw(top + inset, PRIMARY)

    return Block(max(laid_out.height + inset, side), draw, space_before=space_before, keep_with_next=True)


def tick_line(sheet: Sheet, pair: Pair, size: float) -> Block:
    """A box to tick by hand, where each reader begins, with what it stands for."""
    laid_out = columns(sheet, pair, size, indent=_MARK_COLUMN)
    side, padding = size * 0.95, size * 0.28

    def draw(top: float) -> None:
        box_top = top + padding + size * 0.22
        sheet.box(LEFT + mm(1), box_top, side, side, INK)
        if pair.own is not None and pair.own.right_to_left:
            sheet.box(RIGHT - mm(1) - side, box_top, side, side, INK)
        laid_out.draw(top + padding)

    return Block(laid_out.height + 2 * padding, draw)


def fact(sheet: Sheet, label_pair: Pair, value: str, size: float) -> Block:
    """What a thing is called on either side, and in the middle what it is: it stands so on doors and letters."""
    width, side = mm(85), (TEXT_WIDTH - _MARK_COLUMN - mm(85)) / 2
    called = sheet.lay_out(Paragraph(label_pair.german, GERMAN, size * 0.8, side))
    text = sheet.lay_out(Paragraph(value, GERMAN, size, width, bold=True))
    own = label_pair.own and sheet.lay_out(
        Paragraph(label_pair.own.text, label_pair.own.language, size * 0.8, side, align=_at_the_edge(label_pair))
    )
    padding = size * 0.3

    def draw(top: float) -> None:
        first = top + padding + text.baseline
        sheet.text(called, LEFT + _MARK_COLUMN, first - called.baseline, QUIET)
        sheet.text(text, LEFT + _MARK_COLUMN + side, top + padding)
        if own:
            sheet.text(own, RIGHT - side, first - own.baseline, QUIET)

    return Block(max(called.height, text.height) + 2 * padding, draw)


def _at_the_edge(pair: Pair) -> Align:
    """Return how the own words end at the right margin, whichever way they run."""
    return Align.START if pair.own is not None and pair.own.right_to_left else Align.END
