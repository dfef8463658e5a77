"""What is sent to an office: readable in memory only, sealed before it touches the disk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

import msgspec


class SubmissionKind(StrEnum):
    APPLICATION = "application"
    MESSAGE = "message"


@dataclass(frozen=True, repr=False)
class Paper:
    """A PDF that the visitor brought along, already re-written so that nothing in it is active."""

    name: str
    """`unterlage-1.pdf`: given by us; the visitor's own file names may hold names of people."""
    pages: int
    pdf: bytes


@dataclass(frozen=True, repr=False)
class Submission:
    id: str
    """ULID. The idempotency key everywhere: file name, Message-ID, name at the receiver."""
    reference: str
    """`MD-7K4Q-2XF9`, as it stands on the printed application. Only inside what is sealed."""
    office: str
    kind: SubmissionKind
    form_id: str
    form_title: str
    """German, official."""
    schema_id: str
    """`$id` of the JSON Schema (2020-12) that `data` validates against."""
    language: str
    """The visitor's, for the office's answer."""
    created_at: dt.datetime
    """UTC."""
    pdf: bytes
    """The German application or the cover sheet with the message."""
    pages: int
    data: bytes
    """UTF-8 JSON."""
    papers: tuple[Paper, ...] = ()

    def __repr__(self) -> str:
        return f"Submission({self.id})"


class SealedPart(msgspec.Struct, frozen=True):
    """One piece of ciphertext, in the form in which the transport hands it over."""

    name: str
    """What it is to the transport that made it: `data`, `metadata`, `attachment:<uuid>`, `mail`, `package`."""
    media_type: str
    """`application/jose` or `application/pkcs7-mime`."""
    body: bytes


class SealedSubmission(msgspec.Struct, frozen=True):
    """What may lie on the disk: ids, and what only the office can open."""

    id: str
    office: str
    kind: str
    form_id: str
    transport: str
    """Name of the transport that sealed it: only that one can hand it over."""
    key_id: str
    """Fingerprint or `kid` of the office's key that it was sealed to."""
    created_at: str
    """RFC 3339, UTC."""
    parts: tuple[SealedPart, ...]
    routing: dict[str, str] = {}
    """What the transport needs beside the parts: destination, attachment ids, hashes. No personal data."""

    @classmethod
    def of(
        cls,
        submission: Submission,
        transport: str,
        key_id: str,
        parts: tuple[SealedPart, ...],
        routing: dict[str, str] | None = None,
    ) -> SealedSubmission:
        """Return the ids of a submission with what was sealed of it."""
        return cls(
            id=submission.id,
            office=submission.office,
            kind=submission.kind.value,
            form_id=submission.form_id,
            transport=transport,
            key_id=key_id,
            created_at=submission.created_at.isoformat(),
            parts=parts,
            routing=routing or {},
        )

    @property
    def size(self) -> int:
        return sum(len(part.body) for part in self.parts)
