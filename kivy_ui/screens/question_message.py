"""A question that is answered with a message in the visitor's own language and script."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from appliance.forms.answers import Entry
from appliance.session.events import AnswerGiven, EntryChanged
from kivy_ui.keyboard_layouts import KeyAction
from kivy_ui.keyboards.own import Purpose, own_board, room_of
from kivy_ui.screens import question_parts as parts
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.text_editing import Editing
from kivy_ui.theme import Role
from kivy_ui.views_form import MessageQuestionView
from kivy_ui.widgets import button
from kivy_ui.widgets.counter import Counter
from kivy_ui.widgets.filling import Filling
from kivy_ui.widgets.keyboard import Hands, Keyboard
from kivy_ui.widgets.label import Label
from kivy_ui.widgets.message_field import MessageField
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page, footer
from kivy_ui.widgets.stack import Column, Flow, Row

_LINES, _LINES_LOW = 3, 1
"""The least number of lines in sight; one where the question and the keyboard are to be in sight, too."""


class MessageQuestionScreen(Screen):
    """A key press lays out the field alone; the page around it stays as it lies."""

    def __init__(self, stage: Stage, view: MessageQuestionView) -> None:
        super().__init__(stage)
        self.view = view
        self._editing = Editing.at_end(view.asked.entry.get())
        self._folded = stage.theme.compact
        """On a low display the keyboard comes up only when the field is touched."""
        self._typing = not self._folded
        self.keyboard = self._make_keyboard()
        self._build()

    def take(self, view: MessageQuestionView) -> bool:
        before = self.view
        if (view.asked.key, view.chrome, view.language) != (before.asked.key, before.chrome, before.language):
            return False
        self.view = view
        if self.counter.show(view.left):
            self.page.again()
        typed_elsewhere = view.asked.entry.get() != self._editing.text
        if typed_elsewhere:
            self._editing = Editing.at_end(view.asked.entry.get())
        if typed_elsewhere or view.asked.problem != before.asked.problem:
            # A problem stands beside the field, where a keyboard on a low display would hide it.
            self._typing = not self._folded if view.asked.problem is not None else self._typing
            self._build()
        return True

    def _build(self) -> None:
        view, stage = self.view, self.stage
        cramped = self._typing and self._folded
        self.counter = Counter(stage, view.left, view.widest_left)
        self.field = self._field()
        above = [self._question()] if cramped else self._errors()
        below = [] if cramped else [self._below()]
        # What stands below the field is not to be seen in part when the page is scrolled to it.
        gap = stage.theme.mm(0.5) if cramped else stage.theme.gap
        body = Column([*above, Filling(self.field), *below], gap)
        self.page = Page(
            stage,
            view.chrome,
            Filling(body),
            heading=None if cramped else parts.heading(stage, view.asked),
            footer=None if self._typing else footer(stage, [self._submit_button()], [self.counter]),
            panel=self.keyboard if self._typing else None,
            listen=self.listen,
            bar=not cramped,
            tight=cramped,
        )
        self.fill(self.page)

    def _place_inside(self) -> None:
        super()._place_inside()
        if self._typing:
            self.page.scroll.show(self.field)

    def _field(self) -> MessageField:
        chrome = self.view.chrome
        words = (chrome.up, chrome.down)
        lines = _LINES_LOW if self._typing and self._folded else _LINES
        field = MessageField(self.stage, self.view.language, words, self._open_keyboard, self._caret_moved, lines)
        field.active = self._typing
        field.wrong = self.view.asked.problem is not None
        field.edit(self._editing)
        return field

    def _question(self) -> Node:
        """Return the question and its German term, in one line where they fit, for a low display."""
        look, asked, theme = self.stage.look, self.view.asked, self.stage.theme
        question = Label(look, asked.label.own, Role.SMALL, bold=True)
        term = Label(look, Localised(asked.label.german, GERMAN), Role.SMALL, ink=self.stage.palette.quiet)
        said: list[Node] = [question, *([term] if asked.label.german else []), self.counter]
        return Flow(self.stage.direction, said, theme.mm(6), row_gap=theme.mm(1))

    def _below(self) -> Node:
        stage, asked = self.stage, self.view.asked
        offers = [*parts.helping(stage, asked), *parts.skipping(stage, asked)]
        if not self._typing:
            return Flow(stage.direction, offers, stage.theme.gap)
        return Row(stage.direction, [Flow(stage.direction, offers, stage.theme.gap), self.counter], 0, (1, 0))

    def _errors(self) -> list[Node]:
        problem = self.view.asked.problem
        return [parts.error(self.stage, problem)] if problem is not None else []

    def _submit_button(self) -> Node:
        return button.primary(self.stage, self.view.asked.submit, self._submit, forward=True)

    def _make_keyboard(self) -> Keyboard:
        board = own_board(self.view.language, room_of(self.stage.theme), Purpose.MESSAGE)
        hands = Hands(self._type, self._press, self._replace)
        keyboard = Keyboard(self.stage, board, self.view.asked.submit, hands)
        keyboard.set_capital(self._editing.starts_sentence)
        return keyboard

    def _open_keyboard(self) -> None:
        self._editing = self.field.editing
        self._typing = True
        self._build()
        self.moved()

    def _caret_moved(self) -> None:
        self._editing = self.field.editing
        self.keyboard.settle()
        self.keyboard.set_capital(self._editing.starts_sentence)
        self.moved()

    def _type(self, piece: str) -> None:
        full = piece == "\n" and self._editing.text.count("\n") + 1 >= self.view.most_lines
        if not full:
            self._changed(self._editing.insert(piece, self.view.max_length))

    def _replace(self, old: str, new: str) -> None:
        self._changed(self._editing.replace_before(old, new))

    def _press(self, action: KeyAction) -> None:
        match action:
            case KeyAction.SUBMIT:
                self._submit()
            case KeyAction.CLOSE:
                self._typing = False
                self._build()
            case KeyAction.DELETE:
                self._changed(self._editing.delete())
            case KeyAction.LEFT | KeyAction.RIGHT:
                self._changed(self.field.beside(right=action is KeyAction.RIGHT))

    def _changed(self, editing: Editing) -> None:
        typed = editing.text != self._editing.text
        self._editing = editing
        self.field.edit(editing)
        self.keyboard.set_capital(editing.starts_sentence)
        self.moved()
        if typed:
            self.stage.publish(EntryChanged(Entry({"value": editing.text})))

    def _submit(self) -> None:
        self.stage.publish(AnswerGiven(Entry({"value": self._editing.text})))
