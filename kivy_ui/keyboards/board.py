"""What a keyboard is to the screen: pages of rows of keys, and what lies behind the keys. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kivy_ui.keyboard_layouts import (
    VARIANTS,
    Key,
    KeyAction,
    KeyboardKind,
    Rows,
    first_page,
    rows,
    upper,
)

MOST_KEYS = 11
"""In a row: so many keys of 15 mm and gaps of 4 mm lie side by side on 1280 pixels at 149 dpi."""
LETTER_ROWS = 3
_KINDS_WITH_LETTERS = ("letters", "special", "more", "digits")


@dataclass(frozen=True)
class Board:
    """All pages of one keyboard. Every page has the same number of rows."""

    pages: Mapping[str, Rows]
    first: str
    behind: Mapping[str, str] = field(default_factory=lambda: VARIANTS)
    """Small letters that a long press offers, by the small letter in front."""
    capitals: Mapping[str, str] = field(default_factory=dict)
    """Capitals that are not the language-neutral ones: Turkish i -> İ."""
    families: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)
    """Keys that take the place of the first row once this letter was typed: the forms of an Ethiopic consonant."""

    @property
    def rows_a_page(self) -> int:
        return len(self.pages[self.first])

    @property
    def columns(self) -> int:
        """Return the keys of the longest row, but for pads: pages of one keyboard are equally wide."""
        return max(len(row) for name, page in self.pages.items() if name != "pad" for row in page)

    def upper(self, letter: str) -> str:
        """Return the capital of one letter; what has none stays as it is."""
        return self.capitals.get(letter) or upper(letter)

    def variants(self, letter: str) -> str:
        """Return the letters behind a key, capitals when the key shows one."""
        if letter in self.behind:
            return self.behind[letter]
        small = next((each for each in self.behind if self.upper(each) == letter), "")
        return "".join(self.upper(each) for each in self.behind.get(small, ""))

    def way_back(self, page: str) -> Key:
        """Return the key that opens a page, as other pages show it."""
        every = (key for rows_ in self.pages.values() for row in rows_ for key in row)
        found = (key for key in every if key.action is KeyAction.PAGE and key.text == page)
        return next(found, Key(page, KeyAction.PAGE, 1.6, "ABC"))


def latin_board(kind: KeyboardKind, *, arrows: bool) -> Board:
    """Return the keyboard of a question that is answered in Latin letters or digits."""
    pad = () if first_page(kind) == "letters" else ("pad",)
    pages = {page: rows(kind, page, arrows=arrows) for page in (*pad, *_KINDS_WITH_LETTERS)}
    return Board(pages, first_page(kind))
