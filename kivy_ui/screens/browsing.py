"""What an office or a topic offers, all forms, or all guides and videos: one entry a line."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.views import Item
from kivy_ui.views_offers import BrowsingView, Offered, Shelf
from kivy_ui.widgets import faces
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page
from kivy_ui.widgets.picture import Thumbnail
from kivy_ui.widgets.stack import Column, Flow, Grid, Row
from kivy_ui.widgets.target import Target
from kivy_ui.words import Words

_PICTURE_MM = (44, 33)
_LARGE_PICTURE_MM = (76, 57)
_COMPACT_PICTURE_MM = (24, 18)


class BrowsingScreen(Screen):
    def __init__(self, stage: Stage, view: BrowsingView) -> None:
        super().__init__(stage)
        self.view = view
        theme = stage.theme
        gap = theme.mm(5 if theme.compact else 9)
        columns = 1 if theme.screen.portrait or view.below_each_other else 2
        parts: list[Node] = [_shelf(stage, each, columns) for each in view.forms]
        if view.shelves:
            size = _picture_size(stage, view)
            beside = [_shelf(stage, each, 1, size) for each in view.shelves]
            parts.append(Grid(stage.direction, beside, columns, theme.gap if columns > 1 else gap))
        if view.nothing is not None:
            parts.append(nothing(stage, view.nothing))
        body = Column(parts, gap)
        self.fill(Page(stage, view.chrome, body, heading=_heading(stage, view), listen=self.listen))


def _heading(stage: Stage, view: BrowsingView) -> Node:
    theme, look = stage.theme, stage.look
    words = bilingual(look, view.title, Role.TITLE, bold=True)
    if view.about is not None:
        words.add_widget(Label(look, view.about, Role.BODY, ink=stage.palette.quiet))
    if not view.icon:
        return words
    icon = Icon(look, view.icon, theme.mm(12 if theme.compact else 18), stage.palette.on_tint)
    return Row(stage.direction, [icon, words], theme.mm(5), (0, 1))


def _shelf(stage: Stage, each: Shelf, columns: int, picture_size: tuple[int, int] | None = None) -> Node:
    theme = stage.theme
    cards: list[Node] = [offer(stage, one.item, _thumbnail(one, picture_size)) for one in each.offers]
    return Column([shelf_title(stage, each.title), Grid(stage.direction, cards, columns, theme.gap)], theme.gap)


def _thumbnail(one: Offered, size: tuple[int, int] | None) -> Node | None:
    return None if one.picture is None or size is None else Thumbnail(one.picture, *size)


def _picture_size(stage: Stage, view: BrowsingView) -> tuple[int, int] | None:
    """Return one size for all pictures, in pixels; None where a long word leaves no room for any."""
    theme = stage.theme
    offers = [one for each in view.shelves for one in each.offers if one.picture is not None]
    words = [bilingual(stage.look, one.item.words, Role.BODY, bold=True).least_width() for one in offers]
    room = (theme.screen.width - 2 * theme.margin) // (1 if theme.screen.portrait else 2)
    room -= max(words, default=0) + 3 * theme.icon + 2 * theme.pad + 2 * theme.gap
    sizes = [_PICTURE_MM] if view.forms else [_LARGE_PICTURE_MM, _PICTURE_MM]
    for wide, high in [_COMPACT_PICTURE_MM] if theme.compact else sizes:
        if theme.mm(wide) <= room:
            return theme.mm(wide), theme.mm(high)
    return None


def shelf_title(stage: Stage, title: Words) -> Node:
    head: list[Node] = [Label(stage.look, title.own, Role.BODY, bold=True)]
    if title.german:
        head.append(Label(stage.look, Localised(title.german, GERMAN), Role.SMALL, ink=stage.palette.quiet))
    return Flow(stage.direction, head, stage.theme.mm(3))


def offer(stage: Stage, item: Item, picture: Node | None = None) -> Target:
    """Return a card for one thing: its picture or a large icon, name, German, and what else is to know."""
    theme, look = stage.theme, stage.look
    words = bilingual(look, item.words, Role.BODY, bold=True)
    if item.detail:
        words.add_widget(Label(look, Localised(item.detail, look.language), Role.SMALL, ink=stage.palette.quiet))
    ahead = "chevron-left" if stage.direction.mirrored else "chevron-right"
    inside = Row(
        stage.direction,
        [
            picture or Icon(look, item.icon, theme.em(Role.TITLE), stage.palette.on_tint),
            words,
            Icon(look, ahead, theme.icon, stage.palette.quiet),
        ],
        theme.mm(3 if theme.compact else 5),
        (0, 1, 0),
    )
    return Target(
        stage,
        inside,
        faces.card(theme),
        item.intent,
        item.words.text,
        padding=(theme.mm(3 if theme.compact else 6), theme.mm(2 if theme.compact else 4)),
        radius=theme.card_radius,
        least_height=theme.mm(18 if theme.compact else 28),
    )


def nothing(stage: Stage, words: Localised) -> Node:
    """Return what is said where a list is empty."""
    theme = stage.theme
    icon = Icon(stage.look, "information-outline", theme.em(Role.HEADING), stage.palette.on_tint)
    return Row(stage.direction, [icon, Label(stage.look, words)], theme.mm(4), (0, 1))
