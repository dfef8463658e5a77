"""Draws a value where an official form's field is: text, comb cells, crosses. Upright on rotated pages too."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable

from appliance.printing.acroform_fields import Colour, Field, Widget
from appliance.printing.direction import language_of
from appliance.printing.pango import Align, LaidOut, Paragraph
from appliance.printing.sheet import Sheet

INK = (0.0, 0.0, 0.0)
USUAL_SIZE = 10.5
LEAST_SHRINK = 0.7
"""Letters are made smaller down to this part of the field's own size, and no further than 6 points."""
LEAST_SIZE = 6.0
_STEPS = 8
_PADDING = 2.0
_SEPARATORS = " .-/"


class DoesNotFit(Exception):
    """A value is longer than its field, even in the smallest letters. Names the field, never the value."""

    def __init__(self, field: str) -> None:
        super().__init__(f"the value does not fit the field {field}")
        self.field = field


def draw_text(sheet: Sheet, page_height: float, field: Field, widget: Widget, text: str) -> None:
    """Raises DoesNotFit."""

    def draw(width: float, height: float) -> None:
        if field.comb_cells:
            _draw_comb(sheet, field, text, width, height)
        elif field.multi_line:
            _draw_lines(sheet, field, text, width, height)
        else:
            _draw_line(sheet, field, text, width, height)

    _in_box(sheet, page_height, widget, draw)


def draw_cross(sheet: Sheet, page_height: float, widget: Widget) -> None:
    def draw(width: float, height: float) -> None:
        arm = min(width, height) * 0.36
        context = sheet.context
        context.set_source_rgb(*INK)
        context.set_line_width(max(min(width, height) * 0.12, 0.9))
        for slope in (1, -1):
            context.move_to(width / 2 - arm, height / 2 - slope * arm)
            context.line_to(width / 2 + arm, height / 2 + slope * arm)
        context.stroke()

    _in_box(sheet, page_height, widget, draw)


def draw_frame(sheet: Sheet, page_height: float, widget: Widget) -> None:
    """Draw the field's own background and border, which go with the field when it is removed."""

    def draw(width: float, height: float) -> None:
        if _set_colour(sheet, widget.background):
            sheet.context.rectangle(0, 0, width, height)
            sheet.context.fill()
        if widget.border_width and _set_colour(sheet, widget.border):
            inset = widget.border_width / 2
            sheet.context.set_line_width(widget.border_width)
            sheet.context.rectangle(inset, inset, width - 2 * inset, height - 2 * inset)
            sheet.context.stroke()

    _in_box(sheet, page_height, widget, draw)


def _set_colour(sheet: Sheet, colour: Colour) -> bool:
    """Set a grey, RGB or CMYK colour (the /MK entries); False for none."""
    match colour:
        case (grey,):
            sheet.context.set_source_rgb(grey, grey, grey)
        case (red, green, blue):
            sheet.context.set_source_rgb(red, green, blue)
        case (cyan, magenta, yellow, black):
            rgb = ((1 - part) * (1 - black) for part in (cyan, magenta, yellow))
            sheet.context.set_source_rgb(*rgb)
        case _:
            return False
    return True


def _in_box(sheet: Sheet, page_height: float, widget: Widget, draw: Callable[[float, float], None]) -> None:
    """Call `draw` with the box's width and height; its top left corner, as it is read, is the origin."""
    box = widget.rectangle
    width, height = box.right - box.left, box.top - box.bottom
    context = sheet.context
    context.save()
    context.translate((box.left + box.right) / 2, page_height - (box.top + box.bottom) / 2)
    context.rotate(-math.radians(widget.rotation))
    if widget.rotation % 180:
        width, height = height, width
    context.translate(-width / 2, -height / 2)
    draw(width, height)
    context.restore()


def _sizes(field: Field, tallest: float) -> list[float]:
    """Return the sizes to try, largest first."""
    own = min(field.font_size or USUAL_SIZE, tallest)
    least = min(max(own * LEAST_SHRINK, LEAST_SIZE), own)
    return [own - (own - least) * step / _STEPS for step in range(_STEPS + 1)]


def _draw_line(sheet: Sheet, field: Field, text: str, width: float, height: float) -> None:
    line = " ".join(text.split())
    for size in _sizes(field, height * 0.9):
        laid_out = sheet.lay_out(Paragraph(line, language_of(line), size))
        spare = width - 2 * _PADDING - laid_out.width
        if spare >= 0:
            shift = (0.0, spare / 2, spare)[min(field.alignment, 2)]
            sheet.text(laid_out, _PADDING + shift, (height - laid_out.height) / 2, INK)
            return
    raise DoesNotFit(field.name)


def _draw_lines(sheet: Sheet, field: Field, text: str, width: float, height: float) -> None:
    for size in _sizes(field, height * 0.9):
        lines = [_wrapped(sheet, field, line, size, width - 2 * _PADDING) for line in text.splitlines()]
        if sum(line.height for line in lines) <= height - _PADDING:
            y = _PADDING / 2
            for line in lines:
                sheet.text(line, _PADDING, y, INK)
                y += line.height
            return
    raise DoesNotFit(field.name)


def _wrapped(sheet: Sheet, field: Field, line: str, size: float, width: float) -> LaidOut:
    align = (Align.START, Align.CENTRE, Align.END)[min(field.alignment, 2)]
    return sheet.lay_out(Paragraph(line, language_of(line), size, width, align=align, leading=0.9))


def _draw_comb(sheet: Sheet, field: Field, text: str, width: float, height: float) -> None:
    letters = comb_letters(text, field.comb_cells)
    if len(letters) > field.comb_cells:
        raise DoesNotFit(field.name)
    cell = width / field.comb_cells
    size = min(field.font_size or USUAL_SIZE, height * 0.9)
    first = (0, (field.comb_cells - len(letters)) // 2, field.comb_cells - len(letters))[min(field.alignment, 2)]
    for position, letter in enumerate(letters, start=first):
        laid_out = sheet.lay_out(Paragraph(letter, language_of(letter), size))
        sheet.text(laid_out, (position + 0.5) * cell - laid_out.width / 2, (height - laid_out.height) / 2, INK)


def comb_letters(text: str, cells: int) -> list[str]:
    """Return one letter a cell, accents with the letter that they stand on.

    Separators (02.05.2016, DE02 1203 …) are left out where only the bare characters fit.
    """
    letters = _letters(" ".join(text.split()))
    if len(letters) > cells:
        return [letter for letter in letters if letter not in _SEPARATORS]
    return letters


def _letters(text: str) -> list[str]:
    letters: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if letters and unicodedata.category(character).startswith("M"):
            letters[-1] += character
        else:
            letters.append(character)
    return letters
