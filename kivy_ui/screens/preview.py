"""The very pages that will be printed, before they are printed."""

from __future__ import annotations

from functools import lru_cache

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from appliance.printing.preview import render_page
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role, colour
from kivy_ui.views_page import PreviewView
from kivy_ui.widgets.actions import action_button, action_footer
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.label import Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page
from kivy_ui.widgets.split import Split
from kivy_ui.widgets.stack import Column, Flow

_PAGE_WIDTH_MM = 180
_TALLEST = 0.7
"""Of the display's height."""
_WIDEST_PX = 900


class PreviewScreen(Screen):
    def __init__(self, stage: Stage, view: PreviewView) -> None:
        super().__init__(stage)
        self.view = view
        theme, look = stage.theme, stage.look
        turns: list[Node] = [
            action_button(stage, action) for action in (view.previous, view.next) if action is not None
        ]
        told: list[Node] = [
            bilingual(look, view.title, Role.TITLE, bold=True),
            Label(look, view.where, Role.BODY),
        ]
        if turns:
            told.append(Flow(stage.direction, turns, theme.gap))
        width = min(_WIDEST_PX, theme.mm(_PAGE_WIDTH_MM))
        sheet = Sheet(stage, page_texture(view.pdf, view.page, width))
        words = Column(told, theme.mm(4))
        self.fill(
            Page(
                stage,
                view.chrome,
                Split(stage, words, sheet, (2, 3)),
                footer=action_footer(stage, view.actions),
                listen=self.listen,
            )
        )

    def close(self) -> None:
        """A visitor's page must not outlive the visit."""
        page_texture.cache_clear()


class Sheet(Node):
    """A page of paper with an edge, as large as its room and its pixels allow."""

    def __init__(self, stage: Stage, texture: Texture) -> None:
        super().__init__()
        self._stage = stage
        self._texture = texture
        with self.canvas:
            Color(*colour(stage.palette.line))
            self._edge = Rectangle()
            Color(1, 1, 1, 1)
            self._page = Rectangle(texture=texture)

    def _size(self, width: int) -> tuple[int, int]:
        theme = self._stage.theme
        wide = min(width - 2 * theme.hairline, int(self._texture.width))
        if not theme.compact:
            # Beside the words a whole page is seen at once; on a low display it scrolls, to stay legible.
            tallest = int(theme.screen.height * _TALLEST)
            wide = min(wide, round(tallest * self._texture.width / self._texture.height))
        return wide, round(wide * self._texture.height / self._texture.width)

    def height_for(self, width: int) -> int:
        return self._size(width)[1] + 2 * self._stage.theme.hairline

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        edge = self._stage.theme.hairline
        wide, tall = self._size(width)
        left = x + (width - wide) // 2
        self._page.pos, self._page.size = (left, y + edge), (wide, tall)
        self._edge.pos, self._edge.size = (left - edge, y), (wide + 2 * edge, tall + 2 * edge)


@lru_cache(maxsize=4)
def page_texture(pdf: bytes, page: int, width: int) -> Texture:
    image = render_page(pdf, page, width)
    texture = Texture.create(size=(image.width, image.height), colorfmt="rgb")
    texture.blit_buffer(image.rgb, colorfmt="rgb", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture
