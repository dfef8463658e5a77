"""Words and a picture: beside each other where the words have room, else one above the other."""

from __future__ import annotations

from kivy_ui.stage import Stage
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.picture import Framed


def in_halves(stage: Stage) -> bool:
    """Whether a lowered page has its heading in the upper and all else in the lower half, see `Page`."""
    return stage.look.lowered and not stage.theme.compact


class Facing(Node):
    """A picture in a frame gives way: one above the other it takes what height the words leave.

    `share` is the picture's part of the width; `first` tells whether it stands at the start, and above;
    `level` puts the middle of the words beside the middle of a higher card.
    """

    def __init__(
        self, stage: Stage, words: Node, picture: Node, share: float, *, first: bool = True, level: bool = False
    ) -> None:
        super().__init__()
        self._stage = stage
        self._words, self._picture = words, picture
        self._share, self._first, self._level = share, first, level
        self.add_widget(picture)
        self.add_widget(words)

    @property
    def _gap(self) -> int:
        theme = self._stage.theme
        return theme.gap if theme.compact else theme.mm(10)

    def _widths(self, width: int) -> tuple[int, int]:
        """Return the widths of words and picture beside each other."""
        picture = int((width - self._gap) * self._share)
        return width - self._gap - picture, picture

    def _beside(self, width: int) -> bool:
        words, picture = self._widths(width)
        fits = self._words.least_width() <= words and self._picture.least_width() <= picture
        return fits and not self._stage.theme.screen.portrait

    def least_width(self) -> int:
        return max(self._words.least_width(), self._picture.least_width())

    def natural_width(self) -> int:
        return self._words.natural_width() + self._gap + self._picture.natural_width()

    def height_for(self, width: int) -> int:
        if self._beside(width):
            words, picture = self._widths(width)
            return max(self._words.height_for(words), self._picture.height_for(picture))
        return self._words.height_for(width) + self._gap + self._picture.height_for(width)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        if self._beside(width):
            self._place_beside(x, y, width, height)
            return
        tall = self._words.height_for(width)
        rest = height - tall - self._gap
        if self._first:
            high = min(rest, self._wanted(width))
            self._picture.place(x, y + height - high, width, high)
            self._words.place(x, y + height - high - self._gap - tall, width, tall)
            return
        self._words.place(x, y + height - tall, width, tall)
        high = min(rest, self._wanted(width))
        self._picture.place(x, y + rest - high, width, high)

    def _wanted(self, width: int) -> int:
        """Return the height at which the picture fills the width."""
        picture = self._picture
        return picture.wanted_height(width) if isinstance(picture, Framed) else picture.height_for(width)

    def _place_beside(self, x: int, y: int, width: int, height: int) -> None:
        words, picture = self._widths(width)
        at = self._stage.direction
        at_start, at_end = at.x_at_start, at.x_at_end
        picture_at, words_at = (at_start, at_end) if self._first else (at_end, at_start)
        tall = self._words.height_for(words)
        high = height if isinstance(self._picture, Framed) else self._picture.height_for(picture)
        lower = max(0, high - tall) // 2 if self._level else 0
        self._picture.place(int(picture_at(x, width, picture)), y + height - high, picture, high)
        self._words.place(int(words_at(x, width, words)), y + height - tall - lower, words, tall)
