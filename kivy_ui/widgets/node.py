"""What every part of a screen is: it measures itself for a width and is then placed, in whole pixels."""

from __future__ import annotations

from collections.abc import Iterator

from kivy.uix.widget import Widget


class Node(Widget):
    """Layout is one pass down: a parent asks `height_for`, then calls `place`. Nothing is laid out later."""

    def __init__(self) -> None:
        # Kivy's own style rules go by class names (Label, Screen) and are not for us.
        super().__init__(__no_builder=True)

    span = 1
    """How many columns of a grid it takes."""

    def natural_width(self) -> int:
        """Return the width at which nothing wraps."""
        return 0

    def least_width(self) -> int:
        """Return the width below which something would be broken or too small to touch."""
        return 0

    def height_for(self, width: int) -> int:
        del width
        return 0

    def place(self, x: int, y: int, width: int, height: int) -> None:
        """Take this box; y is its lower edge, as everywhere in Kivy."""
        self.pos = (x, y)
        self.size = (width, height)

    def nodes(self) -> Iterator[Node]:
        """Yield what was added, in the order of adding."""
        return (child for child in reversed(self.children) if isinstance(child, Node))


class Space(Node):
    """Nothing, of a certain size; `stretch` takes what is left over in a column or row."""

    def __init__(self, height: int = 0, width: int = 0, *, stretch: bool = False) -> None:
        super().__init__()
        self._height = height
        self._width = width
        self.stretch = stretch

    def natural_width(self) -> int:
        return self._width

    def height_for(self, width: int) -> int:
        del width
        return self._height
