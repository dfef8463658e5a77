"""A small coloured note: an icon and words, never colour alone."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from kivy_ui.look import Look
from kivy_ui.theme import Face, Role
from kivy_ui.widgets import faces
from kivy_ui.widgets.box import Box
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.stack import Row


def chip(look: Look, icon: str, words: Localised, face: Face) -> Box:
    theme = look.theme
    size = theme.em(Role.SMALL)
    parts = [Icon(look, icon, size, face.ink), Label(look, words, Role.SMALL, bold=True, ink=face.ink)]
    return Box(Row(look.direction, parts, theme.mm(2)), face, theme.mm(3), (theme.mm(3), theme.mm(1.5)))


def german_mark(look: Look) -> Box:
    """Return the "DE" that stands before an official German term."""
    theme = look.theme
    face = faces.warning(theme)
    label = Label(look, Localised("DE", GERMAN), Role.SMALL, bold=True, ink=face.ink)
    return Box(label, face, theme.mm(2.5), (theme.mm(3), theme.mm(1)))
