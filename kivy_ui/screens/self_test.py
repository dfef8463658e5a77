"""The self-test: four corners to touch, and what came of everything else."""

from __future__ import annotations

from appliance.content.text import Localised
from appliance.session.staff_events import CornerTouched
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.views_staff import Check, SelfTestView
from kivy_ui.widgets import faces
from kivy_ui.widgets.actions import action_footer
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.box import Box
from kivy_ui.widgets.label import Align, Icon, Label
from kivy_ui.widgets.node import Node, Space
from kivy_ui.widgets.page import Page
from kivy_ui.widgets.stack import Column, Grid, Row
from kivy_ui.widgets.target import Target

_CORNER_MM = 24


class SelfTestScreen(Screen):
    """The corners lie at the very edge of the display: that is where a touchscreen goes wrong first."""

    def __init__(self, stage: Stage, view: SelfTestView) -> None:
        super().__init__(stage)
        self.view = view
        self._build()

    def take(self, view: SelfTestView) -> bool:
        self.view = view
        self._build()
        return True

    def _build(self) -> None:
        self.fill(_Cornered(self.stage, self.view))


class _Cornered(Node):
    """A page between two rows of corners."""

    def __init__(self, stage: Stage, view: SelfTestView) -> None:
        super().__init__()
        self._side = stage.theme.mm(_CORNER_MM)
        self.corners = [_corner(stage, view, corner) for corner in range(4)]
        self.page = _page(stage, view)
        self.head = bilingual(stage.look, view.title, Role.TITLE, bold=True)
        self.foot = action_footer(stage, view.actions) or Space()
        for part in (self.page, self.head, self.foot, *self.corners):
            self.add_widget(part)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        side, (right, top) = self._side, (x + width - self._side, y + height - self._side)
        for corner, at in zip(self.corners, ((x, top), (right, top), (right, y), (x, y)), strict=True):
            corner.place(*at, side, side)
        room = width - 2 * side - side // 2
        tall = self.head.height_for(room)
        self.head.place(x + side + side // 4, y + height - max(0, side - tall) // 2 - tall, room, tall)
        high, low = max(side, tall), self.foot.height_for(room)
        self.foot.place(x + side + side // 4, y + max(0, side - low) // 2, room, low)
        self.page.place(x, y + max(side, low), width, height - max(side, low) - high)


def _page(stage: Stage, view: SelfTestView) -> Page:
    theme = stage.theme
    checks = Grid(stage.direction, [_check(stage, each) for each in view.checks], 2, theme.gap)
    body = Column([bilingual(stage.look, view.corners_hint, Role.BODY), checks], theme.mm(4))
    return Page(stage, view.chrome, body, bar=False)


def _corner(stage: Stage, view: SelfTestView, corner: int) -> Target:
    theme, look = stage.theme, stage.look
    done = corner in view.touched
    face = faces.good(theme) if done else faces.tint(theme)
    words = Localised(f"{view.corner.text} {corner + 1}", view.corner.language)
    inside = Column(
        [
            Icon(look, "check" if done else "cursor-pointer", theme.mm(8), face.ink),
            Label(look, words, Role.SMALL, ink=face.ink, align=Align.CENTRE),
        ]
    )
    pad = (theme.mm(1), theme.mm(1))
    return Target(stage, inside, face, CornerTouched(corner), words.text, padding=pad, radius=theme.mm(1))


def _check(stage: Stage, check: Check) -> Node:
    theme, look = stage.theme, stage.look
    face = faces.card(theme)
    if check.done is not None:
        face = faces.good(theme) if check.done else faces.bad(theme)
    icon = check.icon if check.done is None else "check" if check.done else "alert"
    told = Column(
        [
            bilingual(look, check.label, Role.BODY, bold=True, ink=face.ink, quiet=face.ink),
            bilingual(look, check.told, Role.SMALL, ink=face.ink, quiet=face.ink),
        ],
        theme.mm(1),
    )
    row = Row(stage.direction, [Icon(look, icon, theme.mm(9), face.ink), told], theme.mm(4), (0, 1))
    return Box(row, face, theme.radius, (theme.mm(4), theme.mm(3)))
