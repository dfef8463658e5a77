"""The paper strip that a receipt is drawn on: a pen that moves down, in dots of the print head."""

from __future__ import annotations

import re

import cairocffi
import segno
from PIL import Image

from appliance.content.text import is_right_to_left
from appliance.printing.eu_emblem import PROPORTION, star_centres, star_points
from appliance.printing.pango import Align, LaidOut, Paragraph, lay_out
from appliance.printing.receipt import Mark

WIDTH = 576
"""72 mm of 80 mm paper, 8 dots a millimetre."""
MARGIN = 20
TEXT_WIDTH = WIDTH - 2 * MARGIN
_INK_THRESHOLD = 120
"""Of 255: a little below the middle, for thin strokes get lost on thermal paper."""
_MARK_SIZE = 26
_MARK_COLUMN = 46
_EMBLEM_HEIGHT = 112
"""14 mm: a star's points still come out, and the emblem is well above the smallest size allowed (1 cm)."""
_LEADING, _RTL_LEADING = 0.94, 0.8
"""Noto Sans Arabic keeps much more room between lines than the other faces."""
_BREAKABLE_RANGE = re.compile(r"(?<=\d)\s?([–-])\s?(?=\d)")
_UNBROKEN = "\u2060\\1\u2060"
"""`15:00–16:30` stays on one line."""
_QR_MODULE = 7


class Strip:
    def __init__(self) -> None:
        self._surface = cairocffi.RecordingSurface(cairocffi.CONTENT_ALPHA, None)
        self._context = cairocffi.Context(self._surface)
        self._context.set_source_rgba(0, 0, 0, 1)
        self._y = 0.0

    def space(self, dots: float) -> None:
        self._y += dots

    def text(
        self,
        text: str,
        language: str,
        size: float,
        *,
        bold: bool = False,
        align: Align = Align.START,
        letter_spacing: float = 0.0,
        indent: float = 0.0,
        rtl: bool | None = None,
    ) -> LaidOut:
        """Write a paragraph and move below it. `indent` is kept free on the side where `rtl` reading begins."""
        mirrored = is_right_to_left(language) if rtl is None else rtl
        if align is not Align.CENTRE and mirrored != is_right_to_left(language):
            align = Align.END if align is Align.START else Align.START
        paragraph = Paragraph(
            _BREAKABLE_RANGE.sub(_UNBROKEN, text),
            language,
            size,
            width=TEXT_WIDTH - indent,
            bold=bold,
            align=align,
            leading=_RTL_LEADING if is_right_to_left(language) else _LEADING,
            letter_spacing=letter_spacing,
        )
        laid_out = lay_out(self._context, paragraph)
        laid_out.draw(MARGIN + (0 if mirrored else indent), self._y)
        self._y += laid_out.height
        return laid_out

    def rule(self, thickness: float) -> None:
        self._context.rectangle(MARGIN, self._y, TEXT_WIDTH, thickness)
        self._context.fill()
        self._y += thickness

    def frame(self, top: float, thickness: float) -> None:
        """Draw a rounded box from an earlier `position` down to here."""
        half, radius = thickness / 2, 18.0
        left, right = MARGIN + half, WIDTH - MARGIN - half
        upper, lower = top + half, self._y - half
        quarter = 1.5707963267948966
        context = self._context
        context.new_sub_path()
        context.arc(right - radius, upper + radius, radius, -quarter, 0)
        context.arc(right - radius, lower - radius, radius, 0, quarter)
        context.arc(left + radius, lower - radius, radius, quarter, 2 * quarter)
        context.arc(left + radius, upper + radius, radius, 2 * quarter, 3 * quarter)
        context.close_path()
        context.set_line_width(thickness)
        context.stroke()

    @property
    def position(self) -> float:
        return self._y

    def qr_code(self, data: str) -> None:
        """Draw a QR code in the middle, in whole dots so that no module is blurred; quiet zone included."""
        rows = list(segno.make_qr(data, error="m").matrix_iter(border=4))
        left = (WIDTH - len(rows) * _QR_MODULE) // 2
        for row, modules in enumerate(rows):
            for column, dark in enumerate(modules):
                if dark:
                    corner = (left + column * _QR_MODULE, round(self._y) + row * _QR_MODULE)
                    self._context.rectangle(*corner, _QR_MODULE, _QR_MODULE)
        self._context.fill()
        self._y += len(rows) * _QR_MODULE

    def item(self, mark: Mark, text: str, language: str, size: float, *, rtl: bool) -> None:
        """Write a line of a list behind its mark: a tick, or a box to tick."""
        top = self._y
        laid_out = self.text(text, language, size, indent=_MARK_COLUMN, rtl=rtl)
        left = WIDTH - MARGIN - _MARK_SIZE if rtl else MARGIN
        self._draw_mark(mark, left, top + laid_out.baseline - _MARK_SIZE + 1)

    def below_item(self, text: str, language: str, size: float, *, rtl: bool) -> None:
        self.text(text, language, size, indent=_MARK_COLUMN, rtl=rtl)

    def emblem_line(self, text: str, size: float) -> None:
        """Draw the European emblem with the line that must stand beside it."""
        width = _EMBLEM_HEIGHT * PROPORTION
        self._draw_emblem(MARGIN, self._y)
        gap = 22.0
        paragraph = Paragraph(text, "de", size, width=TEXT_WIDTH - width - gap, bold=True)
        laid_out = lay_out(self._context, paragraph)
        laid_out.draw(MARGIN + width + gap, self._y + (_EMBLEM_HEIGHT - laid_out.height) / 2)
        self._y += _EMBLEM_HEIGHT

    def packed_bits(self) -> tuple[int, bytes]:
        """Return the height and the rows of packed bits, most significant bit left, 1 is black."""
        height = round(self._y)
        picture = cairocffi.ImageSurface(cairocffi.FORMAT_A8, WIDTH, height)
        context = cairocffi.Context(picture)
        context.set_source_surface(self._surface)
        context.paint()
        picture.flush()
        grey = Image.frombuffer(
            "L", (WIDTH, height), bytes(picture.get_data()), "raw", "L", picture.get_stride(), 1
        )
        ink = grey.point(lambda value: 255 if value >= _INK_THRESHOLD else 0)
        return height, ink.convert("1", dither=Image.Dither.NONE).tobytes()

    def _draw_mark(self, mark: Mark, left: float, top: float) -> None:
        context = self._context
        if mark is Mark.TO_DO:
            context.rectangle(left + 1.5, top + 1.5, _MARK_SIZE - 3, _MARK_SIZE - 3)
            context.set_line_width(3)
        else:
            context.move_to(left + 2, top + _MARK_SIZE * 0.55)
            context.line_to(left + _MARK_SIZE * 0.38, top + _MARK_SIZE - 4)
            context.line_to(left + _MARK_SIZE - 1, top + 3)
            context.set_line_width(5)
        context.stroke()

    def _draw_emblem(self, left: float, top: float) -> None:
        """Draw it in one colour, as the graphics guide lays down for black: stars and a frame, no ground."""
        context = self._context
        context.rectangle(left + 1.5, top + 1.5, _EMBLEM_HEIGHT * PROPORTION - 3, _EMBLEM_HEIGHT - 3)
        context.set_line_width(3)
        context.stroke()
        for x, y in star_centres(_EMBLEM_HEIGHT):
            first, *others = star_points(left + x, top + y, _EMBLEM_HEIGHT / 18)
            context.move_to(*first)
            for point in others:
                context.line_to(*point)
            context.close_path()
        context.fill()
