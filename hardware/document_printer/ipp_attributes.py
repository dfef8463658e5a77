"""What the printer itself says over IPP: state, reasons, trays (PWG 5100.13) and supplies.

CUPS learns of a device's troubles only while it sends a job to it, and tells no levels that pycups can decode:
so the device is asked itself.
"""

from __future__ import annotations

import http.client
import ssl
import urllib.parse
from dataclasses import dataclass

from hardware.document_printer.ipp_message import (
    Attributes,
    MalformedIppError,
    Operation,
    Tag,
    decode_response,
    encode_request,
)

IPP_PORT = 631
TIMEOUT_SECONDS = 1.5
"""Below the two seconds in which a device must be closed."""
PRINTER_ATTRIBUTES = (
    "printer-state",
    "printer-state-reasons",
    "printer-make-and-model",
    "printer-input-tray",
    "printer-supply",
    "media-ready",
)
JOB_ATTRIBUTES = ("job-state", "job-impressions-completed")
JOB_PROCESSING = 5
_ANSWER_LIMIT = 1 << 20


class DeviceSilentError(OSError):
    """The device does not answer, or not in IPP."""


@dataclass(frozen=True)
class Tray:
    """A `printer-input-tray` value; level and capacity in sheets, negative where the device does not know."""

    name: str
    kind: str
    level: int
    capacity: int


@dataclass(frozen=True)
class Supply:
    """A `printer-supply` value: what is left, or in a waste bin the room that is left, of the capacity."""

    kind: str
    colorant: str
    level: int
    capacity: int


@dataclass(frozen=True)
class DeviceReading:
    state: int
    """`printer-state`: 3 idle, 4 processing, 5 stopped."""
    reasons: tuple[str, ...] = ()
    model: str = ""
    trays: tuple[Tray, ...] = ()
    supplies: tuple[Supply, ...] = ()
    media_ready: tuple[str, ...] = ()


def read_device(uri: str) -> DeviceReading:
    """Ask the device at an ipp: or ipps: URI. Raises DeviceSilentError; takes at most some seconds."""
    data = _ask(uri, Operation.GET_PRINTER_ATTRIBUTES, PRINTER_ATTRIBUTES)
    return parse_printer(_decode(data)[0])


def read_pages_out(uri: str) -> int | None:
    """Ask how many pages of the job that the device is printing are out; None where it does not say."""
    return parse_pages_out(_decode(_ask(uri, Operation.GET_JOBS, JOB_ATTRIBUTES))[1])


def is_readable(uri: str) -> bool:
    return urllib.parse.urlsplit(uri).scheme in ("ipp", "ipps")


def parse_printer(attributes: Attributes) -> DeviceReading:
    return DeviceReading(
        state=_number(attributes, "printer-state", 0),
        reasons=_texts(attributes, "printer-state-reasons"),
        model=next(iter(_texts(attributes, "printer-make-and-model")), ""),
        trays=tuple(parse_tray(text) for text in _texts(attributes, "printer-input-tray")),
        supplies=tuple(parse_supply(text) for text in _texts(attributes, "printer-supply")),
        media_ready=_texts(attributes, "media-ready"),
    )


def parse_pages_out(jobs: tuple[Attributes, ...]) -> int | None:
    for job in jobs:
        if _number(job, "job-state", 0) == JOB_PROCESSING and "job-impressions-completed" in job:
            return _number(job, "job-impressions-completed", 0)
    return None


def parse_tray(text: str) -> Tray:
    fields = parse_fields(text)
    return Tray(fields.get("name", ""), fields.get("type", ""), _level(fields), _amount(fields, "maxcapacity"))


def parse_supply(text: str) -> Supply:
    fields = parse_fields(text)
    return Supply(
        fields.get("type", ""), fields.get("colorantname", ""), _level(fields), _amount(fields, "maxcapacity")
    )


def parse_fields(text: str) -> dict[str, str]:
    """Split `name=value;name=value;` (PWG 5100.13, 5.6.12); a part without `=` is left out."""
    pairs = (part.split("=", 1) for part in text.split(";") if "=" in part)
    return {name.strip().lower(): value.strip() for name, value in pairs}


def _level(fields: dict[str, str]) -> int:
    return _amount(fields, "level")


def _amount(fields: dict[str, str], name: str) -> int:
    try:
        return int(fields[name])
    except (KeyError, ValueError):
        return -2  # prtInputCurrentLevel's own word for unknown


def _number(attributes: Attributes, name: str, default: int) -> int:
    return next((value for value in attributes.get(name, ()) if isinstance(value, int)), default)


def _texts(attributes: Attributes, name: str) -> tuple[str, ...]:
    return tuple(value for value in attributes.get(name, ()) if isinstance(value, str))


def _decode(data: bytes) -> tuple[Attributes, tuple[Attributes, ...]]:
    """Return the printer's attributes and those of its jobs."""
    try:
        response = decode_response(data)
    except MalformedIppError as error:
        raise DeviceSilentError from error
    if response.status >= 0x0400:
        raise DeviceSilentError(f"IPP status {response.status:#06x}")
    jobs = tuple(attributes for tag, attributes in response.groups if tag == Tag.JOB_GROUP)
    return response.group(Tag.PRINTER_GROUP), jobs


def _ask(uri: str, operation: Operation, requested: tuple[str, ...]) -> bytes:
    parts = urllib.parse.urlsplit(uri)
    connection = _connection(parts)
    try:
        connection.request(
            "POST",
            parts.path or "/",
            body=encode_request(operation, uri, requested),
            headers={"Content-Type": "application/ipp"},
        )
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            raise DeviceSilentError(f"HTTP status {answer.status}")
        return answer.read(_ANSWER_LIMIT)
    except (OSError, http.client.HTTPException) as error:
        raise DeviceSilentError from error
    finally:
        connection.close()


def _connection(parts: urllib.parse.SplitResult) -> http.client.HTTPConnection:
    host, port = parts.hostname or "localhost", parts.port or IPP_PORT
    if parts.scheme == "ipps":
        # Printers sign their own certificates, and nothing secret goes this way.
        context = ssl._create_unverified_context()  # noqa: S323, SLF001 - see above
        return http.client.HTTPSConnection(host, port, timeout=TIMEOUT_SECONDS, context=context)
    return http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
