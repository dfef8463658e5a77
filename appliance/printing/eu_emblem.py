"""The European emblem, drawn after the graphics guide in Annex A1 of the interinstitutional style guide."""

from __future__ import annotations

import math

import cairocffi

PROPORTION = 1.5
"""Width to height."""
STARS = 12
_BLUE = (0x00 / 255, 0x33 / 255, 0x99 / 255)
_YELLOW = (0xFF / 255, 0xCC / 255, 0x00 / 255)
_CIRCLE = 1 / 3
"""The circle that the stars' centres lie on, as a part of the height."""
_STAR = 1 / 18
"""The circle around each star."""
_INNER = math.sin(math.radians(18)) / math.sin(math.radians(54))
"""Inner to outer radius of a five-pointed star with straight edges."""


def star_centres(height: float) -> tuple[tuple[float, float], ...]:
    """Return the twelve centres, placed like the hours on a clock; origin top left, y down."""
    hours = (math.radians(30 * hour) for hour in range(STARS))
    radius = height * _CIRCLE
    return tuple(
        (height * PROPORTION / 2 + radius * math.sin(angle), height / 2 - radius * math.cos(angle))
        for angle in hours
    )


def star_points(centre_x: float, centre_y: float, radius: float) -> tuple[tuple[float, float], ...]:
    """Return the ten corners of an upright star, from the upper point clockwise."""
    corners = []
    for corner in range(10):
        angle = math.radians(36 * corner)
        reach = radius * (_INNER if corner % 2 else 1.0)
        corners.append((centre_x + reach * math.sin(angle), centre_y - reach * math.cos(angle)))
    return tuple(corners)


def draw_eu_emblem(context: cairocffi.Context, x: float, y: float, height: float) -> None:
    context.save()
    context.translate(x, y)
    context.rectangle(0, 0, height * PROPORTION, height)
    context.set_source_rgb(*_BLUE)
    context.fill()
    context.set_source_rgb(*_YELLOW)
    for centre_x, centre_y in star_centres(height):
        first, *others = star_points(centre_x, centre_y, height * _STAR)
        context.move_to(*first)
        for point in others:
            context.line_to(*point)
        context.close_path()
    context.fill()
    context.restore()
