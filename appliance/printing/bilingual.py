"""German and the visitor's language side by side: German on the left, their words beside it, as large as fits."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from appliance.content.text import GERMAN, Localised, Text
from appliance.printing.paging import Block, Placed, paginate
from appliance.printing.pango import LaidOut, Paragraph
from appliance.printing.receipt import both_languages
from appliance.printing.sheet import INK, LEFT, RIGHT, TEXT_WIDTH, Colour, Sheet, mm

GAP = mm(9)
_COLUMN = (TEXT_WIDTH - GAP) / 2
_RTL_LEADING = 0.84
_ASCENT, _DESCENT = 1.12, 0.55
"""In ems, what letters of all our scripts need; the face for Arabic would keep half a line more."""
_SCALE, _STEPS = 0.95, 48
"""The last step makes letters a twelfth as large: nothing that can be asked for needs it."""


@dataclass(frozen=True)
class Pair:
    """The same words twice; `own` is None for those who read German."""

    german: str
    own: Localised | None = None


def pair_of(text: Text, language: str, **values: object) -> Pair:
    """Return both versions, with `{name}` filled in."""
    chosen, german = both_languages(text, language)
    if language.startswith(GERMAN):
        return Pair(chosen.text.format(**values))
    if german is None:
        return Pair(chosen.text.format(**values))
    return Pair(german.text.format(**values), Localised(chosen.text.format(**values), chosen.language))


def fit_on_a_page(build: Callable[[float], Sequence[Block]], room: float) -> tuple[Placed, ...]:
    """Return the blocks as large as they fit on one page: `build` makes them at a scale of 1 or less."""
    whole = _placed(build(1.0))
    if _bottom(whole) <= room:
        return whole
    step = bisect_left(range(_STEPS), True, lo=1, key=lambda step: _bottom(_placed(build(_SCALE**step))) <= room)
    return _placed(build(_SCALE**step))


def _placed(blocks: Sequence[Block]) -> tuple[Placed, ...]:
    (placed,) = paginate(blocks, math.inf, math.inf)
    return placed


def _bottom(placed: tuple[Placed, ...]) -> float:
    return placed[-1].top + placed[-1].block.height if placed else 0.0


@dataclass(frozen=True)
class Columns:
    """A pair laid out beside each other, both first lines on one line. Lengths in points."""

    sheet: Sheet
    left: float
    size: float
    german: LaidOut
    own: LaidOut | None

    @property
    def height(self) -> float:
        if self.own is None:
            return self.german.height
        descent = self.own.height / self.own.lines - self.own.baseline
        unused = max(0.0, descent - _DESCENT * self.size)
        return max(self._drop + self.german.height, self._own_top + self.own.height - unused)

    @property
    def _drop(self) -> float:
        """How far the German column moves down, so that a higher first line beside it has room."""
        return max(0.0, min(self.own.baseline, _ASCENT * self.size) - self.german.baseline) if self.own else 0.0

    @property
    def _own_top(self) -> float:
        return self._drop + self.german.baseline - self.own.baseline if self.own else 0.0

    def draw(self, top: float, colour: Colour = INK) -> None:
        self.sheet.text(self.german, self.left, top + self._drop, colour)
        if self.own is not None:
            self.sheet.text(self.own, RIGHT - _COLUMN, top + self._own_top, colour)


def columns(sheet: Sheet, pair: Pair, size: float, *, bold: bool = False, indent: float = 0.0) -> Columns:
    width = TEXT_WIDTH - indent if pair.own is None else _COLUMN - indent
    german = sheet.lay_out(Paragraph(pair.german, GERMAN, size, width, bold=bold))
    own = None
    if pair.own is not None:
        # What reads from the right is indented there; so the width alone says where it begins.
        own_width = _COLUMN - indent if pair.own.right_to_left else _COLUMN
        leading = _RTL_LEADING if pair.own.right_to_left else 1.0
        words = Paragraph(pair.own.text, pair.own.language, size, own_width, bold=bold, leading=leading)
        own = sheet.lay_out(words)
    return Columns(sheet, LEFT + indent, size, german, own)
