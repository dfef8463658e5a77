"""The on-screen keyboard. It types into nothing: it tells what was pressed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from kivy.graphics import Color, Rectangle

from appliance.content.text import GERMAN, Localised
from kivy_ui.keyboard_layouts import Key, KeyAction
from kivy_ui.keyboards.board import LETTER_ROWS, MOST_KEYS, Board
from kivy_ui.keyboards.layout import ZWNJ
from kivy_ui.stage import Stage
from kivy_ui.theme import Face, Role, colour
from kivy_ui.widgets import faces
from kivy_ui.widgets.label import Align, Icon, Label
from kivy_ui.widgets.node import Node, Space
from kivy_ui.widgets.target import OnHold, Target

_ICONS = {
    KeyAction.SHIFT: "shift",
    KeyAction.DELETE: "backspace",
    KeyAction.LEFT: "chevron-left",
    KeyAction.RIGHT: "chevron-right",
    KeyAction.CLOSE: "keyboard-close",
    KeyAction.NEWLINE: "keyboard-return",
}
_SPECIAL_KEYS = frozenset(_ICONS) | {KeyAction.PAGE}
_SIGNS = {ZWNJ: "نیم\nفاصله"}
"""What stands on keys for characters that are not seen: "half-space"."""
_WIDEST_KEY_MM = 29
_WIDEST_PAD_KEY_MM = 44
_LETTER_MM, _WORD_MM = 7.5, 4.0
"""Em sizes: a letter, a word in two lines."""


@dataclass(frozen=True)
class Hands:
    """What the keyboard does to others."""

    type: Callable[[str], None]
    press: Callable[[KeyAction], None]
    """DELETE, LEFT, RIGHT, CLOSE, SUBMIT."""
    replace: Callable[[str, str], None] = lambda _old, _new: None
    """Put the second text in the place of the first, which was typed just before."""


class _Sign(Label):
    """What stands on a key. It never wraps."""

    def least_width(self) -> int:
        return self.natural_width()


class Keyboard(Node):
    """Lies left to right in every language, as all keyboards do."""

    def __init__(self, stage: Stage, board: Board, submit: Localised, hands: Hands) -> None:
        super().__init__()
        self.board = board
        self.capital = False
        self._stage = stage
        self._submit = submit
        self._hands = hands
        self._page = board.first
        self._behind = ""
        self._return_to = board.first
        """The page from which a long press came."""
        self._open_letter = ""
        """The consonant whose forms are on offer."""
        self._shown: list[tuple[tuple[Key, ...], bool, str]] = []
        self._rows: list[list[tuple[Node, float]]] = []
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
        rows = self.board.rows_a_page
        gaps = self._stage.theme.gap * (rows - 1)
        return self._key_height * rows + self._last_extra + gaps + 2 * self._pad

    @property
    def _last_extra(self) -> int:
        """What the words of the main key need more than a letter."""
        if not any(key.action is KeyAction.SUBMIT for key in self._keys()[-1]):
            return 0
        words = Label(self._stage.look, self._submit, Role.BODY, bold=True)
        return max(0, words.height_for(words.natural_width()) + self._stage.theme.mm(2) - self._key_height)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self._ground.pos, self._ground.size = (x, y), (width, height)
        self._place_rows(range(len(self._rows)))

    def _place_rows(self, wanted: range | list[int]) -> None:
        theme = self._stage.theme
        gap, tall = theme.gap, self._key_height
        widest = theme.mm(_WIDEST_PAD_KEY_MM if self._page == "pad" else _WIDEST_KEY_MM)
        columns = max(len(row) for row in self._rows) if self._page == "pad" else self.board.columns
        room = min(self.width - 2 * self._side, columns * widest + (columns - 1) * gap)
        top = self.top - self._pad
        last = len(self._rows) - 1
        for index, row in enumerate(self._rows):
            tall += self._last_extra if index == last else 0
            if index in wanted:
                self._place_row(row, self.x + (self.width - room) // 2, top - tall, room, tall)
            top -= tall + gap

    @property
    def _side(self) -> int:
        return self._stage.theme.mm(3 if self._stage.theme.compact else 8)

    def _place_row(self, row: list[tuple[Node, float]], x: int, y: int, room: int, tall: int) -> None:
        gap = self._stage.theme.gap
        least = [node.least_width() for node, _ in row]
        widths = _key_widths([weight for _, weight in row], least, room - gap * (len(row) - 1))
        for (node, _), wide in zip(row, widths, strict=True):
            node.place(x, y, wide, tall)
            x += wide + gap

    def set_capital(self, capital: bool) -> None:
        """Show capitals or small letters; no change, no work."""
        if capital != self.capital:
            self.capital = capital
            self._fill()

    def settle(self) -> None:
        """Offer no more forms: the caret stands elsewhere."""
        self._offer_forms("")

    def _offer_forms(self, letter: str) -> None:
        if letter != self._open_letter:
            self._open_letter = letter
            self._fill()

    def _show(self, page: str) -> None:
        self._page = page
        self._open_letter = self._open_letter if page == "variants" else ""
        self._fill()

    def _fill(self) -> None:
        """Make the rows anew that changed."""
        wanted = [self._looks(index, row) for index, row in enumerate(self._keys())]
        changed = [index for index, looks in enumerate(wanted) if self._shown[index : index + 1] != [looks]]
        for row in [self._rows[index] for index in changed if index < len(self._rows)] + self._rows[len(wanted) :]:
            for node, _ in row:
                self.remove_widget(node)
        self._rows = [*self._rows[: len(wanted)], *([] for _ in wanted[len(self._rows) :])]
        for index in changed:
            keys, _, letter = wanted[index]
            self._rows[index] = [(self._make(key, chosen=bool(letter)), key.weight) for key in keys]
            for node, _ in self._rows[index]:
                self.add_widget(node)
        self._shown = wanted
        if self.height > self._key_height:
            self._place_rows(changed)

    def _looks(self, index: int, row: list[Key]) -> tuple[tuple[Key, ...], bool, str]:
        """Return all that decides how a row looks."""
        capital = self.capital and any(self._has_capital(key) for key in row)
        return tuple(row), capital, self._open_letter if index == 0 else ""

    def _has_capital(self, key: Key) -> bool:
        return key.action is KeyAction.SHIFT or (len(key.text) == 1 and self.board.upper(key.text) != key.text)

    def _keys(self) -> list[list[Key]]:
        board = self.board
        if self._page != "variants":
            found = [list(row) for row in board.pages[self._page]]
            forms = board.families.get(self._open_letter, ())
            blanks = [Key("", KeyAction.BLANK)] * (MOST_KEYS - len(forms))
            return [[*forms, *blanks], *found[1:]] if forms else found
        behind = [Key(letter) for letter in self._behind]
        back = board.way_back(self._return_to)
        below = [list(row) for row in board.pages[self._return_to][LETTER_ROWS:]]
        return [behind[:MOST_KEYS] or [back], behind[MOST_KEYS:] or [behind[0]], [back], *below]

    def _make(self, key: Key, *, chosen: bool) -> Node:
        if key.action is KeyAction.BLANK:
            return Space()
        stage, theme = self._stage, self._stage.theme
        face = faces.primary(theme) if key.action is KeyAction.SUBMIT else faces.key(theme)
        if key.action in _SPECIAL_KEYS:
            face = faces.special_key(theme)
        if chosen or (key.action is KeyAction.SHIFT and self.capital):
            face = faces.chosen(theme)
        text = self._text(key)
        behind = self.board.variants(text) if key.action is KeyAction.TYPE and len(text) == 1 else ""
        hold = OnHold.REPEAT if key.action is KeyAction.DELETE else OnHold.OPEN if behind else OnHold.NOTHING
        return Target(
            stage,
            self._face_of(key, text, face),
            face,
            lambda: self._pressed(key, text),
            f"key {key.action.value if key.action in _ICONS else text or key.action.value}",
            padding=(theme.mm(2.5 if key.action is KeyAction.SUBMIT else 1), 0),
            hold=hold,
            held=lambda: self._open(text, behind),
        )

    def _text(self, key: Key) -> str:
        if key.action is KeyAction.TYPE and self.capital and len(key.text) == 1:
            return self.board.upper(key.text)
        return key.label or key.text

    def _face_of(self, key: Key, text: str, face: Face) -> Node:
        look, theme = self._stage.look, self._stage.theme
        if key.action is KeyAction.SUBMIT:
            return Label(look, self._submit, Role.BODY, bold=True, ink=face.ink, align=Align.CENTRE)
        if key.action in _ICONS:
            return Icon(look, _ICONS[key.action], theme.mm(8), face.ink)
        sign = _SIGNS.get(text) or (f"\u25cc{text}" if unicodedata.combining(text[:1] or " ") else text)
        label = _Sign(look, Localised(sign, _language_of(sign)), Role.HEADING, ink=face.ink, align=Align.CENTRE)
        em = _WORD_MM if text in _SIGNS else _LETTER_MM
        label.paragraph = replace(label.paragraph, em=theme.mm(em))
        return label

    def _pressed(self, key: Key, text: str) -> None:
        if key.action is KeyAction.TYPE:
            self._typed(text)
        elif key.action is KeyAction.PAGE:
            self._show(key.text)
        elif key.action is KeyAction.SHIFT:
            self.set_capital(not self.capital)
        elif key.action is KeyAction.NEWLINE:
            self._typed(key.text)
        else:
            self.settle()
            self._hands.press(key.action)

    def _typed(self, text: str) -> None:
        opened = self._open_letter
        forms = {key.text for key in self.board.families.get(opened, ())}
        is_form = text in forms or (bool(opened) and self._page == "variants")
        if self._page == "variants":
            self._show(self._return_to)
        if is_form:
            self._hands.replace(opened, text)
        else:
            self._hands.type(text)
        # The first form again is the choice of it; a repeated consonant of the rows below begins a new syllable.
        begins = text in self.board.families and not (is_form and text == opened)
        self._offer_forms(text if begins else "")

    def _open(self, text: str, behind: str) -> None:
        self._return_to = self._page
        self._behind = text + behind
        self._show("variants")


def _key_widths(weights: list[float], least: list[int], room: int) -> list[int]:
    """Share by weight; a key that would be too narrow for its word takes from the others."""
    fixed: dict[int, int] = {}
    while len(fixed) < len(weights):
        free = [index for index in range(len(weights)) if index not in fixed]
        unit = (room - sum(fixed.values())) / sum(weights[index] for index in free)
        short = [index for index in free if unit * weights[index] < least[index]]
        if not short:
            return [fixed.get(index, int(unit * weight)) for index, weight in enumerate(weights)]
        fixed |= {index: least[index] for index in short}
    return least


def _language_of(sign: str) -> str:
    """Return a language whose lines suit the sign: Noto Sans Arabic asks for more height than a key has."""
    return "ar" if any("\u0600" <= each <= "\u06ff" for each in sign) else GERMAN
