"""Draws each change once more, because what SDL draws on KMSDRM comes to the display only with the flip after it.

Counted in flips and not in turns of the clock: a change that is made before the first flip, and one that nobody
announced, are owed their second flip all the same. While the picture moves nothing is drawn twice, and at rest
nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Callable

FLIPS_AFTER_A_CHANGE = 1


class LateDisplay:
    """Owner thread only."""

    def __init__(self, draw_again: Callable[[], None]) -> None:
        """`draw_again`: have the same picture drawn once more, at the next turn."""
        self._draw_again = draw_again
        self._owed = 0

    def changed(self) -> None:
        """The next flip shows something new, and is no repetition."""
        self._owed = 0

    def flipped(self) -> None:
        self._owed = self._owed - 1 if self._owed else FLIPS_AFTER_A_CHANGE
        if self._owed:
            self._draw_again()
