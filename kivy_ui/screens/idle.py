"""The idle screen: a welcome that goes through the languages, and the languages themselves."""

from __future__ import annotations

from dataclasses import replace

from kivy.graphics import Color, Rectangle

from appliance.content.text import GERMAN, Localised
from appliance.session.events import HelpRequested, LanguageChosen, ListenTapped, ReadAloudTapped
from kivy_ui.direction import Direction
from kivy_ui.look import Look
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role, Theme, colour
from kivy_ui.views import Greeting, IdleView, LanguageTile
from kivy_ui.widgets import faces
from kivy_ui.widgets.emblem import Emblem
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node, Space
from kivy_ui.widgets.stack import Column, Grid, Padded, Row
from kivy_ui.widgets.staff_entry import staff_entry
from kivy_ui.widgets.target import Target

_GREETING_SECONDS = 7.0
_PANEL_LANDSCAPE = 0.395
_BAND_COMPACT_MM = 18
_ROOMY_FROM_MM = 450
_PANEL_PORTRAIT = 0.33
_QUIET_ON_PRIMARY = "#C9DADF"
_BRAND = Localised("MigraDo · Stadt Dortmund", GERMAN)


def _is_small(theme: Theme) -> bool:
    """Say whether the languages would not fit beside the welcome, or below it."""
    longer = max(theme.screen.width, theme.screen.height)
    return theme.compact or longer < theme.mm(_ROOMY_FROM_MM)


class IdleScreen(Screen):
    def __init__(self, stage: Stage, view: IdleView) -> None:
        super().__init__(stage)
        self._view = view
        self._shown = 0
        self._since = 0.0
        self.panel = WelcomePanel(stage)
        self.fill(IdleLayout(stage, view, self.panel))
        self._greet()

    def turn(self, seconds: float) -> None:
        self._since += seconds
        if self._since >= _GREETING_SECONDS:
            self._since = 0.0
            self._shown = (self._shown + 1) % len(self._view.greetings)
            self._greet()
            self.moved()

    def _greet(self) -> None:
        greeting = self._view.greetings[self._shown]
        self.panel.show(self._view, greeting)
        language = greeting.welcome.language
        if self._view.aloud and language in self._view.voices:
            self.stage.publish(ListenTapped(f"{greeting.welcome.text}. {greeting.touch.text}", language))


class IdleLayout(Node):
    """The panel beside the languages, above them on a portrait display; the co-funding line below."""

    def __init__(self, stage: Stage, view: IdleView, panel: WelcomePanel) -> None:
        super().__init__()
        self._stage = stage
        theme = stage.theme
        with self.canvas.before:
            Color(*colour(stage.palette.surface))
            self._ground = Rectangle()
            Color(*colour(stage.palette.line))
            self._edge = Rectangle()
        self.panel = panel
        columns = 4 if _is_small(theme) else 3
        gap = theme.gap + theme.mm(0 if _is_small(theme) else 2)
        grid = Grid(Direction.LTR, _tiles(stage, view), columns, gap, even=not theme.compact)
        around = theme.mm(2.8 if _is_small(theme) else 13)
        self.languages = Padded(grid, around, around, around)
        self.footer = Padded(_footer(stage, view), theme.mm(4 if _is_small(theme) else 12))
        for part in (self.panel, self.languages, self.footer):
            self.add_widget(part)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        theme = self._stage.theme
        low = max(theme.mm(17 if _is_small(theme) else 24), self.footer.height_for(width))
        self.footer.place(x, y, width, low)
        self._ground.size = (width, low)
        self._edge.pos, self._edge.size = (x, y + low), (width, theme.hairline)
        low += theme.hairline
        if theme.screen.portrait or _is_small(theme):
            tall = theme.mm(_BAND_COMPACT_MM) if _is_small(theme) else int(height * _PANEL_PORTRAIT)
            self.panel.place(x, y + height - tall, width, tall)
            self.languages.place(x, y + low, width, height - tall - low)
            return
        wide = int(width * _PANEL_LANDSCAPE)
        self.panel.place(x, y + low, wide, height - low)
        self.languages.place(x + wide, y + low, width - wide, height - low)


class WelcomePanel(Node):
    """The welcome in one language at a time."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._inside: Node | None = None
        with self.canvas.before:
            Color(*colour(stage.palette.primary))
            self._ground = Rectangle()

    def show(self, view: IdleView, greeting: Greeting) -> None:
        if self._inside is not None:
            self.remove_widget(self._inside)
        make = _band if _is_small(self._stage.theme) else _panel
        self._inside = make(self._stage, view, greeting)
        self.add_widget(self._inside)
        self._place_inside()

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self._ground.pos, self._ground.size = (x, y), (width, height)
        self._place_inside()

    def _place_inside(self) -> None:
        if self._inside is not None and self.width > self._stage.theme.target:
            self._inside.place(int(self.x), int(self.y), int(self.width), int(self.height))


def _panel(stage: Stage, view: IdleView, greeting: Greeting) -> Node:
    theme, ink = stage.theme, stage.palette.on_primary
    look = Look(theme, greeting.welcome.language)
    parts = [
        Label(stage.look, _BRAND, Role.BODY, bold=True, ink=ink),
        Space(stretch=True),
        Label(look, greeting.welcome, Role.WELCOME, bold=True, ink=ink),
        Space(theme.mm(3)),
        Label(look, Localised(view.others, GERMAN), Role.BODY, ink=_QUIET_ON_PRIMARY),
        Space(stretch=True),
        *_invitation(stage, view, greeting, Role.BODY),
    ]
    return Padded(Column(parts), theme.mm(18), theme.mm(18), theme.mm(18))


def _band(stage: Stage, view: IdleView, greeting: Greeting) -> Node:
    """Return the panel for a display that is too low for one: a single line."""
    theme, ink = stage.theme, stage.palette.on_primary
    look = Look(theme, greeting.welcome.language)
    welcome = Label(look, greeting.welcome, Role.HEADING, bold=True, ink=ink)
    invitation = Column(_invitation(stage, view, greeting, Role.SMALL))
    row = Row(look.direction, [welcome, Space(), invitation], theme.gap, (0, 1, 0))
    return Padded(row, theme.mm(5))


def _invitation(stage: Stage, view: IdleView, greeting: Greeting, role: Role) -> list[Node]:
    look = Look(stage.theme, greeting.welcome.language)
    other = view.touch_english if look.language == GERMAN else view.touch_german
    return [
        Label(look, greeting.touch, role, ink=stage.palette.on_primary),
        Label(look, other, Role.SMALL, ink=_QUIET_ON_PRIMARY),
    ]


def _tiles(stage: Stage, view: IdleView) -> list[Node]:
    small = _is_small(stage.theme)
    return [*(language_tile(stage, tile, small=small) for tile in view.languages), _listen(stage, view)]


def language_tile(stage: Stage, tile: LanguageTile, *, chosen: bool = False, small: bool = False) -> Target:
    theme = stage.theme
    small = small or theme.compact
    look = Look(theme, tile.tag)
    role = Role.BODY if small else Role.HEADING
    face = faces.chosen(theme) if chosen else faces.card(theme)
    lines: list[Node] = [Label(look, Localised(tile.name, tile.tag), role, bold=True, ink=face.ink)]
    if not (small and tile.tag.startswith(GERMAN)):
        lines.append(Label(look, Localised(tile.german, GERMAN), Role.SMALL, ink=stage.palette.quiet))
    words = Column(lines)
    pad = (theme.mm(2.5 if small else 6), theme.mm(1))
    return Target(stage, words, face, LanguageChosen(tile.tag), tile.name, padding=pad, radius=theme.card_radius)


def _listen(stage: Stage, view: IdleView) -> Node:
    theme, look = stage.theme, stage.look
    face = faces.chosen(theme) if view.aloud else faces.tint_card(theme)
    words = Column(
        [
            Label(look, view.listen, Role.BODY, bold=True, ink=face.ink),
            Label(look, view.headphones, Role.SMALL, ink=stage.palette.quiet),
        ]
    )
    row = Row(
        Direction.LTR, [Icon(look, "headphones", theme.em(Role.HEADING), face.ink), words], theme.mm(4), (0, 1)
    )
    pad = (theme.mm(2.5 if _is_small(theme) else 6), theme.mm(1))
    tile = Target(stage, row, face, ReadAloudTapped(), view.listen.text, padding=pad, radius=theme.card_radius)
    tile.span = 3 if _is_small(theme) else 2
    return tile


def _footer(stage: Stage, view: IdleView) -> Node:
    theme, look = stage.theme, stage.look
    quiet = stage.palette.quiet
    funded = Row(
        Direction.LTR,
        [
            Emblem(theme, theme.mm(10 if _is_small(theme) else 12)),
            Label(look, view.cofunded, Role.SMALL, ink=quiet),
        ],
        theme.mm(2 if _is_small(theme) else 4),
    )
    inside = Row(
        Direction.LTR,
        [
            Icon(look, "help", theme.em(Role.BODY), stage.palette.on_tint),
            Label(look, view.help, Role.SMALL, ink=quiet),
        ],
        theme.mm(3),
    )
    pad = theme.mm(2 if _is_small(theme) else 4)
    help_ = Target(stage, inside, faces.outline(theme), HelpRequested(), view.help.text, padding=(pad, 0))
    word = view.staff if not _is_small(theme) else replace(view.staff, text=view.staff.text.partition(" ")[0])
    staff = staff_entry(stage, word, ground=stage.palette.surface, narrow=_is_small(theme))
    return Row(Direction.LTR, [funded, Space(), staff, help_], theme.gap, (0, 1, 0, 0))
