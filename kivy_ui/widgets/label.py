"""The one way text comes on the screen: laid out by Pango, in any script, never shrunk and never cut."""

from __future__ import annotations

from enum import Enum

from kivy.graphics import Color, Rectangle

from appliance.content.text import GERMAN, Localised
from kivy_ui.direction import direction_of
from kivy_ui.icons import glyph
from kivy_ui.look import Look
from kivy_ui.text_layout import Lines, Measure, Paragraph, longest_word, measure
from kivy_ui.textures import text_texture
from kivy_ui.theme import Role, colour
from kivy_ui.widgets.node import Node


class Align(Enum):
    START = "start"
    CENTRE = "centre"


class Label(Node):
    """A paragraph. Its natural size comes from Pango; in a narrower box it wraps."""

    def __init__(
        self,
        look: Look,
        text: Localised | str,
        role: Role = Role.BODY,
        *,
        ink: str = "",
        bold: bool = False,
        align: Align = Align.START,
        latin: bool = False,
    ) -> None:
        super().__init__()
        words = text if isinstance(text, Localised) else Localised(text, GERMAN)
        lines = Lines.RIGHT if look.direction.mirrored and not latin else Lines.LEFT
        if align is Align.CENTRE:
            lines = Lines.CENTRE
        self.paragraph = Paragraph(words.text, words.language, look.theme.em(role), bold, None, lines, latin=latin)
        self._ink = ink or look.theme.palette.ink
        self._look = look
        self._align = align
        self._own_side = latin
        self.drawn: Measure | None = None

    @property
    def text(self) -> str:
        return self.paragraph.text

    def natural_width(self) -> int:
        return measure(self.paragraph).width

    def least_width(self) -> int:
        return longest_word(self.paragraph)

    def height_for(self, width: int) -> int:
        return measure(self._fitted(width)).height

    def _fitted(self, width: int) -> Paragraph:
        """One layout serves every width at which nothing wraps, so that it is cached once."""
        if measure(self.paragraph).width <= width:
            return self.paragraph
        plain = self.paragraph
        return Paragraph(
            plain.text, plain.language, plain.em, plain.bold, width, plain.lines, plain.icon, plain.latin
        )

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        fitted = self._fitted(width)
        self.drawn = measure(fitted)
        self.canvas.clear()
        if not self.paragraph.text:
            return
        picture = text_texture(fitted)
        left = self._left(x, width, self.drawn.width)
        top = y + height - (height - self.drawn.height) // 2 if self._centred else y + height
        with self.canvas:
            Color(*colour(self._ink))
            Rectangle(
                texture=picture.texture,
                pos=(left - picture.bleed, top - self.drawn.height - picture.bleed),
                size=picture.texture.size,
            )

    _centred = False

    def _left(self, x: int, width: int, drawn: int) -> int:
        if self._align is Align.CENTRE:
            return x + (width - drawn) // 2
        direction = direction_of(GERMAN) if self._own_side else self._look.direction
        return int(direction.x_at_start(x, width, drawn))


class Icon(Label):
    """A glyph of the icon font, as wide as high."""

    _centred = True

    def __init__(self, look: Look, name: str, size: int, ink: str = "") -> None:
        super().__init__(look, "", ink=ink, align=Align.CENTRE)
        self.paragraph = Paragraph(glyph(name), GERMAN, size, icon=True, lines=Lines.CENTRE)
        self.side = size
        self.name = name

    def natural_width(self) -> int:
        return self.side

    def least_width(self) -> int:
        return self.side

    def height_for(self, width: int) -> int:
        del width
        return self.side

    def _fitted(self, width: int) -> Paragraph:
        del width
        return self.paragraph
