"""Staff sign in: the badge to the reader, or number and PIN on the number pad.

What is typed stays in the fields of this screen, and goes to nobody but the judge.
"""

from __future__ import annotations

from appliance.session.staff_events import StaffPinGiven
from kivy_ui.keyboard_layouts import KeyAction, KeyboardKind
from kivy_ui.keyboards.board import latin_board
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.text_editing import Editing
from kivy_ui.theme import Role
from kivy_ui.views_staff import StaffSignInView, Told
from kivy_ui.widgets import button, faces
from kivy_ui.widgets.actions import FACES
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.box import Box
from kivy_ui.widgets.field import Field, MaskedField
from kivy_ui.widgets.keyboard import Hands, Keyboard
from kivy_ui.widgets.label import Icon
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page, footer
from kivy_ui.widgets.split import Split
from kivy_ui.widgets.stack import Column, Flow, Row
from kivy_ui.widgets.target import Act

_NUMBER, _PIN = "number", "pin"
_LONGEST = {_NUMBER: 6, _PIN: 12}
_FIELD_MM = 62


class StaffSignInScreen(Screen):
    def __init__(self, stage: Stage, view: StaffSignInView) -> None:
        super().__init__(stage)
        self.view = view
        self._folded = stage.theme.compact
        """On a low display the number pad comes up only when a field is touched."""
        self._typing = not self._folded
        self._active = _NUMBER
        self._typed = {_NUMBER: "", _PIN: ""}
        self._build()

    def take(self, view: StaffSignInView) -> bool:
        self.view = view
        self._build()
        return True

    def close(self) -> None:
        self._typed.clear()

    def _build(self) -> None:
        view, stage, theme = self.view, self.stage, self.stage.theme
        pad = self._typing and view.open
        self.fields: dict[str, Field] = {
            _NUMBER: Field(stage, _NUMBER, view.number.own, "", _FIELD_MM, self._chooser(_NUMBER)),
            _PIN: MaskedField(stage, _PIN, view.pin.own, "", _FIELD_MM, self._chooser(_PIN)),
        }
        for part, field in self.fields.items():
            field.edit(Editing.at_end(self._typed[part]))
        body: list[Node] = [_told(stage, view.told)] if view.told is not None else []
        if view.open:
            body.append(Flow(stage.direction, [*self.fields.values()], theme.gap))
        cramped = pad and self._folded
        words = Column(body, theme.mm(3))
        self.page = Page(
            stage,
            view.chrome,
            words if cramped else Split(stage, words, _badge_card(stage, view)),
            heading=None if cramped else self._heading(),
            footer=footer(stage, [self._submit_button()]) if view.open and not pad else None,
            panel=self._keyboard() if pad else None,
            bar=not cramped,
        )
        self._refresh(typing=pad)
        self.fill(self.page)

    def _heading(self) -> Node:
        parts: list[Node] = [bilingual(self.stage.look, self.view.title, Role.TITLE, bold=True)]
        if self.view.parked is not None and not self._folded:
            parts.append(bilingual(self.stage.look, self.view.parked, Role.BODY))
        return Column(parts, self.stage.theme.mm(2))

    def _submit_button(self) -> Node:
        return button.primary(self.stage, self.view.submit, self._submit, forward=True)

    def _keyboard(self) -> Keyboard:
        board = latin_board(KeyboardKind.DIGITS, arrows=not self._folded)
        return Keyboard(self.stage, board, self.view.submit, Hands(self._type, self._press))

    def _chooser(self, part: str) -> Act:
        def choose() -> None:
            self._active = part
            self._typing = True
            self._build()
            self.moved()

        return choose

    def _type(self, piece: str) -> None:
        if piece.isdecimal():
            self._edit(self.fields[self._active].editing.insert(piece, _LONGEST[self._active]))

    def _press(self, action: KeyAction) -> None:
        editing = self.fields[self._active].editing
        if action is KeyAction.SUBMIT:
            self._submit()
        elif action is KeyAction.CLOSE:
            self._typing = False
            self._build()
        elif action is KeyAction.DELETE:
            self._edit(editing.delete())
        else:
            self._edit(editing.left() if action is KeyAction.LEFT else editing.right())

    def _edit(self, editing: Editing) -> None:
        self.fields[self._active].edit(editing)
        self._typed[self._active] = editing.text
        self._show_changes()

    def _submit(self) -> None:
        """Go on to the field that is empty; with both filled, have them judged. The PIN is gone at once."""
        empty = next((part for part in (_NUMBER, _PIN) if not self._typed[part]), None)
        if empty is not None:
            self._active = empty
            self._show_changes()
            return
        given = StaffPinGiven(self._typed[_NUMBER], self._typed[_PIN])
        self._typed[_PIN] = ""
        self._build()
        self.moved()
        self.stage.publish(given)

    def _refresh(self, *, typing: bool) -> None:
        for part, field in self.fields.items():
            field.active = typing and part == self._active
            field.refresh()

    def _show_changes(self) -> None:
        self._refresh(typing=self._typing)
        self.page.again()
        self.page.scroll.show(self.fields[self._active])
        self.moved()


def _told(stage: Stage, told: Told) -> Node:
    theme, face = stage.theme, FACES[told.mood](stage.theme)
    words = bilingual(stage.look, told.words, Role.BODY, ink=face.ink, quiet=face.ink)
    row = Row(stage.direction, [Icon(stage.look, told.icon, theme.icon, face.ink), words], theme.mm(3), (0, 1))
    return Box(row, face, theme.radius, (theme.mm(4), theme.mm(2)))


def _badge_card(stage: Stage, view: StaffSignInView) -> Node:
    theme, look = stage.theme, stage.look
    size = theme.mm(14 if theme.compact else 24)
    icon = Icon(look, "scan" if view.reader_works else "alert", size, stage.palette.on_tint)
    inside = Row(stage.direction, [icon, bilingual(look, view.badge, Role.BODY)], theme.mm(5), (0, 1))
    return Box(inside, faces.card(theme), theme.card_radius, (theme.pad, theme.mm(5)))
