"""A line that is being edited: its text and the caret in it. Pure."""

from __future__ import annotations

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

    def delete(self) -> Editing:
        """Delete the character before the caret."""
        if self.caret == 0:
            return self
        return Editing(self.text[: self.caret - 1] + self.text[self.caret :], self.caret - 1)

    def left(self) -> Editing:
        return Editing(self.text, max(0, self.caret - 1))

    def right(self) -> Editing:
        return Editing(self.text, min(len(self.text), self.caret + 1))

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
        if not said:
            return True
        return said != before and said[-1] in ".!?" and not said[-2:-1].isdigit()
