"""A question that is answered by typing: one field, a date's three, an address's four."""

from __future__ import annotations

from appliance.forms.answers import Entry
from appliance.session.events import AnswerGiven, EntryChanged
from kivy_ui.keyboard_layouts import KeyAction
from kivy_ui.keyboards.board import latin_board
from kivy_ui.screens import question_parts as parts
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.views_form import Capitals, FieldSpec, TypedQuestionView
from kivy_ui.widgets import button
from kivy_ui.widgets.field import Field
from kivy_ui.widgets.keyboard import Hands, Keyboard
from kivy_ui.widgets.label import Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page, footer
from kivy_ui.widgets.split import Split
from kivy_ui.widgets.stack import Column, Flow
from kivy_ui.widgets.target import Act


class TypedQuestionScreen(Screen):
    """What is typed stands in the fields at once and goes to the session as `EntryChanged`."""

    def __init__(self, stage: Stage, view: TypedQuestionView) -> None:
        super().__init__(stage)
        self.view = view
        self._entry = view.asked.entry
        self._folded = stage.theme.compact
        """On a low display the keyboard comes up only when a field is touched."""
        self._typing = not self._folded
        self._active = _first_to_fill(view)
        self._build()

    def take(self, view: TypedQuestionView) -> bool:
        if view.asked.key != self.view.asked.key or view.chrome != self.view.chrome:
            return False
        said = view.asked.problem
        unchanged = view.asked.entry == self._entry and said == self.view.asked.problem
        self.view = view
        if unchanged:
            return True
        self._entry = view.asked.entry
        if said is not None:
            self._active = view.asked.problem_part or self._active
            self._typing = not self._folded
        self._build()
        return True

    def _build(self) -> None:
        view, stage = self.view, self.stage
        self.fields = {spec.part: self._field(spec) for spec in view.fields}
        self.keyboard = self._keyboard() if self._typing else None
        fields = self._fields_node()
        cramped = self._typing and self._folded
        below = [] if cramped else [*parts.helping(stage, view.asked), *self._offers()]
        above = [Label(stage.look, view.asked.label.own, bold=True)] if cramped else []
        body = Column([*above, fields, *self._errors(), *below], stage.theme.mm(3))
        self.page = Page(
            stage,
            view.chrome,
            body if cramped else Split(stage, body, parts.where_card(stage, view.asked)),
            heading=None if cramped else parts.heading(stage, view.asked),
            footer=None if self._typing else footer(stage, [self._submit_button()]),
            panel=self.keyboard,
            listen=self.listen,
            bar=not cramped,
        )
        self._refresh()
        self.fill(self.page)
        if self._typing:
            self.page.scroll.show(self.fields[self._active])

    def _field(self, spec: FieldSpec) -> Field:
        field = Field(
            self.stage, spec.part, spec.label, self._entry.get(spec.part), spec.width_mm, self._chooser(spec.part)
        )
        problem = self.view.asked.problem
        field.wrong = problem is not None and self.view.asked.problem_part in ("", spec.part)
        return field

    def _chooser(self, part: str) -> Act:
        def choose() -> None:
            self._active = part
            if self._typing:
                self._show_changes()
            else:
                self._typing = True
                self._build()

        return choose

    def _fields_node(self) -> Node:
        stage = self.stage
        fields = list(self.fields.values())
        if len(fields) == 1 and self.view.unit is None:
            return fields[0]
        beside: list[Node] = [*fields]
        if self.view.unit is not None:
            beside.append(Label(stage.look, self.view.unit, Role.HEADING))
        return Flow(stage.direction, beside, stage.theme.gap)

    def _errors(self) -> list[Node]:
        problem = self.view.asked.problem
        return [parts.error(self.stage, problem)] if problem is not None else []

    def _offers(self) -> list[Node]:
        stage = self.stage
        offers = [
            button.tinted(stage, words, self._emptier(emptied.split())) for emptied, words in self.view.unknown
        ]
        skip = parts.skipping(stage, self.view.asked)
        return [Flow(stage.direction, [*offers, *skip], stage.theme.gap)] if offers or skip else []

    def _emptier(self, emptied: list[str]) -> Act:
        def empty() -> None:
            for part in emptied:
                self._entry = self._entry.with_part(part, "")
            self._active = next(spec.part for spec in self.view.fields if spec.part not in emptied)
            self.stage.publish(EntryChanged(self._entry))
            self._build()

        return empty

    def _submit_button(self) -> Node:
        return button.primary(self.stage, self.view.asked.submit, self._submit, forward=True)

    def _keyboard(self) -> Keyboard:
        hands = Hands(self._type, self._press)
        board = latin_board(self.view.keyboard, arrows=not self._folded)
        keyboard = Keyboard(self.stage, board, self.view.asked.submit, hands)
        keyboard.set_capital(self._wants_capital())
        return keyboard

    def _type(self, piece: str) -> None:
        field, spec = self.fields[self._active], self._spec(self._active)
        field.edit(field.editing.insert(piece, spec.max_length))
        if spec.full_at is not None and len(field.editing.text) >= spec.full_at:
            self._to_next_field()
        self._show_changes()
        self._tell()

    def _press(self, action: KeyAction) -> None:
        field = self.fields[self._active]
        if action is KeyAction.SUBMIT:
            self._submit()
            return
        if action is KeyAction.CLOSE:
            self._typing = False
            self._build()
            return
        moves = {
            KeyAction.DELETE: field.editing.delete,
            KeyAction.LEFT: field.editing.left,
            KeyAction.RIGHT: field.editing.right,
        }
        field.edit(moves[action]())
        self._show_changes()
        self._tell()

    def _tell(self) -> None:
        entry = Entry({part: field.editing.text for part, field in self.fields.items()})
        if entry != self._entry:
            self._entry = entry
            self.stage.publish(EntryChanged(entry))

    def _submit(self) -> None:
        """Go on to the next empty field of several; the last one gives the answer."""
        if self._typing and self._to_next_empty():
            self._show_changes()
            return
        self.stage.publish(AnswerGiven(self._entry))

    def _to_next_empty(self) -> bool:
        order = [spec.part for spec in self.view.fields]
        later = order[order.index(self._active) + 1 :]
        empty = [part for part in later if not self.fields[part].editing.text]
        if not empty or not self.fields[self._active].editing.text:
            return False
        self._active = empty[0]
        return True

    def _to_next_field(self) -> None:
        order = [spec.part for spec in self.view.fields]
        later = order[order.index(self._active) + 1 :]
        if later:
            self._active = later[0]

    def _spec(self, part: str) -> FieldSpec:
        return next(spec for spec in self.view.fields if spec.part == part)

    def _wants_capital(self) -> bool:
        capitals, editing = self._spec(self._active).capitals, self.fields[self._active].editing
        if capitals is Capitals.SENTENCES:
            return editing.starts_sentence
        return capitals is Capitals.WORDS and editing.starts_word

    def _refresh(self) -> None:
        for part, field in self.fields.items():
            field.active = self._typing and part == self._active
            field.refresh()

    def _show_changes(self) -> None:
        self._refresh()
        if self.keyboard is not None:
            self.keyboard.set_capital(self._wants_capital())
        self.page.again()
        self.page.scroll.show(self.fields[self._active])
        self.moved()


def _first_to_fill(view: TypedQuestionView) -> str:
    if view.asked.problem_part:
        return view.asked.problem_part
    entry = view.asked.entry
    return next((spec.part for spec in view.fields if not entry.get(spec.part)), view.fields[0].part)
