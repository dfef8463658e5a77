"""Whether the board's screen looks like a picture of what it should show. Pure.

Fonts and rounding differ a little between two machines: colours are compared as means of small squares.
"""

from __future__ import annotations

from PIL import Image, ImageChops

SQUARE_PX = 16
OFF = 26
"""So far the mean of one colour of a square may be off, of 255."""
SHARE_OFF = 0.02
"""So many of all squares may be off: a number, a time, a letter that is drawn otherwise."""


def squares(picture: Image.Image) -> Image.Image:
    """Return the picture with one pixel for each square."""
    size = (-(-picture.width // SQUARE_PX), -(-picture.height // SQUARE_PX))
    return picture.convert("RGB").resize(size, Image.Resampling.BOX)


def places_off(one: Image.Image, other: Image.Image, off: int = OFF) -> frozenset[int]:
    """Return which squares differ, counted row by row."""
    found = ImageChops.difference(squares(one), squares(other)).tobytes()
    return frozenset(place for place in range(len(found) // 3) if max(found[3 * place : 3 * place + 3]) > off)


def share_off(one: Image.Image, other: Image.Image) -> float:
    """Return 0 for pictures alike, 1 where no square is; turned pictures are not alike."""
    if one.size != other.size:
        return 1.0
    count = squares(one)
    return len(places_off(one, other)) / (count.width * count.height)
