"""The visitor's language with the German under it in quiet ink."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from kivy_ui.look import Look
from kivy_ui.theme import Role
from kivy_ui.widgets.label import Align, Label
from kivy_ui.widgets.stack import Column
from kivy_ui.words import Words


def bilingual(
    look: Look,
    words: Words,
    role: Role = Role.BODY,
    *,
    german_role: Role = Role.SMALL,
    bold: bool = False,
    ink: str = "",
    quiet: str = "",
    align: Align = Align.START,
) -> Column:
    parts = [Label(look, words.own, role, bold=bold, ink=ink, align=align)]
    if words.german:
        quiet = quiet or look.theme.palette.quiet
        parts.append(Label(look, Localised(words.german, GERMAN), german_role, ink=quiet, align=align))
    return Column(parts)
