"""Copies pictures as they are packed, after a look at how large they are and what stands beside them.

Source: ISO 32000-1, tables 6 (filters) and 89 (images).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pikepdf

from appliance.papers.paper import PaperRefused, Refusal
from appliance.papers.photographs import pixels, without_notes

_KEPT = frozenset(
    {
        *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask"),
        *("/Mask", "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte"),
    }
)
_WRAPPINGS = frozenset({"/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"})
_PHOTOGRAPH = "/DCTDecode"
_CODECS = frozenset({_PHOTOGRAPH, "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})


class PictureCopy:
    """`copy` brings over what a picture refers to; `unpacked` returns a stream's bytes within the limits."""

    def __init__(
        self,
        target: pikepdf.Pdf,
        copy: Callable[[Any], Any],
        unpacked: Callable[[Any], bytes],
        most_pixels: int,
    ) -> None:
        self._target = target
        self._copy = copy
        self._unpacked = unpacked
        self._most_pixels = most_pixels

    def fill(self, made: Any, picture: Any) -> None:
        filters = _filters(picture)
        if "/F" in picture or not set(filters) <= _WRAPPINGS | _CODECS:
            raise PaperRefused(Refusal.BROKEN)
        packed, parameters = bytes(picture.read_raw_bytes()), _parameters(picture, len(filters))
        if len(filters) > 1 and filters[-1] in _CODECS:
            packed = self._unwrapped(packed, filters[:-1], parameters[:-1])
            filters, parameters = filters[-1:], parameters[-1:]
        is_photograph = filters == (_PHOTOGRAPH,)
        said = int(picture.get("/Width", 0)) * int(picture.get("/Height", 0))
        if max(said, pixels(packed) if is_photograph else 0) > self._most_pixels:
            raise PaperRefused(Refusal.TOO_LARGE)
        for key in list(picture.keys()):
            if key in _KEPT:
                made[key] = self._copy(picture[key])
        data = without_notes(packed) if is_photograph else packed
        made.write(data, **self._packing(filters, parameters))

    def _unwrapped(self, packed: bytes, filters: Sequence[str], parameters: Sequence[Any]) -> bytes:
        """Take off what is around a picture's own packing, so that the picture itself can be looked at."""
        wrapped = self._target.make_stream(b"")
        wrapped.write(packed, **self._packing(filters, parameters))
        return self._unpacked(wrapped)

    def _packing(self, filters: Sequence[str], parameters: Sequence[Any]) -> dict[str, Any]:
        if not filters:
            return {}
        copied = [self._copy(each) for each in parameters]
        packing: dict[str, Any] = {"filter": pikepdf.Array([pikepdf.Name(name) for name in filters])}
        if any(each is not None for each in copied):
            packing["decode_parms"] = pikepdf.Array(copied)
        return packing


def _filters(stream: Any) -> tuple[str, ...]:
    named = stream.get("/Filter")
    if named is None:
        return ()
    return tuple(str(each) for each in named) if isinstance(named, pikepdf.Array) else (str(named),)


def _parameters(stream: Any, number: int) -> tuple[Any, ...]:
    """Return one entry for each filter, None for those that need nothing."""
    given = stream.get("/DecodeParms")
    entries = list(given) if isinstance(given, pikepdf.Array) else [given]
    return tuple((entries + [None] * number)[:number])
