"""A country or nationality: type a few letters, touch the name."""

from __future__ import annotations

from appliance.forms.answers import Entry
from appliance.session.events import AnswerGiven, EntryChanged
from kivy_ui.country_search import matches
from kivy_ui.keyboard_layouts import KeyAction, KeyboardKind
from kivy_ui.keyboards.board import latin_board
from kivy_ui.screens import question_parts as parts
from kivy_ui.screens.asked import AskedScreen
from kivy_ui.stage import Stage
from kivy_ui.text_editing import Editing
from kivy_ui.theme import Role
from kivy_ui.views_form import CountryName, CountryQuestionView
from kivy_ui.widgets import button, faces
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.field import Field
from kivy_ui.widgets.keyboard import Hands, Keyboard
from kivy_ui.widgets.label import Icon
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page, footer
from kivy_ui.widgets.stack import Column, Grid, Row
from kivy_ui.widgets.target import Act, Target
from kivy_ui.words import Words

_SHOWN = 12
_SHOWN_WHILE_TYPING = 4


class CountryQuestionScreen(AskedScreen):
    """The list stands under the field; what was typed stays on this screen, the choice goes to the session."""

    view: CountryQuestionView

    def __init__(self, stage: Stage, view: CountryQuestionView) -> None:
        super().__init__(stage, view)
        self._query = Editing()
        self._folded = stage.theme.compact
        self._typing = not self._folded
        self._build()

    def _build(self) -> None:
        stage, asked, theme = self.stage, self.view.asked, self.stage.theme
        self.field = Field(stage, "search", self.view.search, self._query.text, 240, self._open_keyboard)
        self.field.active = self._typing
        self.field.edit(self._query)
        self.field.refresh()
        cramped = self._typing and self._folded
        body: list[Node] = [parts.error(stage, asked.problem)] if asked.problem is not None else []
        body += [self.field, self._list()]
        self.keyboard = self._keyboard() if self._typing else None
        submit = button.primary(stage, asked.submit, self._submit, forward=True)
        self.page = Page(
            stage,
            self.view.chrome,
            Column(body, theme.mm(3)),
            heading=None if cramped else parts.heading(stage, asked),
            footer=None if self._typing else footer(stage, [*parts.skipping(stage, asked), submit]),
            panel=self.keyboard,
            listen=self.listen,
            bar=not cramped,
        )
        self.fill(self.page)

    def _keyboard(self) -> Keyboard:
        hands = Hands(self._type, self._press)
        board = latin_board(KeyboardKind.TEXT, arrows=not self._folded)
        keyboard = Keyboard(self.stage, board, self.view.asked.submit, hands)
        keyboard.set_capital(self._query.starts_word)
        return keyboard

    def _list(self) -> Node:
        names = [self._card(country) for country in self._offered()]
        return Grid(self.stage.direction, names, 2 if self._folded else 4, self.stage.theme.gap)

    def _offered(self) -> list[CountryName]:
        by_code = {country.code: country for country in self.view.countries}
        chosen = by_code.get(self._entry.get())
        limit = _SHOWN_WHILE_TYPING if self._typing else _SHOWN
        if self._query.text:
            found = list(matches(self._query.text, self.view.countries, limit))
        else:
            found = [by_code[code] for code in self.view.first if code in by_code][:limit]
        if chosen is not None and chosen not in found:
            found = [chosen, *found][:limit]
        return found

    def _card(self, country: CountryName) -> Target:
        stage, theme = self.stage, self.stage.theme
        chosen = country.code == self._entry.get()
        german = country.german if country.german != country.own.text else ""
        mark = "radiobox-marked" if chosen else "radiobox-blank"
        inside = Row(
            stage.direction,
            [
                Icon(stage.look, mark, theme.icon, stage.palette.primary),
                bilingual(stage.look, Words(country.own, german), Role.BODY, bold=chosen),
            ],
            theme.mm(3),
            (0, 1),
        )
        face = faces.chosen(theme) if chosen else faces.card(theme)
        pad = (theme.mm(3 if theme.compact else 5), theme.mm(1))
        return Target(stage, inside, face, self._chooser(country.code), country.own.text, padding=pad)

    def _chooser(self, code: str) -> Act:
        def choose() -> None:
            self._entry = Entry({"value": code})
            self._query = Editing()
            self._typing = not self._folded
            self.stage.publish(EntryChanged(self._entry))
            self._build()
            self.moved()

        return choose

    def _open_keyboard(self) -> None:
        self._typing = True
        self._build()
        self.moved()

    def _type(self, piece: str) -> None:
        self._changed(self._query.insert(piece, 40))

    def _press(self, action: KeyAction) -> None:
        if action is KeyAction.SUBMIT:
            self._submit()
        elif action is KeyAction.CLOSE:
            self._typing = False
            self._build()
        elif action is KeyAction.DELETE:
            self._changed(self._query.delete())
        else:
            self._changed(self._query.left() if action is KeyAction.LEFT else self._query.right())

    def _changed(self, query: Editing) -> None:
        self._query = query
        self._build()
        self.moved()

    def _submit(self) -> None:
        self.stage.publish(AnswerGiven(self._entry))
