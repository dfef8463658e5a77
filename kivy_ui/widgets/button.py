"""Buttons: an icon, always with words."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.content.text import Localised
from appliance.session.events import Intent
from kivy_ui.stage import Stage
from kivy_ui.theme import Face, Role
from kivy_ui.widgets import faces
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.label import Align, Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.stack import Column, Row
from kivy_ui.widgets.target import Act, Target
from kivy_ui.words import Words


def primary(stage: Stage, words: Localised, tap: Intent | Act, *, icon: str = "", forward: bool = False) -> Target:
    """Return the one main action of a screen; `forward` ends it with an arrow in reading direction."""
    face = faces.primary(stage.theme)
    parts: list[Node] = [_text(stage, words, face)]
    if icon:
        parts.insert(0, _icon(stage, icon, face))
    if forward:
        parts.append(_icon(stage, stage.direction.forward_arrow, face))
    return _button(stage, parts, face, tap, words.text, large=True)


def tinted(stage: Stage, words: Localised, tap: Intent | Act, *, icon: str = "") -> Target:
    return _worded(stage, words, tap, faces.tint(stage.theme), icon)


def outlined(stage: Stage, words: Localised, tap: Intent | Act, *, icon: str = "") -> Target:
    return _worded(stage, words, tap, faces.outline(stage.theme), icon)


def entry(stage: Stage, words: Words, tap: Intent | Act, icon: str) -> Target:
    """Return a line in a list of things to choose: icon, words, German."""
    theme = stage.theme
    inside = Row(
        stage.direction,
        [Icon(stage.look, icon, theme.icon, theme.palette.on_tint), bilingual(stage.look, words)],
        theme.mm(3),
        (0, 1),
    )
    return Target(
        stage,
        inside,
        faces.card(theme),
        tap,
        words.text,
        padding=(theme.mm(3 if theme.compact else 5), theme.mm(1)),
        least_height=theme.line_height,
    )


def above(stage: Stage, words: Localised, tap: Intent | Act, face: Face, icon: str) -> Target:
    """Return a button whose icon stands above its word, for where a row is too narrow."""
    look, theme = stage.look, stage.theme
    column = Column(
        [
            Icon(look, icon, theme.em(Role.BODY), face.ink),
            Label(look, words, Role.SMALL, bold=True, ink=face.ink, align=Align.CENTRE),
        ]
    )
    return Target(stage, column, face, tap, words.text, padding=(theme.mm(1.5), theme.mm(1)))


def _worded(stage: Stage, words: Localised, tap: Intent | Act, face: Face, icon: str) -> Target:
    parts: list[Node] = [_icon(stage, icon, face)] if icon else []
    return _button(stage, [*parts, _text(stage, words, face)], face, tap, words.text)


def _text(stage: Stage, words: Localised, face: Face) -> Label:
    return Label(stage.look, words, Role.BODY, bold=True, ink=face.ink)


def _icon(stage: Stage, name: str, face: Face) -> Icon:
    return Icon(stage.look, name, stage.theme.icon, face.ink)


def _button(
    stage: Stage, parts: Sequence[Node], face: Face, tap: Intent | Act, name: str, *, large: bool = False
) -> Target:
    theme = stage.theme
    row = Row(stage.direction, parts, theme.mm(3))
    high = theme.mm(19) if large and not theme.compact else theme.target
    wide = theme.mm(10 if large else 5) if not theme.compact else theme.mm(4)
    return Target(stage, row, face, tap, name, padding=(wide, theme.mm(1)), least_height=high)
