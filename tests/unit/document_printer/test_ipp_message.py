"""IPP on the wire: what we ask, what we understand, and that garbage is refused rather than believed."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.document_printer.ipp_message import (
    MalformedIppError,
    Operation,
    Tag,
    decode_response,
    encode_request,
)


def item(tag: int, name: str, value: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value


HEAD = struct.pack(">BBHI", 2, 0, 0x0000, 1)
ANSWER = (
    HEAD
    + b"\x01"
    + item(0x47, "attributes-charset", b"utf-8")
    + b"\x04"
    + item(0x23, "printer-state", struct.pack(">i", 4))
    + item(0x44, "printer-state-reasons", b"media-low-warning")
    + item(0x44, "", b"toner-low-report")
    + item(0x30, "printer-supply", b"type=toner;level=-2;")
    + item(0x22, "color-supported", b"\x01")
    + item(0x12, "media-ready", b"")
    + item(0x35, "printer-info", b"\x00\x02de\x00\x01x")
    + b"\x03"
)


def test_a_request_asks_for_the_named_attributes() -> None:
    data = encode_request(Operation.GET_PRINTER_ATTRIBUTES, "ipp://printer/ipp/print", ("a", "b"))
    assert data[:8] == bytes([2, 0, 0, 0x0B, 0, 0, 0, 1])
    asked = decode_response(data).group(Tag.OPERATION_GROUP)
    assert asked == {
        "attributes-charset": ("utf-8",),
        "attributes-natural-language": ("en",),
        "printer-uri": ("ipp://printer/ipp/print",),
        "requested-attributes": ("a", "b"),
    }


def test_values_of_all_kinds() -> None:
    response = decode_response(ANSWER)
    assert response.status == 0
    assert response.group(Tag.PRINTER_GROUP) == {
        "printer-state": (4,),
        "printer-state-reasons": ("media-low-warning", "toner-low-report"),
        "printer-supply": ("type=toner;level=-2;",),
        "color-supported": (1,),
        "media-ready": (),
        "printer-info": (),
    }
    assert response.group(Tag.JOB_GROUP) == {}


@pytest.mark.parametrize("length", range(len(ANSWER)))
def test_an_answer_cut_short_anywhere_is_refused(length: int) -> None:
    with pytest.raises(MalformedIppError):
        decode_response(ANSWER[:length])


def test_a_number_of_the_wrong_size_is_refused() -> None:
    with pytest.raises(MalformedIppError):
        decode_response(HEAD + b"\x04" + item(0x21, "printer-state", b"\x04") + b"\x03")


def test_a_value_outside_any_group_is_refused() -> None:
    with pytest.raises(MalformedIppError):
        decode_response(HEAD + item(0x44, "a", b"b") + b"\x03")


@given(st.binary(max_size=200))
def test_garbage_never_raises_anything_else(garbage: bytes) -> None:
    try:
        decode_response(HEAD + garbage)
    except MalformedIppError:
        return
