"""Textures for text and boxes, made once and kept while they are used often. White, coloured by the canvas."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

import cairocffi
from kivy.graphics.texture import Texture

from kivy_ui.text_layout import Paragraph, Pixels, draw

_BYTES_KEPT = 24 * 1024 * 1024
_BYTES_PER_PIXEL = 2


@dataclass(frozen=True)
class Picture:
    texture: Texture
    bleed: int = 0


class TextureCache:
    """Least recently used first out, by bytes."""

    def __init__(self, bytes_kept: int = _BYTES_KEPT) -> None:
        self._kept: OrderedDict[Hashable, Picture] = OrderedDict()
        self._bytes = 0
        self._limit = bytes_kept

    def get(self, key: Hashable, make: Callable[[], Pixels]) -> Picture:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        pixels = make()
        picture = Picture(_upload(pixels), pixels.bleed)
        self._kept[key] = picture
        self._bytes += _size(picture)
        while self._bytes > self._limit and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= _size(dropped)
        return picture

    def clear(self) -> None:
        self._kept.clear()
        self._bytes = 0


_cache = TextureCache()


def text_texture(paragraph: Paragraph) -> Picture:
    return _cache.get(paragraph, lambda: draw(paragraph))


def box_texture(radius: int, line: int = 0, *, dashed: bool = False) -> Picture:
    """Return a small rounded box for a nine-slice: filled when `line` is 0, else its outline."""
    key = ("box", radius, line, dashed)
    return _cache.get(key, lambda: _box(radius, line))


def forget_textures() -> None:
    """Needed when the graphics context is lost or made anew."""
    _cache.clear()


def _size(picture: Picture) -> int:
    width, height = picture.texture.size
    return int(width * height * _BYTES_PER_PIXEL)


def redraw(texture: Texture | None, pixels: Pixels) -> Texture:
    """Put other pixels into a texture; a new one where there is none or it has another size. Kept by no cache."""
    if texture is None or texture.size != (pixels.width, pixels.height):
        return _upload(pixels)
    texture.blit_buffer(_white(pixels), colorfmt="luminance_alpha", bufferfmt="ubyte")
    return texture


def _upload(pixels: Pixels) -> Texture:
    texture = Texture.create(size=(pixels.width, pixels.height), colorfmt="luminance_alpha")
    texture.blit_buffer(_white(pixels), colorfmt="luminance_alpha", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture


def _white(pixels: Pixels) -> bytes:
    rows = pixels.coverage
    if pixels.stride != pixels.width:
        step, width = pixels.stride, pixels.width
        rows = b"".join(rows[start : start + width] for start in range(0, step * pixels.height, step))
    white = bytearray(b"\xff") * (_BYTES_PER_PIXEL * pixels.width * pixels.height)
    white[1::_BYTES_PER_PIXEL] = rows
    return bytes(white)


def _box(radius: int, line: int) -> Pixels:
    side = 2 * radius + 2
    surface = cairocffi.ImageSurface(cairocffi.FORMAT_A8, side, side)
    context = cairocffi.Context(surface)
    inset = line / 2
    _rounded(context, inset, side - 2 * inset, max(0.0, radius - inset))
    if line:
        context.set_line_width(line)
        context.stroke()
    else:
        context.fill()
    surface.flush()
    return Pixels(side, side, 0, surface.get_stride(), bytes(surface.get_data()))


def _rounded(context: cairocffi.Context, inset: float, side: float, radius: float) -> None:
    far = inset + side
    context.new_sub_path()
    context.arc(far - radius, inset + radius, radius, -math.pi / 2, 0)
    context.arc(far - radius, far - radius, radius, 0, math.pi / 2)
    context.arc(inset + radius, far - radius, radius, math.pi / 2, math.pi)
    context.arc(inset + radius, inset + radius, radius, math.pi, 3 * math.pi / 2)
    context.close_path()


def upload_colour(surface: cairocffi.ImageSurface) -> Texture:
    """Return an opaque picture as a texture."""
    size = (surface.get_width(), surface.get_height())
    opaque = bytearray(surface.get_data())
    opaque[3::4] = b"\xff" * (size[0] * size[1])
    texture = Texture.create(size=size, colorfmt="rgba")
    texture.blit_buffer(bytes(opaque), colorfmt="bgra", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture
