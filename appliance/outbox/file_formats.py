"""The two kinds of file of a submission, as bytes: a line with a checksum, then MessagePack."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType
from typing import Any, Final, TypeVar

import msgspec

from appliance.outbox.entry import Entry
from appliance.outbox.submission import SealedSubmission
from appliance.storage.durable_file import Corrupt, seal, unseal

SEALED_HEADER: Final = b"migrado-sealed 1 sha256="
MARK_HEADER: Final = b"migrado-mark 1 sha256="
T = TypeVar("T")


class SealedFile(msgspec.Struct, frozen=True):
    """A sealed submission, and what the entry needs of it should the index be lost."""

    number: int
    created: dt.datetime
    status_topic: str
    status_key: bytes
    sealed: SealedSubmission


def plain(thing: Any) -> Any:
    """Turn what msgspec does not know into what it does; for `enc_hook`."""
    if isinstance(thing, MappingProxyType):
        return dict(thing)
    raise NotImplementedError


def sealed_bytes(file: SealedFile) -> bytes:
    return seal(msgspec.msgpack.encode(file), SEALED_HEADER)


def sealed_from(content: bytes) -> SealedFile:
    """Raises Corrupt."""
    return _decoded(content, SEALED_HEADER, SealedFile)


def mark_bytes(entry: Entry) -> bytes:
    return seal(msgspec.msgpack.encode(entry, enc_hook=plain), MARK_HEADER)


def mark_from(content: bytes) -> Entry:
    """Raises Corrupt."""
    return _decoded(content, MARK_HEADER, Entry)


def entry_of(file: SealedFile, size: int) -> Entry:
    """Return the entry of a submission of which nothing but its body is there."""
    sealed = file.sealed
    return Entry(
        id=sealed.id,
        number=file.number,
        office=sealed.office,
        transport=sealed.transport,
        kind=sealed.kind,
        form_id=sealed.form_id,
        created=file.created,
        size=size,
        status_topic=file.status_topic,
        status_key=file.status_key,
    )


def _decoded(content: bytes, header: bytes, kind: type[T]) -> T:
    try:
        return msgspec.msgpack.decode(unseal(content, header), type=kind)
    except (msgspec.DecodeError, ValueError, TypeError) as error:  # a ValidationError is a DecodeError
        raise Corrupt from error
