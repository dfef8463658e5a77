"""A text of several lines while it is typed: laid out by Pango, each paragraph in the direction of its content.

The direction of a paragraph is that of its first strong character (UAX #9, P2 and P3), before there is one that of
the paragraph above, at first that of the visitor's language. No Kivy.
"""

from __future__ import annotations

from dataclasses import dataclass

import cairocffi
import pangocairocffi
import pangocffi

from appliance.content.text import is_right_to_left
from kivy_ui.text_layout import TEXT_FAMILIES, Pixels

LINE = 1.65
"""Height of a line in em, in every script the same, so that nothing jumps at the first Arabic letter."""
_CARET = 1.25
"""Height of the caret in em."""
_LTR, _RTL = 0, 1
_PAST_THE_END = 2**31 - 1
"""What Pango gives for a step beyond the last character (G_MAXINT)."""
_scratch = cairocffi.Context(cairocffi.ImageSurface(cairocffi.FORMAT_A8, 1, 1))
_pango, _new = pangocffi.pango, pangocffi.ffi.new


@dataclass(frozen=True)
class Caret:
    """Pixels from the upper left corner of the text."""

    x: int
    y: int
    height: int


@dataclass(frozen=True)
class _Line:
    top: float
    bottom: float


class TypedLayout:
    """Kept by whoever shows it, in no cache: what it holds is a visitor's."""

    def __init__(self, text: str, language: str, em: int, width: int) -> None:
        self.text = text
        self.em = em
        self.width = width
        self._layout = _lay_out(text, language, em, width)
        self._lines = _lines(self._layout)

    @property
    def height(self) -> int:
        logical = self._layout.get_extents()[1]
        return max(round(self.em * LINE), int(_px(logical.height) + 0.999))

    def caret(self, index: int) -> Caret:
        """Return the place of the caret before character `index`, for letters of the line's direction."""
        byte = self._byte(index)
        where = _new("PangoRectangle *")
        _pango.pango_layout_get_cursor_pos(self._pointer, byte, where, pangocffi.ffi.NULL)
        line = self._lines[self._line_number(byte)]
        tall = round(self.em * _CARET)
        return Caret(round(_px(where.x)), round((line.top + line.bottom - tall) / 2), tall)

    def index_at(self, x: int, y: int) -> int:
        """Return the index whose caret stands nearest to a point, in the line that is nearest to it.

        Where two directions meet, two indexes have an edge at one place: only one of them has its caret there.
        """
        found, trailing = _new("int *"), _new("int *")
        at = (pangocffi.units_from_double(x), pangocffi.units_from_double(y))
        _pango.pango_layout_xy_to_index(self._pointer, *at, found, trailing)
        hit = self._index(found[0]) + int(trailing[0])
        return min((hit, *self._in_line(found[0])), key=lambda index: abs(self.caret(index).x - x))

    def beside(self, index: int, *, right: bool) -> int:
        """Return the index one step to the left or right as it is seen, over line ends, too."""
        found, trailing = _new("int *"), _new("int *")
        step = 1 if right else -1
        _pango.pango_layout_move_cursor_visually(self._pointer, 1, self._byte(index), 0, step, found, trailing)
        if found[0] < 0 or found[0] == _PAST_THE_END:
            return index
        return self._index(found[0]) + int(trailing[0])

    def draw(self, top: int, height: int) -> Pixels:
        """Draw what lies between `top` and `top + height`, white on nothing."""
        surface = cairocffi.ImageSurface(cairocffi.FORMAT_A8, max(1, self.width), max(1, height))
        context = cairocffi.Context(surface)
        context.move_to(0, -top)
        pangocairocffi.show_layout(context, self._layout)
        surface.flush()
        size = (surface.get_width(), surface.get_height())
        return Pixels(*size, 0, surface.get_stride(), bytes(surface.get_data()))

    def _line_number(self, byte: int) -> int:
        number, across = _new("int *"), _new("int *")
        _pango.pango_layout_index_to_line_x(self._pointer, byte, 0, number, across)
        return int(number[0])

    def _in_line(self, byte: int) -> range:
        """Return the indexes whose carets stand in the same line."""
        line, first = self._line_number(byte), self._index(byte)
        last = first
        while first > 0 and self._line_number(self._byte(first - 1)) == line:
            first -= 1
        while last < len(self.text) and self._line_number(self._byte(last + 1)) == line:
            last += 1
        return range(first, last + 1)

    @property
    def _pointer(self) -> object:
        return self._layout.pointer

    def _byte(self, index: int) -> int:
        return len(self.text[:index].encode())

    def _index(self, byte: int) -> int:
        return len(self.text.encode()[:byte].decode(errors="ignore"))


def _lay_out(text: str, language: str, em: int, width: int) -> pangocffi.Layout:
    layout = pangocairocffi.create_layout(_scratch)
    context = layout.context
    tag = pangocffi.Language.from_string(language.removesuffix("-simple"))
    _pango.pango_context_set_language(context.pointer, tag.pointer)
    rtl = is_right_to_left(language)
    _pango.pango_context_set_base_dir(context.pointer, _RTL if rtl else _LTR)
    # Pango turns the alignment round for paragraphs that go against the context's direction.
    _pango.pango_layout_set_auto_dir(layout.pointer, True)
    layout.alignment = pangocffi.Alignment.RIGHT if rtl else pangocffi.Alignment.LEFT
    font = pangocffi.FontDescription()
    font.family = TEXT_FAMILIES
    font.set_absolute_size(pangocffi.units_from_double(em))
    layout.font_description = font
    layout.text = text
    layout.wrap = pangocffi.WrapMode.WORD_CHAR
    layout.width = pangocffi.units_from_double(max(1, width))
    _even_lines(layout, round(em * LINE))
    return layout


def _even_lines(layout: pangocffi.Layout, height: int) -> None:
    attributes = _pango.pango_attr_list_new()
    even = _pango.pango_attr_line_height_new_absolute(pangocffi.units_from_double(height))
    _pango.pango_attr_list_insert(attributes, even)
    _pango.pango_layout_set_attributes(layout.pointer, attributes)
    _pango.pango_attr_list_unref(attributes)
    _pango.pango_layout_context_changed(layout.pointer)


def _lines(layout: pangocffi.Layout) -> list[_Line]:
    found = []
    top, bottom = _new("int *"), _new("int *")
    walk = _pango.pango_layout_get_iter(layout.pointer)
    while True:
        _pango.pango_layout_iter_get_line_yrange(walk, top, bottom)
        found.append(_Line(_px(top[0]), _px(bottom[0])))
        if not _pango.pango_layout_iter_next_line(walk):
            break
    _pango.pango_layout_iter_free(walk)
    return found


def _px(units: int) -> float:
    return float(pangocffi.units_to_double(units))
