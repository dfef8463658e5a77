"""Text laid out and drawn by Pango: measures, pixels and caret positions. No Kivy."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import cairocffi
import pangocairocffi
import pangocffi

from appliance.content.text import is_right_to_left

TEXT_FAMILIES = "Noto Sans,Noto Sans Arabic,Noto Sans Ethiopic"
"""Named one by one: left to itself, fontconfig may take a Kufi or Naskh face for Arabic."""
ICON_FAMILY = "Material Design Icons"
_LTR, _RTL = 0, 1
_TIGHTER = 0.78
"""Noto Sans Arabic asks for lines of 2.1 em; its marks need 1.65."""
_AIR = 0.24
"""What it keeps free above and below, in em, and we do not."""
_MEASURES_KEPT = 3000
_BLEED = 0.25
"""Room around the box, in em, for marks that reach out of it (Vietnamese stacks, Arabic tails)."""


class Lines(Enum):
    """How the lines of one paragraph lie to each other."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


_ALIGNMENTS = {
    Lines.LEFT: pangocffi.Alignment.LEFT,
    Lines.RIGHT: pangocffi.Alignment.RIGHT,
    Lines.CENTRE: pangocffi.Alignment.CENTER,
}


@dataclass(frozen=True)
class Paragraph:
    text: str
    language: str
    em: int
    bold: bool = False
    width: int | None = None
    """Wrap here; None: one line, broken only at newlines."""
    lines: Lines = Lines.LEFT
    icon: bool = False
    latin: bool = False
    """Left to right whatever the language: what is typed in Latin letters."""


@dataclass(frozen=True)
class Measure:
    width: int
    height: int
    line_count: int


@dataclass(frozen=True)
class Pixels:
    """Coverage, one byte a pixel, top row first; reaches `bleed` beyond the measure on every side."""

    width: int
    height: int
    bleed: int
    stride: int
    coverage: bytes


class _Cache(OrderedDict[Paragraph, Measure]):
    def __init__(self, kept: int) -> None:
        super().__init__()
        self._kept = kept

    def keep(self, key: Paragraph, value: Measure) -> Measure:
        self[key] = value
        if len(self) > self._kept:
            self.popitem(last=False)
        return value


_scratch = cairocffi.Context(cairocffi.ImageSurface(cairocffi.FORMAT_A8, 1, 1))
_measures = _Cache(_MEASURES_KEPT)


def measure(paragraph: Paragraph) -> Measure:
    """Return the logical size. Cached."""
    found = _measures.get(paragraph)
    if found is None:
        found = _measures.keep(paragraph, _measured(paragraph, _lay_out(paragraph)))
    return found


@lru_cache(maxsize=_MEASURES_KEPT)
def longest_word(paragraph: Paragraph) -> int:
    """Return the width below which a word would be broken."""
    words = paragraph.text.replace("-", "- ").split() or [""]
    return max(measure(Paragraph(word, paragraph.language, paragraph.em, paragraph.bold)).width for word in words)


def forget_texts() -> None:
    """Forget every text that was measured: some were a visitor's."""
    _measures.clear()
    longest_word.cache_clear()


def draw(paragraph: Paragraph) -> Pixels:
    """Draw the paragraph white on nothing; the caller gives it its colour."""
    layout = _lay_out(paragraph)
    size = _measured(paragraph, layout)
    bleed = max(2, round(paragraph.em * _BLEED))
    width, height = max(1, size.width) + 2 * bleed, max(1, size.height) + 2 * bleed
    surface = cairocffi.ImageSurface(cairocffi.FORMAT_A8, width, height)
    context = cairocffi.Context(surface)
    context.move_to(bleed - _left(layout), bleed - _air(paragraph))
    pangocairocffi.show_layout(context, layout)
    surface.flush()
    return Pixels(width, height, bleed, surface.get_stride(), bytes(surface.get_data()))


def caret(paragraph: Paragraph, index: int) -> tuple[int, int, int]:
    """Return x, y (from the top) and height of the caret before character `index`."""
    layout = _lay_out(paragraph)
    where = pangocffi.ffi.new("PangoRectangle *")
    at_byte = len(paragraph.text[:index].encode())
    pangocffi.pango.pango_layout_get_cursor_pos(layout.pointer, at_byte, where, pangocffi.ffi.NULL)
    left = _left(layout)
    return round(_px(where.x) - left), round(_px(where.y)), round(_px(where.height))


def _lay_out(paragraph: Paragraph) -> pangocffi.Layout:
    layout = pangocairocffi.create_layout(_scratch)
    rtl = _is_rtl(paragraph)
    if rtl:
        pangocffi.pango.pango_layout_set_line_spacing(layout.pointer, _TIGHTER)
    context = layout.context
    tag = pangocffi.Language.from_string(paragraph.language.removesuffix("-simple"))
    pangocffi.pango.pango_context_set_language(context.pointer, tag.pointer)
    pangocffi.pango.pango_context_set_base_dir(context.pointer, _RTL if rtl else _LTR)
    pangocffi.pango.pango_layout_set_auto_dir(layout.pointer, False)
    layout.font_description = _font(paragraph)
    layout.text = paragraph.text
    layout.wrap = pangocffi.WrapMode.WORD_CHAR
    # With the direction fixed, LEFT means left: Pango does not mirror it.
    layout.alignment = _ALIGNMENTS[paragraph.lines]
    if paragraph.width is not None:
        layout.width = pangocffi.units_from_double(max(1, paragraph.width))
    pangocffi.pango.pango_layout_context_changed(layout.pointer)
    return layout


def _font(paragraph: Paragraph) -> pangocffi.FontDescription:
    font = pangocffi.FontDescription()
    font.family = ICON_FAMILY if paragraph.icon else TEXT_FAMILIES
    font.weight = pangocffi.Weight.BOLD if paragraph.bold else pangocffi.Weight.NORMAL
    font.set_absolute_size(pangocffi.units_from_double(paragraph.em))
    return font


def _px(units: int) -> float:
    return float(pangocffi.units_to_double(units))


def _logical(layout: pangocffi.Layout) -> pangocffi.Rectangle:
    return layout.get_extents()[1]


def _left(layout: pangocffi.Layout) -> int:
    return int(_px(_logical(layout).x))


def _air(paragraph: Paragraph) -> int:
    return round(_AIR * paragraph.em) if _is_rtl(paragraph) else 0


def _is_rtl(paragraph: Paragraph) -> bool:
    return is_right_to_left(paragraph.language) and not paragraph.latin


def _measured(paragraph: Paragraph, layout: pangocffi.Layout) -> Measure:
    box = _logical(layout)
    width = _px(box.x) - _left(layout) + _px(box.width)
    return Measure(int(width + 0.999), int(_px(box.height) + 0.999) - 2 * _air(paragraph), layout.get_line_count())
