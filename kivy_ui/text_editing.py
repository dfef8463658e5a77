"""A text that is being edited, and the caret in it. Pure.

The caret moves and deletes by what a reader sees as one character: a letter with its marks (UAX #29, extended
grapheme clusters, as far as our scripts need it). The non-joiner of Farsi has a key of its own and is deleted by
itself.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Editing:
    text: str = ""
    caret: int = 0

    @classmethod
    def at_end(cls, text: str) -> Editing:
        return cls(text, len(text))

    def insert(self, piece: str, max_length: int | None = None) -> Editing:
        """Return the text with a piece put in; unchanged when it would become too long."""
        text = self.text[: self.caret] + piece + self.text[self.caret :]
        if max_length is not None and len(text) > max_length:
            return self
        return Editing(text, self.caret + len(piece))

    def replace_before(self, old: str, new: str) -> Editing:
        """Return the text with `new` for the `old` just before the caret; unchanged when that is not there."""
        before = self.text[: self.caret]
        if not old or not before.endswith(old):
            return self
        kept = before.removesuffix(old) + new
        return Editing(kept + self.text[self.caret :], len(kept))

    def delete(self) -> Editing:
        """Delete the character before the caret, with its marks."""
        start = _before(self.text, self.caret)
        return Editing(self.text[:start] + self.text[self.caret :], start)

    def left(self) -> Editing:
        return Editing(self.text, _before(self.text, self.caret))

    def right(self) -> Editing:
        return Editing(self.text, _after(self.text, self.caret))

    def at(self, caret: int) -> Editing:
        """Put the caret before character `caret`, or after the marks that stand there."""
        return Editing(self.text, _after(self.text, max(0, caret - 1)) if caret > 0 else 0)

    @property
    def starts_word(self) -> bool:
        """Whether the next letter begins a name, and so is a capital."""
        before = self.text[: self.caret]
        return not before or before[-1] in " -"

    @property
    def starts_sentence(self) -> bool:
        """Whether the next letter begins a sentence. A point behind a digit is a date's or a number's."""
        before = self.text[: self.caret]
        said = before.rstrip(" ")
        if not said or said[-1] == "\n":
            return True
        return said != before and said[-1] in ".!?" and not said[-2:-1].isdigit()


def _before(text: str, caret: int) -> int:
    """Return where the character before the caret begins."""
    start = max(0, caret - 1)
    while start > 0 and _joins(text[start]):
        start -= 1
    return start


def _after(text: str, caret: int) -> int:
    """Return where the character at the caret ends."""
    end = min(len(text), caret + 1)
    while end < len(text) and _joins(text[end]):
        end += 1
    return end


def _joins(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
