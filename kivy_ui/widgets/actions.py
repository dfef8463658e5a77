"""A view's actions as buttons."""

from __future__ import annotations

from collections.abc import Sequence

from kivy_ui.stage import Stage
from kivy_ui.views_page import Action, Mood, Note, Weight
from kivy_ui.widgets import button, faces
from kivy_ui.widgets.box import Box
from kivy_ui.widgets.chip import chip
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import footer
from kivy_ui.widgets.target import Target

FACES = {Mood.GOOD: faces.good, Mood.WARNING: faces.warning, Mood.BAD: faces.bad, Mood.PLAIN: faces.tint}


def action_button(stage: Stage, action: Action) -> Target:
    if action.weight is Weight.MAIN:
        return button.primary(stage, action.words, action.intent, icon=action.icon, forward=action.forward)
    make = button.tinted if action.weight is Weight.TINTED else button.outlined
    return make(stage, action.words, action.intent, icon=action.icon)


def action_footer(stage: Stage, actions: Sequence[Action], start: Sequence[Node] = ()) -> Node | None:
    """Return the line at the bottom. What destroys something stands at the start, away from the main action."""
    if not actions and not start:
        return None
    apart = [action_button(stage, action) for action in actions if action.weight is Weight.PLAIN]
    near = [action_button(stage, action) for action in actions if action.weight is not Weight.PLAIN]
    return footer(stage, [*near], [*apart, *start])


def note_chip(stage: Stage, note: Note) -> Box:
    return chip(stage.look, note.icon, note.words, FACES[note.mood](stage.theme))
