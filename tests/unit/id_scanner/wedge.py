"""A keyboard wedge: types documents as key events, for the host layout that it was set up for."""

from __future__ import annotations

from collections.abc import Sequence

from hardware.input_stream import EV_KEY, EV_SYN, InputEvent

US_KEYS = {
    "1": 2, "2": 3, "3": 4, "4": 5, "5": 6, "6": 7, "7": 8, "8": 9, "9": 10, "0": 11,
    "q": 16, "w": 17, "e": 18, "r": 19, "t": 20, "y": 21, "u": 22, "i": 23, "o": 24, "p": 25,
    "a": 30, "s": 31, "d": 32, "f": 33, "g": 34, "h": 35, "j": 36, "k": 37, "l": 38,
    "z": 44, "x": 45, "c": 46, "v": 47, "b": 48, "n": 49, "m": 50, "\r": 28,
}  # fmt: skip
LEFT_SHIFT = 42
STEP = 0.004
SIGNS = {
    ("<", "de"): (86, False),
    ("<", "us"): (51, True),
    (":", "de"): (52, True),
    (":", "us"): (39, True),
    ("-", "de"): (53, False),
    ("-", "us"): (12, False),
}
"""Key and shift, on the host keyboard that the wedge believes in."""


def strokes(character: str, layout: str) -> list[tuple[int, int]]:
    """Return the key presses (code, value) that type one character."""
    if (character, layout) in SIGNS:
        code, shift = SIGNS[character, layout]
        return _stroke(code, shift)
    swapped = {"Y": "Z", "Z": "Y"}.get(character, character) if layout == "de" else character
    return _stroke(US_KEYS[swapped.lower()], shift=character.isalpha())


def type_lines(lines: Sequence[str], layout: str, last_end: bool = True) -> list[InputEvent]:
    text = "\r".join(lines) + ("\r" if last_end else "")
    events = []
    for number, (code, value) in enumerate(s for character in text for s in strokes(character, layout)):
        events.append(InputEvent(number * STEP, EV_KEY, code, value))
        events.append(InputEvent(number * STEP, EV_SYN, 0, 0))
    return events


def _stroke(code: int, shift: bool) -> list[tuple[int, int]]:
    key = [(code, 1), (code, 0)]
    return [(LEFT_SHIFT, 1), *key, (LEFT_SHIFT, 0)] if shift else key
