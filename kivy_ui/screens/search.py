"""Searching: a word is typed, what fits stands under it at once."""

from __future__ import annotations

from appliance.session.events import SearchTyped
from kivy_ui.keyboard_layouts import KeyAction
from kivy_ui.keyboards.own import Purpose, own_board, room_of, writes_latin
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
        self._keyboard = self._make_keyboard()
        """Kept over all that is typed, with its page and the forms on offer."""
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
        # Latin letters are shown as in all other fields.
        language = "" if writes_latin(stage.look.language) else stage.look.language
        self.field = Field(stage, "search", None, self._query.text, _FIELD_MM, self._open_keyboard, language)
        self.field.active = self._typing
        self.field.edit(self._query)
        self.field.refresh()
        self.keyboard = self._keyboard if self._typing else None
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

    def _make_keyboard(self) -> Keyboard:
        board = own_board(self.stage.look.language, room_of(self.stage.theme), Purpose.SEARCH)
        hands = Hands(self._type, self._press, self._replace)
        return Keyboard(self.stage, board, self.view.submit, hands)

    def _open_keyboard(self) -> None:
        self._typing = True
        self._show()

    def _type(self, piece: str) -> None:
        self._changed(self._query.insert(piece, _LONGEST))

    def _replace(self, old: str, new: str) -> None:
        self._changed(self._query.replace_before(old, new))

    def _press(self, action: KeyAction) -> None:
        if action in (KeyAction.SUBMIT, KeyAction.CLOSE):
            self._typing = False
            self._show()
            return
        if action is KeyAction.DELETE:
            self._changed(self._query.delete())
        else:
            self._changed(self.field.beside(right=action is KeyAction.RIGHT))

    def _changed(self, query: Editing) -> None:
        typed = query.text != self._query.text
        self._query = query
        self._show()
        if typed:
            self.stage.publish(SearchTyped(query.text))

    def _show(self) -> None:
        self._build()
        self.moved()
