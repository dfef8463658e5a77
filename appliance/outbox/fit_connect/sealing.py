"""A submission sealed for FIT-Connect: data, metadata and each attachment as a JWE of its own. No IO."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import uuid4

import msgspec

from appliance.outbox.fit_connect.destinations import KnownDestination
from appliance.outbox.fit_connect.metadata import JSON, PDF, attachments_of, metadata
from appliance.outbox.jwe import encrypt
from appliance.outbox.ports import CannotSeal, RefusedByReceiver
from appliance.outbox.settings import FitConnectDestination
from appliance.outbox.submission import SealedPart, SealedSubmission, Submission

NAME = "fit-connect"
JOSE = "application/jose"
_PREFIX = "attachment:"


def seal(
    submission: Submission, known: KnownDestination, settings: FitConnectDestination, now: dt.datetime
) -> SealedSubmission:
    """Raises CannotSeal for what this office does not take."""
    if submission.schema_id not in known.schemas:
        raise CannotSeal("schema-not-taken")
    if reason := known.why_not(now):
        raise CannotSeal(reason)
    attachments = attachments_of(submission, [str(uuid4()) for _ in range(1 + len(submission.papers))])
    described = msgspec.json.encode(metadata(submission, attachments, known.metadata_version))
    # The service reads `cty` of these two and refuses anything else.
    parts = [
        SealedPart("metadata", JOSE, encrypt(described, known.key, JSON)),
        SealedPart("data", JOSE, encrypt(submission.data, known.key, JSON)),
    ]
    parts += [SealedPart(_PREFIX + one.id, JOSE, encrypt(one.body, known.key, PDF)) for one in attachments]
    routing = {
        "destination": known.id,
        "service": settings.leika_key,
        "service_name": settings.service_name or submission.form_id,
        "region": settings.region,
    }
    return SealedSubmission.of(submission, NAME, known.key.kid, tuple(parts), routing)


def attachments(sealed: SealedSubmission) -> Mapping[str, bytes]:
    """Id and ciphertext of each attachment, in order."""
    return {part.name.removeprefix(_PREFIX): part.body for part in sealed.parts if part.name.startswith(_PREFIX)}


def part(sealed: SealedSubmission, name: str) -> bytes:
    """Raises RefusedByReceiver for a file that holds no such part: it can never be handed over."""
    for one in sealed.parts:
        if one.name == name:
            return one.body
    raise RefusedByReceiver("part-missing")


def announcement(sealed: SealedSubmission) -> bytes:
    """The body of `POST /v2/submissions`."""
    routing = sealed.routing
    content: dict[str, object] = {
        "destinationId": routing.get("destination", ""),
        "announcedAttachments": list(attachments(sealed)),
        "publicService": {"identifier": routing.get("service", ""), "name": routing.get("service_name", "")},
    }
    if routing.get("region"):
        content["region"] = routing["region"]
    return msgspec.json.encode(content)


def authentication_tags(sealed: SealedSubmission) -> str:
    """What proves in the event log that the service and the office have these very bytes; for the mark."""
    return pack_tags(
        {"metadata": _tag(part(sealed, "metadata")), "data": _tag(part(sealed, "data"))},
        {id_: _tag(body) for id_, body in attachments(sealed).items()},
    )


def pack_tags(parts: Mapping[str, str], attachment_tags: Mapping[str, str]) -> str:
    """One spelling for the same tags: `data=…;metadata=…;<uuid>=…`, in alphabetical order."""
    pairs: Sequence[tuple[str, str]] = sorted({**parts, **attachment_tags}.items())
    return ";".join(f"{name}={tag}" for name, tag in pairs)


def _tag(jwe: bytes) -> str:
    """The last of the five parts of a compact JWE (RFC 7516, 7.1)."""
    return jwe.rsplit(b".", 1)[-1].decode("ascii", "replace")
