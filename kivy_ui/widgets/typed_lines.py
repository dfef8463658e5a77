"""What is typed in any script: several lines, each paragraph in its own direction, and the caret."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from kivy_ui.stage import Stage
from kivy_ui.text_layout import Pixels
from kivy_ui.textures import redraw
from kivy_ui.theme import Role, colour
from kivy_ui.typed_layout import LINE, TypedLayout
from kivy_ui.widgets.node import Node

_CARET = 0.075
"""Width of the caret in em."""


class TypedLines(Node):
    """Draws only what is in sight, into one texture of its own: a long text costs what a short one does."""

    def __init__(self, stage: Stage, language: str, role: Role = Role.HEADING) -> None:
        super().__init__()
        self._language = language
        self._em = stage.theme.em(role)
        self._ink = stage.palette.ink
        self._ink_of_caret = stage.palette.primary
        self._caret_px = max(3, stage.theme.mm(0.8), round(self._em * _CARET))
        self._texture: Texture | None = None
        self._layout = TypedLayout("", language, self._em, 1)
        self.text = ""
        self.caret_at: int | None = None
        self.caret_box = Node()
        self.line_box = Node()
        """The whole line that it stands in, to scroll there."""
        self.window: Node | None = None
        """What is in sight; None: all of it."""

    @property
    def line(self) -> int:
        return round(self._em * LINE)

    def show(self, text: str, caret_at: int | None) -> None:
        self.text = text
        self.caret_at = caret_at

    def least_width(self) -> int:
        return self._em

    def height_for(self, width: int) -> int:
        return self.laid_out(width).height

    def laid_out(self, width: int) -> TypedLayout:
        if (self._layout.text, self._layout.width) != (self.text, width):
            self._layout = TypedLayout(self.text, self._language, self._em, width)
        return self._layout

    def index_at(self, x: float, y: float) -> int:
        """Return the character index for a caret at a point of the screen."""
        return self.laid_out(self.width).index_at(round(x - self.x), round(self.top - y))

    def beside_caret(self, *, right: bool) -> int:
        return self.laid_out(self.width).beside(self.caret_at or 0, right=right)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        layout = self.laid_out(width)
        self._place_caret(layout)
        self.canvas.clear()
        top = min(self.top, self.window.top) if self.window is not None else self.top
        low = max(self.y, self.window.y) if self.window is not None else self.y
        if top <= low:
            return
        if self.text:
            self._draw_text(layout.draw(self.top - top, top - low), top)
        if self.caret_at is not None:
            self._draw_caret()

    def _place_caret(self, layout: TypedLayout) -> None:
        caret = layout.caret(self.caret_at or 0)
        left = self.x + min(max(0, caret.x), self.width - self._caret_px)
        self.caret_box.place(left, self.top - caret.y - caret.height, self._caret_px, caret.height)
        middle = self.top - caret.y - caret.height // 2
        self.line_box.place(self.x, middle - self.line // 2, self.width, self.line)

    def _draw_text(self, pixels: Pixels, top: int) -> None:
        self._texture = redraw(self._texture, pixels)
        with self.canvas:
            Color(*colour(self._ink))
            Rectangle(texture=self._texture, pos=(self.x, top - pixels.height), size=self._texture.size)

    def _draw_caret(self) -> None:
        box = self.caret_box
        with self.canvas:
            Color(*colour(self._ink_of_caret))
            Rectangle(pos=(box.x, box.y), size=box.size)
