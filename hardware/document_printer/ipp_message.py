"""IPP on the wire (RFC 8010): a request for attributes out, a response in. No IO.

Our own, because pycups does not decode octetString values, pyipp brings an event loop with an HTTP stack
along, and a process for every look (ipptool) is a lot for a question that takes forty lines to put.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

Value: TypeAlias = int | str
Attributes: TypeAlias = Mapping[str, tuple[Value, ...]]


class Operation(IntEnum):
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class Tag(IntEnum):
    OPERATION_GROUP = 0x01
    JOB_GROUP = 0x02
    END = 0x03
    PRINTER_GROUP = 0x04
    LAST_DELIMITER = 0x0F
    LAST_OUT_OF_BAND = 0x1F
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    OCTET_STRING = 0x30
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48


TEXT_TAGS = frozenset({Tag.OCTET_STRING, *range(0x41, 0x4A)})


class MalformedIppError(ValueError):
    """The answer is cut short or not IPP."""


@dataclass(frozen=True)
class Response:
    status: int
    groups: tuple[tuple[int, Attributes], ...]

    def group(self, tag: Tag) -> Attributes:
        """Return the first group of that kind, or an empty one."""
        return next((attributes for kind, attributes in self.groups if kind == tag), {})


def encode_request(operation: Operation, printer_uri: str, requested: tuple[str, ...]) -> bytes:
    """Return a request for the named attributes of a printer or of its jobs that are not completed."""
    parts = [struct.pack(">BBHI", 2, 0, operation, 1), bytes([Tag.OPERATION_GROUP])]
    parts.append(_encode(Tag.CHARSET, "attributes-charset", "utf-8"))
    parts.append(_encode(Tag.LANGUAGE, "attributes-natural-language", "en"))
    parts.append(_encode(Tag.URI, "printer-uri", printer_uri))
    for number, keyword in enumerate(requested):
        parts.append(_encode(Tag.KEYWORD, "" if number else "requested-attributes", keyword))
    return b"".join(parts) + bytes([Tag.END])


def decode_response(data: bytes) -> Response:
    """Return the answer's groups. Values that are neither numbers nor text are left out."""
    if len(data) < 9:
        raise MalformedIppError
    status = int.from_bytes(data[2:4], "big")
    groups: list[tuple[int, dict[str, tuple[Value, ...]]]] = []
    name = ""
    try:
        for tag, new_name, raw in _items(data, 8):
            if tag <= Tag.LAST_DELIMITER:
                groups.append((tag, {}))
                continue
            name = new_name or name
            attributes = groups[-1][1]
            attributes[name] = (*attributes.get(name, ()), *_decode_value(tag, raw))
    except (IndexError, struct.error, ValueError) as error:
        raise MalformedIppError from error
    return Response(status, tuple(groups))


def _encode(tag: Tag, name: str, value: str) -> bytes:
    name_bytes, value_bytes = name.encode(), value.encode()
    return (
        struct.pack(">BH", tag, len(name_bytes)) + name_bytes + struct.pack(">H", len(value_bytes)) + value_bytes
    )


def _items(data: bytes, position: int) -> Iterator[tuple[int, str, bytes]]:
    while (tag := data[position]) != Tag.END:
        position += 1
        if tag <= Tag.LAST_DELIMITER:
            yield tag, "", b""
            continue
        name, position = _counted(data, position)
        value, position = _counted(data, position)
        yield tag, name.decode("ascii"), value


def _counted(data: bytes, position: int) -> tuple[bytes, int]:
    """Read two bytes of length and as many bytes as they say."""
    (length,) = struct.unpack_from(">H", data, position)
    end = position + 2 + length
    if end > len(data):
        raise MalformedIppError
    return data[position + 2 : end], end


def _decode_value(tag: int, raw: bytes) -> tuple[Value, ...]:
    if tag in (Tag.INTEGER, Tag.ENUM):
        return (int(struct.unpack(">i", raw)[0]),)
    if tag == Tag.BOOLEAN:
        return (int(raw != b"\x00"),)
    if tag in TEXT_TAGS:
        return (raw.decode("utf-8", "replace"),)
    return ()
