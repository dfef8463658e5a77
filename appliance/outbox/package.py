"""One file that holds a whole submission: a ZIP with a manifest, sealed as one JWE. Pure.

For offices that take files; docs/interfaces/sftp-drop.md is its description for their IT.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass

from appliance.outbox.jwe import OfficeKey, encrypt
from appliance.outbox.submission import Submission

VERSION = 1
MANIFEST = "manifest.json"
CONTENT_TYPE = "application/zip"


@dataclass(frozen=True, repr=False)
class _File:
    name: str
    media_type: str
    body: bytes


def sealed_package(submission: Submission, key: OfficeKey) -> bytes:
    """Return the compact JWE, ASCII, `cty` application/zip."""
    return encrypt(package(submission), key, CONTENT_TYPE)


def package(submission: Submission) -> bytes:
    files = _files(submission)
    manifest = _File(MANIFEST, "application/json", _manifest(submission, files))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (manifest, *files):
            entry = zipfile.ZipInfo(file.name, submission.created_at.timetuple()[:6])
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.body)
    return packed.getvalue()


def _files(submission: Submission) -> tuple[_File, ...]:
    papers = (_File(f"papers/{paper.name}", "application/pdf", paper.pdf) for paper in submission.papers)
    return (
        _File("application.pdf", "application/pdf", submission.pdf),
        _File("data.json", "application/json", submission.data),
        *papers,
    )


def _manifest(submission: Submission, files: tuple[_File, ...]) -> bytes:
    content = {
        "version": VERSION,
        "id": submission.id,
        "reference": submission.reference,
        "office": submission.office,
        "kind": submission.kind.value,
        "form": {"id": submission.form_id, "title": submission.form_title, "schema": submission.schema_id},
        "language": submission.language,
        "created": submission.created_at.isoformat(),
        "files": [
            {
                "name": file.name,
                "media_type": file.media_type,
                "size": len(file.body),
                "sha512": hashlib.sha512(file.body).hexdigest(),
            }
            for file in files
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
