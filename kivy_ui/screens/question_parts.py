"""What all questions show alike: progress, the question with its German term, errors, where to find the answer."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from appliance.session.events import QuestionSkipped, ScanRequested
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.views_form import Asked
from kivy_ui.widgets import button, faces
from kivy_ui.widgets.box import Box
from kivy_ui.widgets.chip import german_mark
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.progress import Progress
from kivy_ui.widgets.stack import Column, Flow, Row


def heading(stage: Stage, asked: Asked) -> Node:
    theme, look, quiet = stage.theme, stage.look, stage.palette.quiet
    parts: list[Node] = [_progress(stage, asked)] if asked.total else []
    parts.append(Label(look, asked.label.own, Role.TITLE, bold=True))
    if asked.label.german:
        term = Label(look, Localised(asked.label.german, GERMAN), Role.SMALL, ink=quiet)
        parts.append(Row(stage.direction, [german_mark(look), term], theme.mm(3), (0, 1)))
    return Column(parts, theme.mm(2 if theme.compact else 3))


def _progress(stage: Stage, asked: Asked) -> Node:
    """Return "3 of 12", the line and the form's name; on a narrow display the line stands below the words."""
    theme, look, quiet = stage.theme, stage.look, stage.palette.quiet
    count = Label(look, asked.progress, Role.SMALL, ink=quiet)
    line = Progress(look, asked.position / max(1, asked.total))
    form = Label(look, asked.form, Role.SMALL, ink=quiet)
    if theme.compact or theme.screen.portrait:
        return Column([Flow(stage.direction, [count, form], theme.mm(6)), line], theme.mm(1.5))
    return Row(stage.direction, [count, line, form], theme.mm(4), (0, 1, 0))


def error(stage: Stage, words: Localised) -> Node:
    theme, look, ink = stage.theme, stage.look, stage.palette.bad
    icon = Icon(look, "alert-circle", theme.icon, ink)
    return Row(stage.direction, [icon, Label(look, words, bold=True, ink=ink)], theme.mm(3), (0, 1))


def helping(stage: Stage, asked: Asked) -> list[Node]:
    if asked.help is None:
        return []
    return [Label(stage.look, asked.help, Role.SMALL, ink=stage.palette.quiet)]


def skipping(stage: Stage, asked: Asked) -> list[Node]:
    return [] if asked.skip is None else [button.tinted(stage, asked.skip, QuestionSkipped())]


def where_card(stage: Stage, asked: Asked) -> Node | None:
    """Return "Where do I find this?" with the offer to read the document; None when there is nothing to say."""
    if asked.where is None and asked.scan is None:
        return None
    theme, look = stage.theme, stage.look
    parts: list[Node] = []
    if asked.where is not None:
        parts += [
            Label(look, asked.where_title, Role.BODY, bold=True),
            Label(look, asked.where.own, Role.SMALL, ink=stage.palette.quiet),
        ]
    if asked.scan is not None:
        scan = button.tinted(stage, asked.scan, ScanRequested(), icon="scan")
        parts.append(Flow(stage.direction, [scan]))
    icon = Icon(look, "id-card", theme.mm(14 if theme.compact else 24), stage.palette.on_tint)
    inside = Row(stage.direction, [icon, Column(parts, theme.mm(2))], theme.mm(5), (0, 1))
    return Box(inside, faces.card(theme), theme.card_radius, (theme.pad, theme.mm(5)))
