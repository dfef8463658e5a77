"""What metadata is checked against: our own wording of schema.fitko.de/fit-connect/metadata 2.x."""

from __future__ import annotations

from typing import Any

_UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
_HASH = {
    "type": "object",
    "required": ["type", "content"],
    "properties": {"type": {"const": "sha512"}, "content": {"type": "string", "pattern": "^[a-f0-9]{128}$"}},
    "additionalProperties": False,
}
_ATTACHMENT = {
    "type": "object",
    "required": ["hash", "purpose", "mimeType", "attachmentId"],
    "properties": {
        "hash": _HASH,
        "purpose": {"enum": ["form", "attachment", "report", "data"]},
        "filename": {"type": "string"},
        "description": {"type": "string"},
        "mimeType": {"type": "string", "pattern": r"^[-\w.]+/[-\w.+]+$"},
        "attachmentId": {"type": "string", "pattern": _UUID},
    },
    "additionalProperties": False,
}
_DATA = {
    "type": "object",
    "required": ["hash", "submissionSchema"],
    "properties": {
        "hash": _HASH,
        "submissionSchema": {
            "type": "object",
            "required": ["schemaUri", "mimeType"],
            "properties": {
                "schemaUri": {"type": "string", "pattern": "^(https?|urn):"},
                "mimeType": {"enum": ["application/json", "application/xml"]},
            },
        },
    },
    "additionalProperties": False,
}
METADATA_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["$schema", "contentStructure"],
    "properties": {
        "$schema": {
            "pattern": r"^https://schema\.fitko\.de/fit-connect/metadata/2\.\d+\.\d+/metadata\.schema\.json$"
        },
        "contentStructure": {
            "type": "object",
            "required": ["attachments", "data"],
            "properties": {"data": _DATA, "attachments": {"type": "array", "items": _ATTACHMENT}},
        },
        "additionalReferenceInfo": {
            "type": "object",
            "properties": {
                "senderReference": {"type": "string"},
                "applicationDate": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
            },
            "additionalProperties": False,
        },
    },
    # The published schema leaves room here; a sender that writes anything else has made it up.
    "additionalProperties": False,
}
