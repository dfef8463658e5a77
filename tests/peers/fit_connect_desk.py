"""The make-believe service behind the wire: destinations, submissions, the order of calls, the office.

Follows docs.fitko.de/fit-connect/docs/sending and the Submission API v2; imports nothing of the terminal.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from jsonschema import Draft202012Validator

from tests.peers.fit_connect_events import PROBLEMS, Entry, Signer, Spoil, entry, spoiled
from tests.peers.fit_connect_jose import CannotOpen, header_of, opened, tag_of
from tests.peers.fit_connect_keys import jwk, rsa_key
from tests.peers.fit_connect_schema import METADATA_SCHEMA

UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
DESTINATION = "879ee109-a690-4db8-ab32-424d7b2e0f11"
LEIKA = "urn:de:fim:leika:leistung:99115005017000"
SCHEMA = "https://example.org/schemas/anmeldung/1.0.0.json"


class Refused(Exception):
    """Answered with a problem document."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(problem)
        self.status, self.problem = status, problem


@dataclass
class Inbox:
    """One submission as the service keeps it."""

    id: str
    case: str
    announced: list[str]
    attachments: dict[str, str] = field(default_factory=dict)
    metadata: str = ""
    data: str = ""
    state: str = "incomplete"

    def tags(self) -> dict[str, Any]:
        attachments = {id_: tag_of(jwe) for id_, jwe in self.attachments.items()}
        return {"metadata": tag_of(self.metadata), "data": tag_of(self.data), "attachments": attachments}


@dataclass(frozen=True)
class Opened:
    """As the office reads it, after decrypting and checking every hash."""

    sender_id: str
    reference: str
    data: bytes
    files: tuple[bytes, ...]
    metadata: dict[str, Any]


class Desk:
    def __init__(self, issuer: str) -> None:
        self.service_signer = Signer(issuer, "service-key-1", rsa_key("service-sign"))
        self.office_signer = Signer(DESTINATION, "office-key-verify-1", rsa_key("office-sign"))
        self.office_keys: dict[str, rsa.RSAPrivateKey] = {"office-key-1": rsa_key("office-1")}
        self.keys = {
            "office-key-1": jwk(rsa_key("office-1"), "office-key-1", "wrapKey"),
            "office-key-verify-1": jwk(rsa_key("office-sign"), "office-key-verify-1", "verify"),
        }
        self.destination: dict[str, Any] = {
            "destinationId": DESTINATION,
            "status": "active",
            "encryptionKid": "office-key-1",
            "metadataVersions": ["1.0.0", "2.0.0", "2.1.0"],
            "publicServices": [
                {
                    "identifier": LEIKA,
                    "submissionSchemas": [{"schemaUri": SCHEMA, "mimeType": "application/json"}],
                    "regions": ["DE059"],
                }
            ],
        }
        self.submissions: dict[str, Inbox] = {}
        self.order: list[str] = []
        """Ids in the order in which they were submitted."""
        self.log: dict[str, list[Entry]] = {}
        self.spoil: dict[str, Spoil] = {}
        """Kind of event to how it is spoiled when the log is read."""
        self.rejects_next = False
        self.uploads_once = False
        self.faults: list[str] = []
        """What the sender did wrong, in words."""

    # What the sender calls

    def create(self, body: dict[str, Any]) -> dict[str, str]:
        self._must(body.get("destinationId") == DESTINATION, 404, "destination-not-found")
        self._must(self.destination["status"] == "active", 422, "destination-inactive")
        announced = body.get("announcedAttachments", [])
        good = all(UUID4.fullmatch(one) for one in announced) and len(set(announced)) == len(announced)
        self._must(good, 422, "attachment-id-invalid")
        service = body.get("publicService", {})
        offered = {one["identifier"] for one in self.destination["publicServices"]}
        self._must(service.get("identifier") in offered and bool(service.get("name")), 422, "service-not-offered")
        inbox = Inbox(str(uuid.uuid4()), str(uuid.uuid4()), announced)
        self.submissions[inbox.id] = inbox
        self._record("create", self.service_signer, inbox, {})
        return {"destinationId": DESTINATION, "submissionId": inbox.id, "caseId": inbox.case}

    def attach(self, submission: str, attachment: str, content_type: str, jwe: str) -> None:
        inbox = self._inbox(submission)
        self._must(content_type == "application/jose", 415, "unsupported-media-type")
        self._must(attachment in inbox.announced, 404, "attachment-not-announced")
        self._must(inbox.state == "incomplete", 409, "submission-already-submitted")
        if self.uploads_once and attachment in inbox.attachments:
            raise Refused(409, "attachment-already-uploaded")  # right after a crash, no fault of the sender
        self._check_jwe(jwe, None)
        inbox.attachments[attachment] = jwe

    def submit(self, submission: str, content_type: str, body: dict[str, Any]) -> None:
        inbox = self._inbox(submission)
        self._must(content_type == "application/json", 415, "unsupported-media-type")
        self._must(inbox.state == "incomplete", 409, "submission-already-submitted")
        self._must(set(inbox.announced) == set(inbox.attachments), 422, "attachments-incomplete")
        metadata, data = body.get("encryptedMetadata", ""), body.get("encryptedData", "")
        for jwe in (metadata, data):
            self._check_jwe(jwe, ("application/json", "application/xml"))
        inbox.metadata, inbox.data, inbox.state = metadata, data, "submitted"
        self.order.append(inbox.id)
        self._record("submit", self.service_signer, inbox, {"authenticationTags": inbox.tags()})
        self._record("notify", self.service_signer, inbox, {"notifyType": "callback"})
        if self.rejects_next:
            self.rejects_next = False
            self.reject(inbox.id)

    def events(self, case: str, offset: int, limit: int) -> dict[str, Any]:
        if case not in self.log:
            raise Refused(404, "case-not-found")
        page = self.log[case][offset : offset + min(limit, 500)]
        tokens = [spoiled(one, self.spoil[one.kind]) if one.kind in self.spoil else one.token() for one in page]
        return {"offset": offset, "count": len(page), "totalCount": len(self.log[case]), "eventLog": tokens}

    # What the office and the service do

    def received(self) -> list[Opened]:
        return [self.opened(id_) for id_ in self.order]

    def opened(self, submission: str) -> Opened:
        """Decrypt, check the metadata's structure and every hash; raises AssertionError for what is wrong."""
        inbox = self.submissions[submission]
        metadata = json.loads(opened(inbox.metadata, self.office_keys))
        Draft202012Validator(METADATA_SCHEMA).validate(metadata)
        structure = metadata["contentStructure"]
        data = opened(inbox.data, self.office_keys)
        _check_hash(data, structure["data"]["hash"])
        assert {one["attachmentId"] for one in structure["attachments"]} == set(inbox.announced)
        files = [
            (one, opened(inbox.attachments[one["attachmentId"]], self.office_keys))
            for one in structure["attachments"]
        ]
        for described, content in files:
            _check_hash(content, described["hash"])
        reference, sender_id = metadata["additionalReferenceInfo"]["senderReference"].split(" ")
        return Opened(sender_id, reference, data, tuple(content for _, content in files), metadata)

    def accept(self, submission: str) -> None:
        """What the office's system does after it has opened and checked everything."""
        self.opened(submission)
        inbox = self.submissions[submission]
        self._record("accept", self.office_signer, inbox, {"authenticationTags": inbox.tags()})
        inbox.state = "accepted"

    def reject(self, submission: str, problem: str = "schema-violation") -> None:
        inbox = self.submissions[submission]
        payload = {"authenticationTags": inbox.tags(), "problems": [{"type": PROBLEMS + problem, "title": "…"}]}
        self._record("reject", self.office_signer, inbox, payload)
        inbox.state = "rejected"

    def forward(self, submission: str) -> None:
        self._record("forward", self.office_signer, self.submissions[submission], {})

    def lapse(self, submission: str) -> None:
        """14 days have gone by and nobody collected it: the service rejects by itself, and deletes."""
        inbox = self.submissions[submission]
        self._record("reject", self.service_signer, inbox, {})
        self._record("delete", self.service_signer, inbox, {})
        inbox.state = "rejected"

    def sweep(self, *, with_cases: bool = True) -> None:
        """A day has gone by: what was never submitted is deleted, with or without its case."""
        for inbox in [one for one in self.submissions.values() if one.state == "incomplete"]:
            self._record("delete", self.service_signer, inbox, {})
            del self.submissions[inbox.id]
            if with_cases:
                del self.log[inbox.case]

    def rotate_key(self, kid: str = "office-key-2", bits: int = 4096, **members: Any) -> None:
        """A new key for what is sent from now on; the old one still opens what is under way."""
        key = rsa_key(kid, bits)
        self.office_keys[kid] = key
        self.keys[kid] = jwk(key, kid, "wrapKey", **members)
        self.destination["encryptionKid"] = kid

    def _record(self, kind: str, signer: Signer, inbox: Inbox, payload: dict[str, Any]) -> None:
        self.log.setdefault(inbox.case, []).append(entry(kind, signer, inbox.id, inbox.case, payload))

    def _inbox(self, submission: str) -> Inbox:
        if submission not in self.submissions:
            raise Refused(404, "submission-not-found")
        return self.submissions[submission]

    def _check_jwe(self, jwe: str, kinds: tuple[str, ...] | None) -> None:
        try:
            header = header_of(jwe)
        except CannotOpen:
            header = {}
        good = header.get("alg") == "RSA-OAEP-256" and header.get("enc") == "A256GCM"
        self._must(good and header.get("kid") in self.keys, 422, "encryption-invalid")
        self._must(kinds is None or header.get("cty") in kinds, 422, "content-type-invalid")

    def _must(self, good: bool, status: int, problem: str) -> None:
        if not good:
            self.faults.append(problem)
            raise Refused(status, problem)


def _check_hash(content: bytes, described: dict[str, str]) -> None:
    assert described == {"type": "sha512", "content": hashlib.sha512(content).hexdigest()}
