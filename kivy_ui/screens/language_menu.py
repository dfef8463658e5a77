"""Choosing another language in the middle of a visit."""

from __future__ import annotations

from kivy_ui.direction import Direction
from kivy_ui.screens.idle import language_tile
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.views import LanguageMenuView
from kivy_ui.widgets.label import Label
from kivy_ui.widgets.page import Page
from kivy_ui.widgets.stack import Column, Grid


class LanguageMenuScreen(Screen):
    def __init__(self, stage: Stage, view: LanguageMenuView) -> None:
        super().__init__(stage)
        self.view = view
        theme = stage.theme
        tiles = [language_tile(stage, tile, chosen=tile.tag == view.current) for tile in view.languages]
        heading = Column(
            [
                Label(stage.look, view.title.own, Role.TITLE, bold=True),
                Label(stage.look, view.hint.own, Role.SMALL, ink=stage.palette.quiet),
            ]
        )
        # Left to right in every language, as on the idle screen, so that each stays in its place.
        grid = Grid(Direction.LTR, tiles, 3 if theme.compact or theme.screen.portrait else 4, theme.gap)
        self.fill(Page(stage, view.chrome, grid, heading=heading, listen=self.listen))
