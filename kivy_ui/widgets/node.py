"""What every part of a screen is: it measures itself for a width and is then placed, in whole pixels."""

from __future__ import annotations

import weakref
from collections.abc import Iterator

from kivy.graphics import Canvas


class Node:
    """Layout is one pass down: a parent asks `height_for`, then calls `place`. Nothing is laid out later.

    No Kivy widget: a screen has hundreds of parts, and a widget's properties and their observers are some hundred
    objects each, to be made at every tap and collected after it.
    """

    span = 1
    """How many columns of a grid it takes."""

    def __init__(self) -> None:
        self.canvas = Canvas()
        self.children: list[Node] = []
        """The topmost first."""
        self._parent: weakref.ref[Node] | None = None
        self.x = self.y = self.width = self.height = 0

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
        self.x, self.y, self.width, self.height = x, y, width, height

    def add_widget(self, child: Node) -> None:
        """Add a part on top of the others."""
        child._parent = weakref.ref(self)
        self.children.insert(0, child)
        self.canvas.add(child.canvas)

    def remove_widget(self, child: Node) -> None:
        """Take a part away; one that is not there stays away."""
        if child in self.children:
            self.children.remove(child)
            self.canvas.remove(child.canvas)
            child._parent = None

    def clear_widgets(self) -> None:
        for child in list(self.children):
            self.remove_widget(child)

    def dissolve(self) -> None:
        """Let go of everything below, so that it need not wait for the garbage collector."""
        for child in self.children:
            child.dissolve()
        self.children.clear()
        self.canvas.clear()

    def nodes(self) -> Iterator[Node]:
        """Yield what was added, in the order of adding."""
        return reversed(self.children)

    def walk(self) -> Iterator[Node]:
        """Yield this and everything below."""
        yield self
        for child in self.nodes():
            yield from child.walk()

    def collide_point(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.top

    @property
    def parent(self) -> Node | None:
        return self._parent() if self._parent is not None else None

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def top(self) -> int:
        return self.y + self.height

    @property
    def center_x(self) -> float:
        return self.x + self.width / 2

    @property
    def center_y(self) -> float:
        return self.y + self.height / 2

    @property
    def center(self) -> tuple[float, float]:
        return self.center_x, self.center_y


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
