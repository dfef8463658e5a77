"""Parts below each other, beside each other and in a grid. Rows and grids follow the reading direction."""

from __future__ import annotations

from collections.abc import Sequence

from kivy_ui.direction import Direction
from kivy_ui.widgets.node import Node, Space


def _stretches(node: Node) -> bool:
    return isinstance(node, Space) and node.stretch


class Column(Node):
    """Below each other, each as wide as the column. A stretching Space takes the height that is left."""

    def __init__(self, parts: Sequence[Node], gap: int = 0) -> None:
        super().__init__()
        self.gap = gap
        for part in parts:
            self.add_widget(part)

    def natural_width(self) -> int:
        return max((node.natural_width() for node in self.nodes()), default=0)

    def least_width(self) -> int:
        return max((node.least_width() for node in self.nodes()), default=0)

    def height_for(self, width: int) -> int:
        heights = [node.height_for(width) for node in self.nodes()]
        return sum(heights) + self.gap * max(0, len(heights) - 1)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        spare = max(0, height - self.height_for(width))
        stretching = sum(1 for node in self.nodes() if _stretches(node))
        top = y + height
        for node in self.nodes():
            tall = node.height_for(width) + (spare // stretching if _stretches(node) else 0)
            node.place(x, top - tall, width, tall)
            top -= tall + self.gap


class Row(Node):
    """Beside each other from start to end. A part with a weight shares what the others leave."""

    def __init__(
        self,
        direction: Direction,
        parts: Sequence[Node],
        gap: int = 0,
        weights: Sequence[float] = (),
        *,
        stretch: bool = False,
        at_top: bool = False,
    ) -> None:
        super().__init__()
        self.direction = direction
        self.gap = gap
        self._at_top = at_top
        self._weights = list(weights) or [0.0] * len(parts)
        self._stretch = stretch
        for part in parts:
            self.add_widget(part)

    def _gaps(self) -> int:
        return self.gap * max(0, len(self._weights) - 1)

    def natural_width(self) -> int:
        return sum(node.natural_width() for node in self.nodes()) + self._gaps()

    def least_width(self) -> int:
        return sum(node.least_width() for node in self.nodes()) + self._gaps()

    def widths(self, width: int) -> list[int]:
        """Share out: weightless parts get what they want, within what is there."""
        nodes = list(self.nodes())
        room = width - self._gaps()
        wanted = [0 if weight else node.natural_width() for node, weight in zip(nodes, self._weights, strict=True)]
        weighted = sum(self._weights)
        reserved = sum(node.least_width() for node, weight in zip(nodes, self._weights, strict=True) if weight)
        wanted = _squeezed(wanted, [node.least_width() for node in nodes], room - reserved)
        left = room - sum(wanted)
        if not weighted:
            return _forced(wanted, room)
        shares = _shared(left, nodes, self._weights)
        mixed = zip(wanted, shares, self._weights, strict=True)
        return _forced([share if weight else want for want, share, weight in mixed], room)

    def height_for(self, width: int) -> int:
        pairs = zip(self.nodes(), self.widths(width), strict=True)
        return max((node.height_for(wide) for node, wide in pairs), default=0)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        placed = list(zip(self.nodes(), self.widths(width), strict=True))
        used = sum(wide for _, wide in placed) + self._gaps()
        left = int(self.direction.x_at_start(x, width, used))
        for node, wide in self.direction.in_order(placed):
            tall = height if self._stretch else node.height_for(wide)
            node.place(left, y + (height - tall if self._at_top else (height - tall) // 2), wide, tall)
            left += wide + self.gap


def _squeezed(wanted: list[int], least: list[int], room: int) -> list[int]:
    """Take what is too much from the widest, but from none below its least width."""
    widths = list(wanted)
    for index in sorted(range(len(widths)), key=lambda at: -widths[at]):
        excess = sum(widths) - room
        if excess > 0 and widths[index]:
            widths[index] = max(min(least[index], widths[index]), widths[index] - excess)
    return widths


def _forced(widths: list[int], room: int) -> list[int]:
    """Take what is still too much from the widest: there a word longer than the line is broken."""
    excess = sum(widths) - room
    if excess <= 0:
        return widths
    widest = widths.index(max(widths))
    return [wide - excess if index == widest else wide for index, wide in enumerate(widths)]


def _shared(room: int, nodes: Sequence[Node], weights: Sequence[float]) -> list[int]:
    """Share by weight; a part that would become too narrow gets its least width first."""
    fixed: dict[int, int] = {}
    while True:
        open_ = [index for index, weight in enumerate(weights) if weight and index not in fixed]
        rest = room - sum(fixed.values())
        total = sum(weights[index] for index in open_)
        too_small = next(
            (index for index in open_ if rest * weights[index] / total < nodes[index].least_width()), None
        )
        if too_small is None:
            shares = {index: int(rest * weights[index] / total) for index in open_}
            return [fixed.get(index, shares.get(index, 0)) for index in range(len(weights))]
        fixed[too_small] = nodes[too_small].least_width()


class Grid(Node):
    """Equal columns, as many as wanted and as the widest part allows; equal heights in a row."""

    def __init__(
        self, direction: Direction, parts: Sequence[Node], columns: int, gap: int = 0, *, even: bool = False
    ) -> None:
        super().__init__()
        self.direction = direction
        self.columns = columns
        self.gap = gap
        self._even = even
        for part in parts:
            self.add_widget(part)

    def natural_width(self) -> int:
        widest = max((node.natural_width() // node.span for node in self.nodes()), default=0)
        return widest * self.columns + self.gap * (self.columns - 1)

    def least_width(self) -> int:
        return max((node.least_width() // node.span for node in self.nodes()), default=0)

    def _columns(self, width: int) -> int:
        least = self.least_width()
        columns = self.columns
        while columns > 1 and (width - self.gap * (columns - 1)) // columns < least:
            columns -= 1
        return columns

    def _across(self, wide: int, node: Node, columns: int) -> int:
        span = min(node.span, columns)
        return span * wide + (span - 1) * self.gap

    def _rows(self, width: int) -> tuple[int, list[tuple[list[Node], int]]]:
        columns = self._columns(width)
        wide = (width - self.gap * (columns - 1)) // columns
        rows: list[list[Node]] = []
        free = 0
        for node in self.nodes():
            if free < min(node.span, columns):
                rows.append([])
                free = columns
            rows[-1].append(node)
            free -= node.span
        heights = [max(node.height_for(self._across(wide, node, columns)) for node in row) for row in rows]
        if self._even and heights:
            heights = [max(heights)] * len(heights)
        return wide, list(zip(rows, heights, strict=True))

    def height_for(self, width: int) -> int:
        _, rows = self._rows(width)
        return sum(height for _, height in rows) + self.gap * max(0, len(rows) - 1)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        wide, rows = self._rows(width)
        spare = max(0, height - self.height_for(width)) // max(1, len(rows)) if self._even else 0
        top = y + height
        for row, needed in rows:
            tall = needed + spare
            start = 0
            for node in row:
                across = self._across(wide, node, self._columns(width))
                left = x + width - start - across if self.direction.mirrored else x + start
                node.place(left, top - tall, across, tall)
                start += across + self.gap
            top -= tall + self.gap


class Flow(Node):
    """Beside each other at natural width, going on in a further row when the row is full."""

    def __init__(
        self,
        direction: Direction,
        parts: Sequence[Node],
        gap: int = 0,
        *,
        at_end: bool = False,
        row_gap: int | None = None,
    ) -> None:
        super().__init__()
        self.direction = direction
        self.gap = gap
        self._row_gap = gap if row_gap is None else row_gap
        self._at_end = at_end
        for part in parts:
            self.add_widget(part)

    def natural_width(self) -> int:
        widths = [node.natural_width() for node in self.nodes()]
        return sum(widths) + self.gap * max(0, len(widths) - 1)

    def least_width(self) -> int:
        return max((node.least_width() for node in self.nodes()), default=0)

    def _rows(self, width: int) -> list[list[tuple[Node, int, int]]]:
        rows: list[list[tuple[Node, int, int]]] = []
        used = width + 1
        for node in self.nodes():
            wide = min(width, node.natural_width())
            if used + self.gap + wide > width:
                rows.append([])
                used = -self.gap
            rows[-1].append((node, wide, node.height_for(wide)))
            used += self.gap + wide
        return rows

    def height_for(self, width: int) -> int:
        heights = [max(tall for _, _, tall in row) for row in self._rows(width)]
        return sum(heights) + self._row_gap * max(0, len(heights) - 1)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        top = y + height
        for row in self._rows(width):
            used = sum(wide for _, wide, _ in row) + self.gap * (len(row) - 1)
            high = max(tall for _, _, tall in row)
            at = self.direction.x_at_end if self._at_end else self.direction.x_at_start
            left = int(at(x, width, used))
            for node, wide, tall in self.direction.in_order(row):
                node.place(left, top - high + (high - tall) // 2, wide, tall)
                left += wide + self.gap
            top -= high + self._row_gap


class Padded(Node):
    """Empty room around a part: start/end, top, bottom."""

    def __init__(self, child: Node, x: int = 0, top: int = 0, bottom: int = 0) -> None:
        super().__init__()
        self._x, self._top, self._bottom = x, top, bottom
        self.child = child
        self.add_widget(child)

    def natural_width(self) -> int:
        return self.child.natural_width() + 2 * self._x

    def least_width(self) -> int:
        return self.child.least_width() + 2 * self._x

    def height_for(self, width: int) -> int:
        return self.child.height_for(width - 2 * self._x) + self._top + self._bottom

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self.child.place(x + self._x, y + self._bottom, width - 2 * self._x, height - self._top - self._bottom)
