"""Copies what draws from one PDF into another: objects by what they may hold, and everything else left behind.

Source: ISO 32000-1, tables 57 (graphics state), 89 (images), 95 (forms), 111 ff. (fonts), 33 (resources).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any

import pikepdf

from appliance.papers.layers import Layers
from appliance.papers.paper import PaperLimits, PaperRefused, Refusal
from appliance.papers.photographs import pixels, without_notes

_DEEPEST = 100
_RESOURCES = frozenset({"/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet"})
_IMAGE = frozenset(
    {
        *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask"),
        *("/Mask", "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte"),
    }
)
_FORM = frozenset({"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group"})
_NEVER = frozenset(
    {
        *("/A", "/AA", "/Next", "/OpenAction", "/JS", "/JavaScript", "/URI", "/Launch", "/Dest", "/Names"),
        *("/F", "/FFilter", "/FDecodeParms", "/EF", "/RF", "/AF", "/Ref", "/OPI", "/Alternates", "/PS"),
        *("/Metadata", "/PieceInfo", "/LastModified", "/Author", "/Creator", "/Producer", "/ID"),
        *(
            "/OC",
            "/OCProperties",
            "/Annots",
            "/AcroForm",
            "/XFA",
            "/Parent",
            "/P",
            "/StructParent",
            "/StructParents",
        ),
    }
)
"""In anything else that draws (fonts, patterns, functions) these keys have no business."""
_NAME_MAPS = frozenset({"/CharProcs", "/Colorants"})
"""Their keys are names that the file chooses, and may be any of the above."""
_STREAM_KEYS = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})
_UNPACKED = frozenset({"/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"})
_PHOTOGRAPH = "/DCTDecode"
_PICTURE_CODECS = frozenset({_PHOTOGRAPH, "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})


class Kind(Enum):
    PLAIN = 0
    RESOURCES = 1
    NAME_MAP = 2


class ObjectCopy:
    """Copies into `target`. An object that is met again is the same copy, so that circles end."""

    def __init__(self, target: pikepdf.Pdf, layers: Layers, limits: PaperLimits) -> None:
        self._target = target
        self._layers = layers
        self._limits = limits
        self._unpacked = 0
        self._copies: dict[tuple[int, int, Kind], Any] = {}
        self._waiting: deque[Callable[[], None]] = deque()

    def resources(self, value: Any) -> Any:
        copied = self._copy(value, Kind.RESOURCES, 0)
        self._finish()
        return copied

    def plain(self, value: Any) -> Any:
        copied = self._copy(value, Kind.PLAIN, 0)
        self._finish()
        return copied

    def unpacked(self, stream: Any) -> bytes:
        """Return a stream's bytes. Raises PaperRefused for those that cannot be had, or are too many."""
        if "/F" in stream:
            return b""  # its contents are in a file somewhere else
        try:
            data = bytes(stream.read_bytes())
        except pikepdf.PdfError as error:
            # qpdf says in words only that the memory was not enough.
            burst = "bad_alloc" in str(error)
            raise PaperRefused(Refusal.TOO_LARGE if burst else Refusal.BROKEN) from None
        self._unpacked += len(data)
        if self._unpacked > self._limits.unpacked_bytes:
            raise PaperRefused(Refusal.TOO_LARGE)
        return data

    def _finish(self) -> None:
        # One after another and not one within another: a chain of objects may be longer than the stack.
        while self._waiting:
            self._waiting.popleft()()

    def _copy(self, value: Any, kind: Kind, depth: int) -> Any:
        if depth > _DEEPEST:
            raise PaperRefused(Refusal.BROKEN)
        match value:
            case None | bool() | int() | float() | Decimal():
                return value
            case pikepdf.Name():
                return pikepdf.Name(str(value))
            case pikepdf.String():
                return pikepdf.String(bytes(value))
            case pikepdf.Stream():
                return self._known(value, kind, self._new_stream)
            case pikepdf.Dictionary():
                if value.is_indirect:
                    return self._known(value, kind, self._new_dictionary)
                return self._fill(pikepdf.Dictionary(), value, kind, depth)
            case pikepdf.Array():
                if value.is_indirect:
                    return self._known(value, kind, self._new_array)
                return pikepdf.Array([self._copy(each, kind, depth + 1) for each in value])
        return None

    def _known(self, value: Any, kind: Kind, make: Callable[[Any, Kind], Any]) -> Any:
        key = (*value.objgen, kind)
        if value.objgen == (0, 0):
            return make(value, kind)
        if key not in self._copies:
            if len(self._copies) >= self._limits.objects:
                raise PaperRefused(Refusal.TOO_LARGE)
            self._copies[key] = make(value, kind)
        return self._copies[key]

    def _new_dictionary(self, value: Any, kind: Kind) -> Any:
        made = self._target.make_indirect(pikepdf.Dictionary())
        self._waiting.append(lambda: self._fill(made, value, kind, 0))
        return made

    def _new_array(self, value: Any, kind: Kind) -> Any:
        made = self._target.make_indirect(pikepdf.Array())
        self._waiting.append(lambda: made.extend([self._copy(each, kind, 0) for each in value]))
        return made

    def _new_stream(self, value: Any, _kind: Kind) -> Any:
        made = self._target.make_stream(b"")
        self._waiting.append(lambda: self._fill_stream(made, value))
        return made

    def _fill(self, made: Any, value: Any, kind: Kind, depth: int) -> Any:
        for key in list(value.keys()):
            copied = self._entry(key, value[key], kind, depth)
            if copied is not None:
                made[key] = copied
        return made

    def _entry(self, key: str, value: Any, kind: Kind, depth: int) -> Any:
        """Return the copy of one entry, None for one that is left behind."""
        if kind is Kind.NAME_MAP:
            return self._copy(value, Kind.PLAIN, depth + 1)
        if kind is Kind.RESOURCES:
            if key == "/Properties":
                return _blanked(value)
            if key not in _RESOURCES:
                return None
            return self._copy(value, Kind.PLAIN if key == "/ProcSet" else Kind.NAME_MAP, depth + 1)
        if key in _NEVER:
            return None
        return self._copy(value, _kind_below(key), depth + 1)

    def _fill_stream(self, made: Any, value: Any) -> None:
        subtype = str(value.get("/Subtype", ""))
        if self._layers.hide(value.get("/OC")) or subtype == "/PS" or value.get("/Subtype2") is not None:
            _make_empty_form(made)
            return
        if subtype == "/Image":
            self._fill_image(made, value)
            return
        is_form = subtype == "/Form"
        for key in list(value.keys()):
            if key in _STREAM_KEYS or (is_form and key not in _FORM):
                continue
            copied = self._entry(key, value[key], Kind.PLAIN, 0)
            if copied is not None:
                made[key] = copied
        made.write(self._layers.visible(value, value.get("/Resources"), self.unpacked(value)))

    def _fill_image(self, made: Any, value: Any) -> None:
        """Copy a picture as it is packed, where it is packed in ways that draw pictures."""
        filters = _filters(value)
        if "/F" in value or not set(filters) <= _UNPACKED | _PICTURE_CODECS:
            raise PaperRefused(Refusal.BROKEN)
        packed, parameters = bytes(value.read_raw_bytes()), _parameters(value, len(filters))
        if len(filters) > 1 and filters[-1] in _PICTURE_CODECS:
            packed = self._unwrapped(packed, filters[:-1], parameters[:-1])
            filters, parameters = filters[-1:], parameters[-1:]
        is_photograph = filters == (_PHOTOGRAPH,)
        said = int(value.get("/Width", 0)) * int(value.get("/Height", 0))
        if max(said, pixels(packed) if is_photograph else 0) > self._limits.picture_pixels:
            raise PaperRefused(Refusal.TOO_LARGE)
        for key in list(value.keys()):
            if key in _IMAGE:
                made[key] = self._copy(value[key], Kind.PLAIN, 0)
        data = without_notes(packed) if is_photograph else packed
        made.write(data, **self._packing(filters, parameters))

    def _unwrapped(self, packed: bytes, filters: Sequence[str], parameters: Sequence[Any]) -> bytes:
        """Take off what is around a picture's own packing, so that the picture itself can be looked at."""
        wrapped = self._target.make_stream(b"")
        wrapped.write(packed, **self._packing(filters, parameters))
        return self.unpacked(wrapped)

    def _packing(self, filters: Sequence[str], parameters: Sequence[Any]) -> dict[str, Any]:
        if not filters:
            return {}
        copied = [self._copy(each, Kind.PLAIN, 0) for each in parameters]
        packing: dict[str, Any] = {"filter": pikepdf.Array([pikepdf.Name(name) for name in filters])}
        if any(each is not None for each in copied):
            packing["decode_parms"] = pikepdf.Array(copied)
        return packing


def _kind_below(key: str) -> Kind:
    if key == "/Resources":
        return Kind.RESOURCES
    return Kind.NAME_MAP if key in _NAME_MAPS else Kind.PLAIN


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


def _blanked(properties: Any) -> Any:
    """Keep the names that pages refer to, and nothing of what they stand for."""
    if not isinstance(properties, pikepdf.Dictionary):
        return None
    return pikepdf.Dictionary({key: pikepdf.Dictionary() for key in properties.keys()})  # noqa: SIM118 - pikepdf


def _make_empty_form(made: Any) -> None:
    made["/Type"], made["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    made["/BBox"] = pikepdf.Array([0, 0, 0, 0])
