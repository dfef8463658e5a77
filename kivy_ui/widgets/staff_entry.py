"""The way in for staff: small and calm, where a visitor has no reason to tap."""

from __future__ import annotations

from appliance.content.text import Localised
from appliance.session.staff_events import StaffSignInOpened
from kivy_ui.stage import Stage
from kivy_ui.theme import Face, Role
from kivy_ui.widgets.label import Align, Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.stack import Column, Row
from kivy_ui.widgets.target import Target


def staff_entry(stage: Stage, words: Localised, *, ground: str = "", narrow: bool = False) -> Target:
    """Return a quiet icon and its word, in the colour of its ground; `narrow` sets the icon above the word."""
    theme, quiet = stage.theme, stage.palette.quiet
    icon = Icon(stage.look, "account-key", theme.em(Role.SMALL), quiet)
    label = Label(stage.look, words, Role.SMALL, ink=quiet, align=Align.CENTRE if narrow else Align.START)
    inside: Node = Column([icon, label]) if narrow else Row(stage.direction, [icon, label], theme.mm(2))
    face = Face(ground or stage.palette.paper, quiet)
    pad = theme.mm(1 if narrow else 3)
    return Target(stage, inside, face, StaffSignInOpened(), words.text, padding=(pad, 0))
