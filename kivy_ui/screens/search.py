"""Searching: a word is typed, what fits stands under it at once."""

from __future__ import annotations

from appliance.session.events import SearchTyped
from kivy_ui.keyboard_layouts import KeyAction, KeyboardKind
from kivy_ui.screens.browsing import nothing, offer, shelf_title
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.text_editing import Editing
from kivy_ui.theme import Role
from kivy_ui.views_offers import SearchView
from kivy_ui.widgets import button
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.field import Field
from kivy_ui.widgets.keyboard import Hands, Keyboard
from kivy_ui.widgets.label import Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page
from kivy_ui.widgets.stack import Column, Grid

_LONGEST = 80
_FIELD_MM = 240


class SearchScreen(Screen):
    """The caret stays on this screen, the word goes to the session, which answers with what was found."""

    def __init__(self, stage: Stage, view: SearchView) -> None:
        super().__init__(stage)
        self.view = view
        self._query = Editing.at_end(view.query)
        self._folded = stage.theme.compact
        """On a low display the keyboard comes up only when the field is touched."""
        self._typing = not self._folded
        self._build()

    def take(self, view: SearchView) -> bool:
        if view.chrome != self.view.chrome:
            return False
        self.view = view
        if view.query != self._query.text:
            self._query = Editing.at_end(view.query)
        self._build()
        return True

    def _build(self) -> None:
        stage, view, theme = self.stage, self.view, self.stage.theme
        self.field = Field(stage, "search", None, self._query.text, _FIELD_MM, self._open_keyboard)
        self.field.active = self._typing
        self.field.edit(self._query)
        self.field.refresh()
        self.keyboard = self._keyboard() if self._typing else None
        cramped = self._typing and self._folded
        body = Column([self.field, *self._below()], theme.mm(4))
        self.page = Page(
            stage,
            view.chrome,
            body,
            heading=None if cramped else self._heading(),
            panel=self.keyboard,
            listen=self.listen,
            bar=not cramped,
        )
        self.fill(self.page)

    def _heading(self) -> Node:
        heading = bilingual(self.stage.look, self.view.title, Role.TITLE, bold=True)
        heading.add_widget(Label(self.stage.look, self.view.hint, Role.BODY, ink=self.stage.palette.quiet))
        return heading

    def _below(self) -> list[Node]:
        stage, view, theme = self.stage, self.view, self.stage.theme
        if view.nothing is not None:
            return [nothing(stage, view.nothing)]
        narrow = theme.screen.portrait
        if view.found:
            cards: list[Node] = [offer(stage, item) for item in view.found]
            return [Grid(stage.direction, cards, 1 if narrow else 2, theme.gap)]
        if view.query.strip():
            return []
        topics: list[Node] = [button.entry(stage, way.words, way.intent, way.icon) for way in view.instead]
        columns = 2 if narrow or theme.compact else 4
        return [shelf_title(stage, view.instead_title), Grid(stage.direction, topics, columns, theme.gap)]

    def _keyboard(self) -> Keyboard:
        hands = Hands(self._type, self._press)
        return Keyboard(self.stage, KeyboardKind.TEXT, self.view.submit, hands, arrows=not self._folded)

    def _open_keyboard(self) -> None:
        self._typing = True
        self._show()

    def _type(self, piece: str) -> None:
        self._changed(self._query.insert(piece, _LONGEST))

    def _press(self, action: KeyAction) -> None:
        if action in (KeyAction.SUBMIT, KeyAction.CLOSE):
            self._typing = False
            self._show()
            return
        moves = {
            KeyAction.DELETE: self._query.delete,
            KeyAction.LEFT: self._query.left,
            KeyAction.RIGHT: self._query.right,
        }
        self._changed(moves[action]())

    def _changed(self, query: Editing) -> None:
        typed = query.text != self._query.text
        self._query = query
        self._show()
        if typed:
            self.stage.publish(SearchTyped(query.text))

    def _show(self) -> None:
        self._build()
        self.moved()
