"""The home screen: four things to do, eight topics, six offices, search."""

from __future__ import annotations

from appliance.session.events import SearchOpened
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.views import HomeView, Item
from kivy_ui.widgets import button, faces
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node, Space
from kivy_ui.widgets.page import Page
from kivy_ui.widgets.stack import Column, Flow, Grid, Row
from kivy_ui.widgets.target import Target
from kivy_ui.words import Words


class HomeScreen(Screen):
    def __init__(self, stage: Stage, view: HomeView) -> None:
        super().__init__(stage)
        self.view = view
        theme = stage.theme
        tiles = _tiles(stage, view)
        topics = _ways(stage, view.by_topic, [_entry(stage, item) for item in view.topics])
        offices: list[Node] = [_entry(stage, item) for item in view.offices]
        ways = Grid(
            stage.direction,
            [topics, _ways(stage, view.by_office, offices, _search(stage, view.search))],
            2,
            theme.gap + theme.mm(2),
        )
        body = Column([tiles, ways], theme.mm(6))
        heading = Label(stage.look, view.title.own, Role.TITLE, bold=True)
        self.fill(Page(stage, view.chrome, body, heading=heading, listen=self.listen))


def _tiles(stage: Stage, view: HomeView) -> Node:
    """Return the tiles beside each other; where their words would not fit, below each other as lines."""
    theme = stage.theme
    gap = theme.gap + theme.mm(2)
    tiles = Grid(stage.direction, [_tile(stage, tile) for tile in view.tiles], len(view.tiles), gap)
    room = theme.screen.width - 2 * theme.margin - (len(view.tiles) - 1) * gap
    if not theme.compact and len(view.tiles) * tiles.least_width() <= room:
        return tiles
    return Column([_line(stage, tile) for tile in view.tiles], theme.gap)


def _line(stage: Stage, item: Item) -> Target:
    theme, look = stage.theme, stage.look
    icon = Icon(look, item.icon, theme.mm(11), stage.palette.on_tint)
    inside = Row(
        stage.direction, [icon, bilingual(look, item.words, Role.HEADING, bold=True)], theme.mm(5), (0, 1)
    )
    return Target(
        stage,
        inside,
        faces.card(theme),
        item.intent,
        item.words.text,
        padding=(theme.mm(4), theme.mm(2)),
        radius=theme.card_radius,
        least_height=theme.mm(19),
    )


def _tile(stage: Stage, item: Item) -> Target:
    theme, look = stage.theme, stage.look
    ink = stage.palette.on_tint
    icon = Flow(stage.direction, [Icon(look, item.icon, theme.mm(12 if theme.compact else 19), ink)])
    words = bilingual(look, item.words, Role.HEADING, bold=True)
    parts: list[Node] = [icon, Space(stretch=True), words]
    pad = theme.mm(4 if theme.compact else 8)
    tile = Target(
        stage,
        Column(parts, theme.mm(2)),
        faces.card(theme),
        item.intent,
        item.words.text,
        padding=(pad, theme.mm(3 if theme.compact else 6)),
        radius=theme.card_radius,
        least_height=theme.mm(40 if theme.compact else 56),
    )
    tile.centre = False
    return tile


def _ways(stage: Stage, title: Words, items: list[Node], last: Node | None = None) -> Node:
    theme = stage.theme
    head: list[Node] = [Label(stage.look, title.own, Role.BODY, bold=True)]
    if title.german:
        head.append(Label(stage.look, title.german, Role.SMALL, ink=stage.palette.quiet))
    parts: list[Node] = [Flow(stage.direction, head, theme.mm(3)), Grid(stage.direction, items, 2, theme.gap)]
    return Column([*parts, *([last] if last else [])], theme.gap)


def _entry(stage: Stage, item: Item) -> Target:
    return button.entry(stage, Words(item.words.own), item.intent, item.icon)


def _search(stage: Stage, words: Words) -> Target:
    theme, look, quiet = stage.theme, stage.look, stage.palette.quiet
    row = Row(
        stage.direction,
        [Icon(look, "search", theme.icon, quiet), Label(look, words.own, ink=quiet)],
        theme.mm(4),
        (0, 1),
    )
    return Target(
        stage,
        row,
        faces.outline(theme),
        SearchOpened(),
        words.text,
        padding=(theme.mm(5), 0),
        least_height=theme.line_height,
    )
