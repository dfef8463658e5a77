"""Text on paper: lays a paragraph out with Pango, in any script, for any cairo context (image or PDF)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cairocffi
import pangocairocffi
import pangocffi

from appliance.content.text import is_right_to_left

FAMILIES = "Noto Sans,Noto Sans Arabic,Noto Sans Ethiopic"
"""Named one by one: left to itself, fontconfig may take a Kufi or Naskh face for Arabic."""
_PANGO_LTR, _PANGO_RTL = 0, 1


class Align(StrEnum):
    START = "start"
    """Left, in right-to-left languages right."""
    CENTRE = "centre"
    END = "end"


@dataclass(frozen=True)
class Paragraph:
    """What to set. Lengths are in user units of the context: points in a PDF, dots in an image."""

    text: str
    language: str
    """BCP 47; decides base direction and local letter forms. `de-simple` counts as German."""
    size: float
    """Em size."""
    width: float | None = None
    """Wrap at this width; None: one line, broken only at newlines."""
    bold: bool = False
    align: Align = Align.START
    leading: float = 1.0
    """Line distance as a factor of the font's own."""
    letter_spacing: float = 0.0


class LaidOut:
    """A paragraph with its measures, ready to be drawn. Belongs to the thread and context that made it."""

    def __init__(self, context: cairocffi.Context, layout: pangocffi.Layout) -> None:
        self._context = context
        self._layout = layout
        width, height = layout.get_size()
        self.width: float = pangocffi.units_to_double(width)
        self.height: float = pangocffi.units_to_double(height)
        self.baseline: float = pangocffi.units_to_double(layout.get_baseline())
        """Of the first line, from the top."""
        self.lines: int = layout.get_line_count()

    def line_texts(self) -> tuple[str, ...]:
        """Return the text of each line as it was wrapped, in reading order."""
        encoded = self._layout.text.encode()
        found = []
        for number in range(self.lines):
            line = pangocffi.pango.pango_layout_get_line_readonly(self._layout.pointer, number)
            start = pangocffi.pango.pango_layout_line_get_start_index(line)
            end = start + pangocffi.pango.pango_layout_line_get_length(line)
            found.append(encoded[start:end].decode())
        return tuple(found)

    def draw(self, x: float, y: float) -> None:
        """Draw with the context's current colour; x and y are the top left corner of the paragraph's box."""
        self._context.save()
        self._context.move_to(x, y)
        pangocairocffi.show_layout(self._context, self._layout)
        self._context.restore()


def lay_out(context: cairocffi.Context, paragraph: Paragraph) -> LaidOut:
    """Return the paragraph wrapped and measured; nothing is drawn yet."""
    layout = pangocairocffi.create_layout(context)
    if isinstance(context.get_target(), cairocffi.PDFSurface):
        # Whole dots suit a raster; in a PDF they would be whole points, and letters would stand unevenly.
        pangocffi.pango.pango_context_set_round_glyph_positions(layout.context.pointer, False)
    _set_language(layout, paragraph.language)
    layout.font_description = _font(paragraph)
    layout.text = paragraph.text
    if paragraph.letter_spacing:
        layout.attributes = _spaced(paragraph)
    layout.wrap = pangocffi.WrapMode.WORD_CHAR
    layout.alignment = _alignment(paragraph)
    if paragraph.width is not None:
        layout.width = pangocffi.units_from_double(paragraph.width)
    if paragraph.leading != 1.0:
        pangocffi.pango.pango_layout_set_line_spacing(layout.pointer, paragraph.leading)
    return LaidOut(context, layout)


def _set_language(layout: pangocffi.Layout, language: str) -> None:
    """Fix language and base direction: Pango would guess the latter from the first strong letter."""
    context = layout.context
    tag = pangocffi.Language.from_string(language.removesuffix("-simple"))
    pangocffi.pango.pango_context_set_language(context.pointer, tag.pointer)
    direction = _PANGO_RTL if is_right_to_left(language) else _PANGO_LTR
    pangocffi.pango.pango_context_set_base_dir(context.pointer, direction)
    pangocffi.pango.pango_layout_set_auto_dir(layout.pointer, False)
    pangocffi.pango.pango_layout_context_changed(layout.pointer)


def _font(paragraph: Paragraph) -> pangocffi.FontDescription:
    font = pangocffi.FontDescription()
    font.family = FAMILIES
    font.weight = pangocffi.Weight.BOLD if paragraph.bold else pangocffi.Weight.NORMAL
    font.set_absolute_size(pangocffi.units_from_double(paragraph.size))
    return font


def _spaced(paragraph: Paragraph) -> pangocffi.AttrList:
    attributes = pangocffi.AttrList()
    spacing = pangocffi.units_from_double(paragraph.letter_spacing)
    end = len(paragraph.text.encode())
    attributes.insert(pangocffi.Attribute.from_letter_spacing(spacing, 0, end))
    return attributes


def _alignment(paragraph: Paragraph) -> pangocffi.Alignment:
    """Pango's LEFT stays left when the direction is fixed, so start and end are worked out here."""
    if paragraph.align is Align.CENTRE:
        return pangocffi.Alignment.CENTER
    at_left = (paragraph.align is Align.START) != is_right_to_left(paragraph.language)
    return pangocffi.Alignment.LEFT if at_left else pangocffi.Alignment.RIGHT
