"""What a keyboard wedge types: key positions to characters, by the layout that the wedge was set up for.

The keys are named by Linux's input-event-codes.h, which counts positions of a US keyboard: on a German one
KEY_Z carries Y, KEY_SLASH carries `-`, and `<` has a key of its own beside the left shift. The host's own
layout plays no part.
"""

from __future__ import annotations

from hardware.id_scanner.settings import KeyLayout

KEY_ENTER, KEY_TAB, KEY_KPENTER = 28, 15, 96
KEY_LEFTSHIFT, KEY_RIGHTSHIFT, KEY_CAPSLOCK = 42, 54, 58
KEY_COMMA, KEY_102ND = 51, 86
KEY_MINUS, KEY_SEMICOLON, KEY_DOT, KEY_SLASH, KEY_KPMINUS = 12, 39, 52, 53, 74
_SHIFTS = frozenset({KEY_LEFTSHIFT, KEY_RIGHTSHIFT})
_SILENT = frozenset({29, 97, 56, 100, 125, 126, 69, 70, KEY_CAPSLOCK})
"""Control, Alt, Meta and the locks type nothing by themselves."""

_ROWS = ((2, "1234567890"), (16, "QWERTYUIOP"), (30, "ASDFGHJKL"), (44, "ZXCVBNM"))
_KEYPAD = {
    71: "7",
    72: "8",
    73: "9",
    75: "4",
    76: "5",
    77: "6",
    KEY_KPMINUS: "-",
    79: "1",
    80: "2",
    81: "3",
    82: "0",
}
_LINE_END = "\r"
_ENDS = {KEY_ENTER: _LINE_END, KEY_KPENTER: _LINE_END, KEY_TAB: _LINE_END}
_LETTERS_AND_DIGITS = {first + i: character for first, row in _ROWS for i, character in enumerate(row)}
_DIGIT_KEYS = frozenset(range(2, 12))
_SWAPPED = {21: "Z", 44: "Y"}
FOREIGN = "?"
"""Stands for any character that no zone and no code has, so that the line keeps its length and is refused."""

_PLAIN = {
    KeyLayout.US: _LETTERS_AND_DIGITS | _KEYPAD | _ENDS | {KEY_MINUS: "-"},
    KeyLayout.GERMAN: _LETTERS_AND_DIGITS | _SWAPPED | _KEYPAD | _ENDS | {KEY_102ND: "<", KEY_SLASH: "-"},
}
_WITH_SHIFT = {
    KeyLayout.US: dict.fromkeys((*_DIGIT_KEYS, KEY_MINUS), FOREIGN) | {KEY_COMMA: "<", KEY_SEMICOLON: ":"},
    KeyLayout.GERMAN: dict.fromkeys((*_DIGIT_KEYS, KEY_102ND, KEY_SLASH), FOREIGN) | {KEY_DOT: ":"},
}
_RELEASED, _PRESSED = 0, 1


class KeyDecoder:
    """Key events in, characters out: A-Z, 0-9, `<`, `:`, `-`, CR at the end of a line, `?` for anything else.

    Neither a zone nor a code has small letters, and whether a wedge shifts letters depends on the Caps Lock that
    it assumes: letters come out large either way.
    """

    def __init__(self, layout: KeyLayout) -> None:
        self._plain = _PLAIN[layout]
        self._with_shift = _PLAIN[layout] | _WITH_SHIFT[layout]
        self._shifts: set[int] = set()

    def feed(self, code: int, value: int) -> str:
        """Return what one key event typed; empty for a release, a repetition, a shift or a lock."""
        if code in _SHIFTS:
            if value == _RELEASED:
                self._shifts.discard(code)
            else:
                self._shifts.add(code)
            return ""
        if value != _PRESSED or code in _SILENT:
            return ""
        table = self._with_shift if self._shifts else self._plain
        return table.get(code, FOREIGN)

    def reset(self) -> None:
        """Forget which shifts are held, as after unplugging."""
        self._shifts.clear()
