"""An A4 sheet as cairo sees it: lengths, colours, and what is set on every kind of sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cairocffi
import segno

from appliance.printing.pango import LaidOut, Paragraph, lay_out

Colour: TypeAlias = tuple[float, float, float]


def mm(length: float) -> float:
    """Return millimetres in PDF points."""
    return length * 72 / 25.4


WIDTH, HEIGHT = mm(210), mm(297)
LEFT, RIGHT = mm(25), mm(190)
"""25 mm on the left leaves room for filing holes (DIN 5008)."""
TEXT_WIDTH = RIGHT - LEFT

INK: Colour = (0x1B / 255, 0x27 / 255, 0x33 / 255)
QUIET: Colour = (0x52 / 255, 0x60 / 255, 0x6D / 255)
PRIMARY: Colour = (0x0F / 255, 0x4C / 255, 0x5C / 255)
TINT: Colour = (0xE6 / 255, 0xEF / 255, 0xF1 / 255)
LINE: Colour = (0xC9 / 255, 0xCE / 255, 0xD2 / 255)


@dataclass(frozen=True)
class Sheet:
    """One cairo context with the few strokes that a form is made of."""

    context: cairocffi.Context

    def lay_out(self, paragraph: Paragraph) -> LaidOut:
        return lay_out(self.context, paragraph)

    def text(self, laid_out: LaidOut, x: float, y: float, colour: Colour = INK) -> None:
        self.context.set_source_rgb(*colour)
        laid_out.draw(x, y)

    def write(self, paragraph: Paragraph, x: float, y: float, colour: Colour = INK) -> LaidOut:
        laid_out = self.lay_out(paragraph)
        self.text(laid_out, x, y, colour)
        return laid_out

    def rule(self, x: float, y: float, width: float, colour: Colour = LINE, thickness: float = 0.6) -> None:
        self.context.set_source_rgb(*colour)
        self.context.rectangle(x, y - thickness / 2, width, thickness)
        self.context.fill()

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, thickness: float = 0.8) -> None:
        self.context.set_source_rgb(*colour)
        self.context.set_line_width(thickness)
        self.context.rectangle(x, y, width, height)
        self.context.stroke()

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self.context.set_source_rgb(*colour)
        self.context.rectangle(x, y, width, height)
        self.context.fill()

    def qr_code(self, text: str, x: float, y: float, size: float) -> None:
        """Draw a QR code without its quiet zone, which the caller leaves free around it."""
        rows = tuple(segno.make_qr(text, error="m").matrix)
        module = size / len(rows)
        self.context.set_source_rgb(0, 0, 0)
        for row_number, row in enumerate(rows):
            for column, dark in enumerate(row):
                if dark:
                    self.context.rectangle(x + column * module, y + row_number * module, module, module)
        self.context.fill()
