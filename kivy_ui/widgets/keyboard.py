"""The on-screen keyboard. It types into nothing: it tells what was pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kivy.graphics import Color, Rectangle

from appliance.content.text import GERMAN, Localised
from kivy_ui.keyboard_layouts import Key, KeyAction, KeyboardKind, first_page, rows, upper, variants
from kivy_ui.stage import Stage
from kivy_ui.theme import Face, Role, colour
from kivy_ui.widgets import faces
from kivy_ui.widgets.label import Align, Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.target import OnHold, Target

_ICONS = {
    KeyAction.SHIFT: "shift",
    KeyAction.DELETE: "backspace",
    KeyAction.LEFT: "chevron-left",
    KeyAction.RIGHT: "chevron-right",
    KeyAction.CLOSE: "keyboard-close",
}
_SPECIAL_KEYS = frozenset(_ICONS) | {KeyAction.PAGE}
_ROWS = 4
_WIDEST_KEY_MM = 29
_WIDEST_PAD_KEY_MM = 44


@dataclass(frozen=True)
class Hands:
    """What the keyboard does to others."""

    type: Callable[[str], None]
    press: Callable[[KeyAction], None]
    """DELETE, LEFT, RIGHT, CLOSE, SUBMIT."""


class Keyboard(Node):
    """Lies left to right in every language: it types Latin letters."""

    def __init__(self, stage: Stage, kind: KeyboardKind, submit: Localised, hands: Hands, *, arrows: bool) -> None:
        super().__init__()
        self.kind = kind
        self.capital = False
        self._stage = stage
        self._submit = submit
        self._hands = hands
        self._arrows = arrows
        self._page = first_page(kind)
        self._behind = ""
        self._rows: list[list[tuple[Target, float]]] = []
        with self.canvas.before:
            Color(*colour(stage.palette.keyboard))
            self._ground = Rectangle()
        self._fill()

    @property
    def _key_height(self) -> int:
        theme = self._stage.theme
        return theme.target if theme.compact else theme.mm(19)

    @property
    def _pad(self) -> int:
        return self._stage.theme.mm(2.5 if self._stage.theme.compact else 4.5)

    def height_for(self, width: int) -> int:
        del width
        gaps = self._stage.theme.gap * (_ROWS - 1)
        return self._key_height * _ROWS + self._last_extra + gaps + 2 * self._pad

    @property
    def _last_extra(self) -> int:
        """What the words of the main key need more than a letter."""
        words = Label(self._stage.look, self._submit, Role.BODY, bold=True)
        return max(0, words.height_for(words.natural_width()) + self._stage.theme.mm(2) - self._key_height)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self._ground.pos, self._ground.size = (x, y), (width, height)
        theme = self._stage.theme
        gap, pad = theme.gap, self._pad
        tall = self._key_height
        widest = theme.mm(_WIDEST_PAD_KEY_MM if self._page == "pad" else _WIDEST_KEY_MM)
        columns = max(len(row) for row in self._rows)
        room = min(width - 2 * self._side, columns * widest + (columns - 1) * gap)
        top = y + height - pad
        for row in self._rows:
            tall += self._last_extra if row is self._rows[-1] else 0
            self._place_row(row, x + (width - room) // 2, top - tall, room, tall)
            top -= tall + gap

    @property
    def _side(self) -> int:
        return self._stage.theme.mm(3 if self._stage.theme.compact else 8)

    def _place_row(self, row: list[tuple[Target, float]], x: int, y: int, room: int, tall: int) -> None:
        gap = self._stage.theme.gap
        least = [target.least_width() for target, _ in row]
        widths = _key_widths([weight for _, weight in row], least, room - gap * (len(row) - 1))
        for (target, _), wide in zip(row, widths, strict=True):
            target.place(x, y, wide, tall)
            x += wide + gap

    def set_capital(self, capital: bool) -> None:
        """Show capitals or small letters; no change, no work."""
        if capital != self.capital:
            self.capital = capital
            self._fill()

    def _show(self, page: str) -> None:
        self._page = page
        self._fill()

    def _fill(self) -> None:
        for row in self._rows:
            for target, _ in row:
                self.remove_widget(target)
        self._rows = [[(self._make(key), key.weight) for key in row] for row in self._keys()]
        for row in self._rows:
            for target, _ in row:
                self.add_widget(target)
        if self.height > self._key_height:
            self.place(int(self.x), int(self.y), int(self.width), int(self.height))

    def _keys(self) -> list[list[Key]]:
        if self._page != "variants":
            return [list(row) for row in rows(self.kind, self._page, arrows=self._arrows)]
        usual = rows(self.kind, "letters", arrows=self._arrows)
        found = [Key(letter) for letter in self._behind]
        back = Key("letters", KeyAction.PAGE, 1.6, "ABC")
        return [found[:11] or [back], found[11:] or [Key(self._behind[0])], [back], list(usual[-1])]

    def _make(self, key: Key) -> Target:
        stage, theme = self._stage, self._stage.theme
        face = faces.primary(theme) if key.action is KeyAction.SUBMIT else faces.key(theme)
        if key.action in _SPECIAL_KEYS:
            face = faces.special_key(theme)
        if key.action is KeyAction.SHIFT and self.capital:
            face = faces.chosen(theme)
        text = self._text(key)
        behind = variants(text) if key.action is KeyAction.TYPE and len(text) == 1 else ""
        hold = OnHold.REPEAT if key.action is KeyAction.DELETE else OnHold.OPEN if behind else OnHold.NOTHING
        return Target(
            stage,
            self._face_of(key, text, face),
            face,
            lambda: self._pressed(key, text),
            f"key {text or key.action.value}",
            padding=(theme.mm(1), 0),
            hold=hold,
            held=lambda: self._open(text, behind),
        )

    def _text(self, key: Key) -> str:
        if key.action is KeyAction.TYPE and self.capital and len(key.text) == 1:
            return upper(key.text)
        return key.label or key.text

    def _face_of(self, key: Key, text: str, face: Face) -> Node:
        look, theme = self._stage.look, self._stage.theme
        if key.action is KeyAction.SUBMIT:
            return Label(look, self._submit, Role.BODY, bold=True, ink=face.ink, align=Align.CENTRE)
        if key.action in _ICONS:
            return Icon(look, _ICONS[key.action], theme.mm(8), face.ink)
        label = Label(look, Localised(text, GERMAN), Role.HEADING, ink=face.ink, align=Align.CENTRE)
        label.paragraph = replace(label.paragraph, em=theme.mm(7.5))
        return label

    def _pressed(self, key: Key, text: str) -> None:
        if key.action is KeyAction.TYPE:
            if self._page == "variants":
                self._show("letters")
            self._hands.type(text)
        elif key.action is KeyAction.PAGE:
            self._show(key.text)
        elif key.action is KeyAction.SHIFT:
            self.set_capital(not self.capital)
        else:
            self._hands.press(key.action)

    def _open(self, text: str, behind: str) -> None:
        self._behind = text + behind
        self._show("variants")


def _key_widths(weights: list[float], least: list[int], room: int) -> list[int]:
    """Share by weight; a key that would be too narrow for its word takes from the others."""
    widths = [int(room * weight / sum(weights)) for weight in weights]
    short = [index for index, wide in enumerate(widths) if wide < least[index]]
    if not short:
        return widths
    fixed = sum(least[index] for index in short)
    rest = sum(weight for index, weight in enumerate(weights) if index not in short)
    return [
        least[index] if index in short else max(least[index], int((room - fixed) * weight / max(rest, 1)))
        for index, weight in enumerate(weights)
    ]
