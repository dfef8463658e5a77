"""One signed entry of the event log: a security event token (RFC 8417), believed only after all checks. Pure.

docs.fitko.de/fit-connect/docs/getting-started/event-log/set-validation: `typ` secevent+jwt, `alg` PS512, a known
`kid`; `iss` is the service or the destination, `sub` is `submission:<id>`, `txn` is `case:<id>`.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar

import msgspec
from joserfc import jws
from joserfc.errors import JoseError

from appliance.outbox.fit_connect.answers import problem_id
from appliance.outbox.fit_connect.destinations import is_kid
from appliance.outbox.fit_connect.issuers import Issuer, Ours, issuer_of
from appliance.outbox.fit_connect.sealing import pack_tags
from appliance.outbox.jwe import OfficeKey

EventKind = Literal["create", "submit", "notify", "forward", "accept", "reject", "delete"]
MOST_LETTERS = 32 * 1024
CLOCKS_MAY_DIFFER = dt.timedelta(minutes=10)
_EVENTS = "https://schema.fitko.de/fit-connect/events/"
_WHO_MAY: dict[EventKind, tuple[Issuer, ...]] = {
    "create": ("service",),
    "submit": ("service",),
    "notify": ("service",),
    "forward": ("service", "office"),
    "accept": ("office",),
    "reject": ("service", "office"),
    "delete": ("service",),
}
FindKey: TypeAlias = Callable[[Issuer, str], OfficeKey | None]
"""Issuer and kid to the key; None where nobody knows it."""
Content = TypeVar("Content")


class NotBelieved(Exception):
    """`reason` is an id; nothing of the token is in it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Event:
    kind: EventKind
    issuer: Issuer
    tags: str = ""
    """Packed as by `sealing.pack_tags`; empty where the event has none."""
    problem: str = ""


class _Header(msgspec.Struct):
    alg: str = ""
    kid: str = ""
    typ: str = ""


class _Tags(msgspec.Struct):
    metadata: str = ""
    data: str = ""
    attachments: dict[str, str] = {}


class _Problem(msgspec.Struct):
    type: str = ""


class _Payload(msgspec.Struct, rename="camel"):
    authentication_tags: _Tags | None = None
    problems: list[_Problem] = []


class _Claims(msgspec.Struct):
    jti: str
    iss: str
    iat: int
    sub: str
    txn: str
    events: dict[str, msgspec.Raw]


def read_event(token: str, ours: Ours, find_key: FindKey, now: dt.datetime) -> Event | None:
    """Return what it says; None where it speaks of something else in our case. Raises NotBelieved."""
    if len(token) > MOST_LETTERS or token.count(".") != 2:
        raise NotBelieved("event-malformed")
    head, body, _ = token.split(".")
    header = _decoded(head, _Header)
    if header.alg != "PS512" or header.typ.lower() != "secevent+jwt":
        raise NotBelieved("event-wrong-algorithm")
    claims = _decoded(body, _Claims)
    issuer = issuer_of(claims.iss, ours)
    if issuer is None:
        raise NotBelieved("event-wrong-issuer")
    key = find_key(issuer, header.kid) if is_kid(header.kid) else None
    if key is None:
        raise NotBelieved("event-unknown-key")
    _verify(token, key)
    return _event(claims, issuer, ours, now)


def _verify(token: str, key: OfficeKey) -> None:
    registry = jws.JWSRegistry(algorithms=["PS512"], strict_check_header=False)
    try:
        jws.deserialize_compact(token, key.key, registry=registry)
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise NotBelieved("event-wrong-signature") from error


def _event(claims: _Claims, issuer: Issuer, ours: Ours, now: dt.datetime) -> Event | None:
    if claims.iat < 0 or claims.iat > (now + CLOCKS_MAY_DIFFER).timestamp():
        raise NotBelieved("event-wrong-time")
    if claims.txn != f"case:{ours.case}":
        raise NotBelieved("event-of-another-case")
    if claims.sub.startswith("reply:"):
        return None
    if claims.sub != f"submission:{ours.submission}":
        raise NotBelieved("event-of-another-submission")
    if len(claims.events) != 1:
        raise NotBelieved("event-malformed")
    (uri, raw), *_ = claims.events.items()
    kind = _kind(uri)
    if kind is None:
        return None
    if issuer not in _WHO_MAY[kind]:
        raise NotBelieved("event-wrong-issuer")
    payload = _parsed(bytes(raw), _Payload)
    return Event(kind, issuer, _tags(payload.authentication_tags), _problem(payload.problems))


def _kind(uri: str) -> EventKind | None:
    """Kinds that were invented after this was written say nothing to us."""
    for kind in _WHO_MAY:
        if uri == f"{_EVENTS}{kind}-submission":
            return kind
    return None


def _tags(tags: _Tags | None) -> str:
    if tags is None:
        return ""
    parts: Mapping[str, str] = {"metadata": tags.metadata, "data": tags.data}
    return pack_tags(parts, tags.attachments)


def _problem(problems: list[_Problem]) -> str:
    return next((id_ for problem in problems if (id_ := problem_id(problem.type))), "")


def _decoded(part: str, shape: type[Content]) -> Content:
    try:
        content = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise NotBelieved("event-malformed") from error
    return _parsed(content, shape)


def _parsed(content: bytes, shape: type[Content]) -> Content:
    decoder: Any = msgspec.json.Decoder(shape)
    try:
        parsed: Content = decoder.decode(content)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise NotBelieved("event-malformed") from error
    return parsed
