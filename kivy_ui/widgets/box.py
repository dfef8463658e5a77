"""A rounded box around one part: cards, chips, and what can be touched."""

from __future__ import annotations

from kivy.graphics import BorderImage, Color, InstructionGroup

from kivy_ui.textures import box_texture
from kivy_ui.theme import Face, colour
from kivy_ui.widgets.node import Node


def paint_box(group: InstructionGroup, face: Face, radius: int, box: tuple[int, int, int, int]) -> None:
    """Add a rounded box to a group: x, y, width, height."""
    x, y, width, height = box
    corner = max(1, min(radius, width // 2 - 1, height // 2 - 1))
    layers = [(face.fill, 0)] if face.fill else []
    layers += [(face.line, face.line_px)] if face.line_px else []
    for code, line in layers:
        group.add(Color(*colour(code)))
        texture = box_texture(corner, line).texture
        group.add(BorderImage(texture=texture, border=(corner,) * 4, pos=(x, y), size=(width, height)))


class Box(Node):
    """One part with padding inside a face. `least_height` keeps a target large enough."""

    def __init__(
        self,
        child: Node,
        face: Face,
        radius: int,
        padding: tuple[int, int] = (0, 0),
        least_height: int = 0,
    ) -> None:
        super().__init__()
        self.child = child
        self.face = face
        self.radius = radius
        self.pad_x, self.pad_y = padding
        self.least_height = least_height
        self.centre = True
        self._group = InstructionGroup()
        self.canvas.add(self._group)
        self.add_widget(child)

    def natural_width(self) -> int:
        return self.child.natural_width() + 2 * self.pad_x

    def least_width(self) -> int:
        return self.child.least_width() + 2 * self.pad_x

    def height_for(self, width: int) -> int:
        inner = self.child.height_for(width - 2 * self.pad_x)
        return max(self.least_height, inner + 2 * self.pad_y)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        self.paint()
        inner = width - 2 * self.pad_x
        tall = self.child.height_for(inner) if self.centre else height - 2 * self.pad_y
        spare = height - 2 * self.pad_y - tall
        self.child.place(x + self.pad_x, y + self.pad_y + spare // 2, inner, tall)

    def paint(self) -> None:
        if self.width <= self.radius:
            return
        self._group.clear()
        box = (int(self.x), int(self.y), int(self.width), int(self.height))
        paint_box(self._group, self.face, self.radius, box)
