"""The workshops of the coming weeks, day by day."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from kivy_ui.screens.browsing import nothing, shelf_title
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.views_offers import WorkshopDay, WorkshopEntry, WorkshopsView
from kivy_ui.widgets import faces
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page
from kivy_ui.widgets.stack import Column, Flow, Row
from kivy_ui.widgets.target import Target


class WorkshopsScreen(Screen):
    def __init__(self, stage: Stage, view: WorkshopsView) -> None:
        super().__init__(stage)
        self.view = view
        theme = stage.theme
        parts = [_day(stage, day) for day in view.days]
        if view.nothing is not None:
            parts.append(nothing(stage, view.nothing))
        body = Column(parts, theme.mm(4 if theme.compact else 7))
        heading = bilingual(stage.look, view.title, Role.TITLE, bold=True)
        self.fill(Page(stage, view.chrome, body, heading=heading, listen=self.listen))


def _day(stage: Stage, day: WorkshopDay) -> Node:
    entries: list[Node] = [_entry(stage, entry) for entry in day.entries]
    return Column([shelf_title(stage, day.title), *entries], stage.theme.gap)


def _entry(stage: Stage, entry: WorkshopEntry) -> Target:
    theme, look, quiet = stage.theme, stage.look, stage.palette.quiet
    ahead = "chevron-left" if stage.direction.mirrored else "chevron-right"
    inside = Row(
        stage.direction,
        [_times(stage, entry), _what(stage, entry), Icon(look, ahead, theme.icon, quiet)],
        theme.mm(4 if theme.compact else 8),
        (0, 1, 0),
    )
    return Target(
        stage,
        inside,
        faces.card(theme),
        entry.intent,
        entry.title.text,
        padding=(theme.mm(3 if theme.compact else 6), theme.mm(2 if theme.compact else 4)),
        radius=theme.card_radius,
        least_height=theme.mm(18 if theme.compact else 26),
    )


def _times(stage: Stage, entry: WorkshopEntry) -> Node:
    look = stage.look
    return Column(
        [
            Label(look, Localised(entry.begin, GERMAN), Role.HEADING, bold=True, ink=stage.palette.on_tint),
            Label(look, Localised(f"– {entry.end}", GERMAN), Role.SMALL, ink=stage.palette.quiet),
        ]
    )


def _what(stage: Stage, entry: WorkshopEntry) -> Node:
    notes: list[Node] = [_note(stage, "map-marker", Localised(entry.place, GERMAN))]
    notes += [_note(stage, icon, words) for icon, words in entry.notes]
    words = bilingual(stage.look, entry.title, Role.BODY, bold=True)
    return Column([words, Flow(stage.direction, notes, stage.theme.mm(5))], stage.theme.mm(1))


def _note(stage: Stage, icon: str, words: Localised) -> Node:
    look, quiet = stage.look, stage.palette.quiet
    sign = Icon(look, icon, stage.theme.em(Role.SMALL), quiet)
    return Row(stage.direction, [sign, Label(look, words, Role.SMALL, ink=quiet)], stage.theme.mm(1.5), (0, 1))
