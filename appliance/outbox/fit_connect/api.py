"""The calls of the Submission API v2 that a sender makes: docs.fitko.de/fit-connect/docs/apis/submission-api."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from appliance.clock import Clock
from appliance.outbox.fit_connect.answers import Refusal, checked_id, judge, pause_s, read
from appliance.outbox.fit_connect.http_door import MOST_ANSWER_BYTES, Answer, Call, HttpDoor
from appliance.outbox.fit_connect.tokens import Tokens
from appliance.outbox.ports import NotNow
from appliance.outbox.settings import FitConnectService

JOSE, JSON = "application/jose", "application/json"
EVENTS_A_PAGE = 500
"""The service's limit; a case of ours has a handful."""
MOST_PAGES = 4
_MOST_LOG_BYTES = 4 * 1024 * 1024


class Created(msgspec.Struct, rename="camel", frozen=True):
    submission_id: str
    case_id: str


class _EventPage(msgspec.Struct, rename="camel"):
    event_log: list[str] = []
    total_count: int = 0


class SubmissionApi:
    """Raises NotNow, and Refusal for what the service will never do."""

    def __init__(self, door: HttpDoor, service: FitConnectService, clock: Clock) -> None:
        self._door = door
        self._tokens = Tokens(door, service, clock)
        self._base = service.submission_url.rstrip("/")
        self._event_keys_url = service.event_keys_url or f"{self._base}/.well-known/jwks.json"
        self._clock = clock
        self._quiet_until = 0.0

    def sign_in(self) -> None:
        self._tokens.bearer()

    def destination(self, destination_id: str) -> bytes:
        return self._call("GET", f"/v2/destinations/{destination_id}").body

    def key(self, destination_id: str, kid: str) -> bytes:
        return self._call("GET", f"/v2/destinations/{destination_id}/keys/{kid}").body

    def service_keys(self) -> bytes:
        return judge(self._sent(Call("GET", self._event_keys_url, {"Accept": JSON}))).body

    def create(self, announcement: bytes) -> Created:
        created = read(self._call("POST", "/v2/submissions", announcement).body, Created)
        return Created(checked_id(created.submission_id), checked_id(created.case_id))

    def put_attachment(self, submission_id: str, attachment_id: str, body: bytes) -> None:
        self._call("PUT", f"/v2/submissions/{submission_id}/attachments/{attachment_id}", body, JOSE)

    def put_submission(self, submission_id: str, metadata: bytes, data: bytes) -> None:
        content = {"encryptedMetadata": metadata.decode("ascii"), "encryptedData": data.decode("ascii")}
        self._call("PUT", f"/v2/submissions/{submission_id}", msgspec.json.encode(content))

    def events(self, case_id: str) -> Sequence[str] | None:
        """Return the case's event log, oldest first; None where the service does not know the case."""
        tokens: list[str] = []
        for _ in range(MOST_PAGES):
            path = f"/v2/cases/{case_id}/events?offset={len(tokens)}&limit={EVENTS_A_PAGE}"
            try:
                page = read(self._call("GET", path, most_bytes=_MOST_LOG_BYTES).body, _EventPage)
            except Refusal as refusal:
                if refusal.status in (404, 410):
                    return None
                raise
            tokens += page.event_log
            if not page.event_log or len(tokens) >= page.total_count:
                return tokens
        raise NotNow("event-log-too-long")

    def _call(
        self, method: str, path: str, body: bytes = b"", kind: str = JSON, most_bytes: int = MOST_ANSWER_BYTES
    ) -> Answer:
        headers = {"Accept": JSON}
        if body:
            headers["Content-Type"] = kind
        call = Call(method, self._base + path, headers, body, most_bytes)
        answer = self._sent(self._signed(call))
        if answer.status == 401:
            self._tokens.forget()
            answer = self._sent(self._signed(call))
        return judge(answer)

    def _signed(self, call: Call) -> Call:
        return replace(call, headers={**call.headers, "Authorization": f"Bearer {self._tokens.bearer()}"})

    def _sent(self, call: Call) -> Answer:
        if self._clock.monotonic() < self._quiet_until:
            raise NotNow("rate-limited")
        answer = self._door.send(call)
        self._quiet_until = self._clock.monotonic() + pause_s(answer)
        return answer
