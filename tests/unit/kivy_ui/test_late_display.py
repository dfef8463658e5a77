"""Every change is drawn once more, and nothing more often."""

from __future__ import annotations

from kivy_ui.late_display import LateDisplay


class Screen:
    """Flips where it is asked to, as the loop would."""

    def __init__(self) -> None:
        self.flips = 0
        self._asked = False
        self._late = LateDisplay(self._ask)

    def _ask(self) -> None:
        self._asked = True

    def changes(self) -> None:
        self._asked = True
        self._late.changed()

    def turns(self, number: int) -> int:
        """Return the flips of that many turns."""
        before = self.flips
        for _ in range(number):
            if self._asked:
                self._asked = False
                self.flips += 1
                self._late.flipped()
        return self.flips - before


def test_a_change_is_flipped_twice_and_then_there_is_rest() -> None:
    screen = Screen()
    screen.changes()
    assert screen.turns(20) == 2
    screen.changes()
    assert screen.turns(20) == 2


def test_a_change_that_comes_with_the_repetition_is_repeated_too() -> None:
    screen = Screen()
    screen.changes()
    screen.turns(1)
    screen.changes()
    assert screen.turns(20) == 2


def test_a_moving_picture_is_not_drawn_more_often_than_it_moves() -> None:
    screen = Screen()
    for _ in range(30):
        screen.changes()
        assert screen.turns(1) == 1
    assert screen.turns(20) == 1
