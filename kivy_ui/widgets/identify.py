"""Which terminal this is, large over any screen, for staff who look for it."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle

from appliance.content.text import GERMAN, Localised
from kivy_ui.look import Look
from kivy_ui.theme import Role, colour
from kivy_ui.views_moments import Identity
from kivy_ui.widgets.label import Align, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.numeral import Numeral
from kivy_ui.widgets.stack import Column, Padded

_PART = 0.5
"""Of the height; what lies beneath stays in sight."""


class IdentifyBanner(Node):
    """Lies across the middle and takes no touch: the visitor goes on with what they do."""

    def __init__(self, look: Look, identity: Identity) -> None:
        super().__init__()
        theme, palette = look.theme, look.theme.palette
        with self.canvas.before:
            Color(*colour(palette.primary))
            self._ground = Rectangle()
        ink = palette.on_primary
        name = Numeral(look, identity.terminal_id, 1.6, ink)
        below = " · ".join(part for part in (identity.place, identity.site) if part)
        where = Label(look, Localised(below, GERMAN), Role.TITLE, bold=True, ink=ink, align=Align.CENTRE)
        self._inside = Padded(Column([name, where], theme.mm(4)), theme.margin)
        self.add_widget(self._inside)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        needed = self._inside.height_for(width)
        tall = max(needed, int(height * _PART))
        low = y + (height - tall) // 2
        super().place(x, low, width, tall)
        self._ground.pos, self._ground.size = (x, low), (width, tall)
        self._inside.place(x, low + (tall - needed) // 2, width, needed)
