"""What the service's answers mean: which pass, which are for later, which are final. Pure.

Statuses and problem documents (RFC 7807): docs.fitko.de/fit-connect, `status-and-error-codes`.
"""

from __future__ import annotations

import re
import uuid
from typing import TypeVar

import msgspec

from appliance.outbox.fit_connect.http_door import Answer
from appliance.outbox.ports import NotNow, RefusedByReceiver

Content = TypeVar("Content")
_LATER = {401: "credentials", 403: "not-allowed", 408: "timeout", 425: "too-early", 429: "rate-limited"}
_PROBLEM_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")
_SECONDS = re.compile(r"[0-9]{1,9}")
LONGEST_PAUSE_S = 3600.0
_PAUSE_WITHOUT_WORD_S = 30.0


class Refusal(RefusedByReceiver):
    """The service will not take this request, whenever it is repeated."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


class _Problem(msgspec.Struct):
    type: str = ""


def judge(answer: Answer) -> Answer:
    """Return an answer that is good. Raises NotNow or Refusal."""
    status = answer.status
    if 200 <= status < 300:
        return answer
    if status in _LATER:
        raise NotNow(_LATER[status])
    if 400 <= status < 500:
        raise Refusal(_problem(answer), status)
    raise NotNow("redirected" if 300 <= status < 400 else "server-error")


def pause_s(answer: Answer) -> float:
    """How long the service wants to be left alone; dates in Retry-After count as no word."""
    if answer.status != 429:
        return 0.0
    if not _SECONDS.fullmatch(answer.retry_after):
        return _PAUSE_WITHOUT_WORD_S
    return min(float(answer.retry_after), LONGEST_PAUSE_S)


def read(body: bytes, shape: type[Content]) -> Content:
    """Parse an answer. Raises NotNow: a broken answer proves nothing about what was asked."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise NotNow("answer-malformed") from error


def checked_id(value: str) -> str:
    """An id of the service in its one spelling, safe in a path. Raises NotNow."""
    try:
        return str(uuid.UUID(value))
    except ValueError as error:
        raise NotNow("answer-malformed") from error


def problem_id(uri: str) -> str:
    """The last part of a problem's URI, where it is an id and no text; empty otherwise."""
    last = uri.rsplit("/", 1)[-1]
    return last if _PROBLEM_ID.fullmatch(last) else ""


def _problem(answer: Answer) -> str:
    try:
        uri = msgspec.json.decode(answer.body, type=_Problem).type
    except (msgspec.MsgspecError, ValueError, RecursionError):
        uri = ""
    return problem_id(uri) or f"http-{answer.status}"
