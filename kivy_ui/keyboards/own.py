"""The keyboard of a visitor's own language, with Latin letters one key away. Pure."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from kivy_ui.keyboard_layouts import SPECIAL_PAGES, VARIANTS, Key, KeyAction, Rows
from kivy_ui.keyboards import arabic, cyrillic, ethiopic, latin
from kivy_ui.keyboards.board import Board
from kivy_ui.keyboards.layout import ENDS, Layout
from kivy_ui.theme import Theme

LAYOUTS = {
    "de": latin.GERMAN,
    "de-simple": latin.GERMAN,
    "en": latin.ENGLISH,
    "uk": cyrillic.UKRAINIAN,
    "ru": cyrillic.RUSSIAN,
    "ar": arabic.ARABIC,
    "fa": arabic.FARSI,
    "tr": latin.TURKISH,
    "ro": latin.ROMANIAN,
    "bg": cyrillic.BULGARIAN,
    "pl": latin.POLISH,
    "fr": latin.FRENCH,
    "ti": ethiopic.TIGRINYA,
}
_PAGE = 1.6
"""How wide the keys are that change the page."""


class Room(Enum):
    """How much room a display has for the keys below the letters."""

    WIDE = "wide"
    TALL = "tall"
    """Portrait: two rows below the letters."""
    LOW = "low"
    """The keyboard takes the place of the main action and can be closed."""


def room_of(theme: Theme) -> Room:
    if theme.compact:
        return Room.LOW
    return Room.TALL if theme.screen.portrait else Room.WIDE


class Purpose(Enum):
    MESSAGE = "message"
    """Several lines, with a key for the next one."""
    SEARCH = "search"


def writes_latin(language: str) -> bool:
    return LAYOUTS.get(language, latin.GERMAN).is_latin


@lru_cache(maxsize=len(LAYOUTS) * len(Room) * len(Purpose))
def own_board(language: str, room: Room, purpose: Purpose) -> Board:
    """Return the keyboard for a language; German for one that has none."""
    layout = LAYOUTS.get(language, latin.GERMAN)
    typed = {"letters": _lettered(layout), "digits": tuple(_typed(row) for row in layout.digits)}
    if layout.is_latin:
        typed |= {page: _shifted(SPECIAL_PAGES[page]) for page in ("special", "more")}
    else:
        german = latin.GERMAN
        typed |= {"latin": _lettered(german), "latin digits": tuple(_typed(row) for row in german.digits)}
    pages = {page: (*rows, *_bottom(layout, page, room, purpose)) for page, rows in typed.items()}
    behind = {**VARIANTS, **ENDS, **layout.behind}
    return Board(pages, "letters", behind, layout.capitals, layout.families)


def _lettered(layout: Layout) -> Rows:
    return _shifted(layout.letters) if layout.shifts else tuple(_typed(row) for row in layout.letters)


def _shifted(letters: tuple[str, str, str]) -> Rows:
    first, second, third = (_typed(row) for row in letters)
    return first, second, (Key("", KeyAction.SHIFT), *third)


def _typed(letters: str) -> tuple[Key, ...]:
    return tuple(Key(letter) for letter in letters)


def _to(page: str, label: str) -> Key:
    return Key(page, KeyAction.PAGE, _PAGE, label)


def _ways(layout: Layout, page: str) -> list[Key]:
    """Return the two keys that lead to other pages."""
    own, digits = _to("letters", layout.name or "ABC"), _to("digits", "123")
    special, more = _to("special", "É Ł Ș"), _to("more", "Ú Ž Ż")
    to_latin, latin_digits = _to("latin", "ABC"), _to("latin digits", "123")
    if layout.is_latin:
        ways = {"letters": [digits, special], "digits": [own, special], "special": [own, more]}
        return ways.get(page, [own, special])
    ways = {"letters": [digits, to_latin], "digits": [own, to_latin], "latin": [latin_digits, own]}
    return ways.get(page, [to_latin, own])


def _bottom(layout: Layout, page: str, room: Room, purpose: Purpose) -> Rows:
    ways = _ways(layout, page)
    left, right, newline = Key("", KeyAction.LEFT), Key("", KeyAction.RIGHT), Key("\n", KeyAction.NEWLINE, 1.4)
    close, delete, submit = (
        Key("", KeyAction.CLOSE),
        Key("", KeyAction.DELETE, 1.4),
        Key("", KeyAction.SUBMIT, 2.2),
    )
    if purpose is Purpose.SEARCH:
        moves = [close] if room is Room.LOW else [left, right]
        return ((*ways, Key(" ", weight=4), *moves, delete, submit),)
    before, after = _beside(layout, page)
    if room is Room.TALL:
        return (
            (*ways, *before, Key(" ", weight=4), *after, delete),
            (left, right, newline, Key("", KeyAction.SUBMIT, 3)),
        )
    if room is Room.LOW:
        return ((*ways, *before, Key(" ", weight=2), *after, left, right, newline, delete, close),)
    return ((*ways, *before, Key(" ", weight=4), *after, left, right, newline, delete, submit),)


def _beside(layout: Layout, page: str) -> tuple[list[Key], list[Key]]:
    """Return the marks beside the space bar: those of the script that is being typed."""
    if "digits" in page:
        return [], []
    own = page == "letters"
    before, after = layout.beside if own else latin.GERMAN.beside
    further = [Key(layout.more_beside)] if own and layout.more_beside else []
    return [*further, Key(before)], [Key(after)]
