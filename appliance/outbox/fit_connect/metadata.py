"""The metadata of a submission: schema.fitko.de/fit-connect/metadata/2.1.0/metadata.schema.json. Pure.

No `replyChannel` is named: then the office answers by letter, and no address of the person is in here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from zoneinfo import ZoneInfo

from appliance.outbox.submission import Submission, SubmissionKind

_SCHEMA = "https://schema.fitko.de/fit-connect/metadata/{}/metadata.schema.json"
_HERE = ZoneInfo("Europe/Berlin")
PDF, JSON = "application/pdf", "application/json"


@dataclass(frozen=True, repr=False)
class Attachment:
    id: str
    """UUIDv4, ours; announced in clear when the submission is created."""
    name: str
    purpose: Literal["form", "attachment"]
    body: bytes


def attachments_of(submission: Submission, ids: Sequence[str]) -> tuple[Attachment, ...]:
    """The application's PDF first, then the papers; an id for each."""
    name = "nachricht.pdf" if submission.kind is SubmissionKind.MESSAGE else "antrag.pdf"
    form = Attachment(ids[0], name, "form", submission.pdf)
    papers = zip(ids[1:], submission.papers, strict=True)
    return (form, *(Attachment(id_, paper.name, "attachment", paper.pdf) for id_, paper in papers))


def metadata(submission: Submission, attachments: Sequence[Attachment], version: str) -> dict[str, Any]:
    return {
        "$schema": _SCHEMA.format(version),
        "contentStructure": {
            "data": {
                "hash": _hash(submission.data),
                "submissionSchema": {"schemaUri": submission.schema_id, "mimeType": JSON},
            },
            "attachments": [_described(one) for one in attachments],
        },
        "additionalReferenceInfo": {
            # The id lets the office tell that two are one, should it ever get two.
            "senderReference": f"{submission.reference} {submission.id}",
            "applicationDate": submission.created_at.astimezone(_HERE).date().isoformat(),
        },
    }


def _described(attachment: Attachment) -> dict[str, Any]:
    return {
        "attachmentId": attachment.id,
        "hash": _hash(attachment.body),
        "filename": attachment.name,
        "mimeType": PDF,
        "purpose": attachment.purpose,
    }


def _hash(content: bytes) -> dict[str, str]:
    return {"type": "sha512", "content": hashlib.sha512(content).hexdigest()}
