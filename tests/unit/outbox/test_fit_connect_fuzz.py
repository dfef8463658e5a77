"""Whatever the service says: no crash but the failures that the outbox knows."""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.outbox.fit_connect.answers import judge, pause_s
from appliance.outbox.fit_connect.destinations import Fetched, encryption_kid, known_destination
from appliance.outbox.fit_connect.event_tokens import MOST_LETTERS, Event, NotBelieved, read_event
from appliance.outbox.fit_connect.http_door import Answer
from appliance.outbox.fit_connect.issuers import Ours
from appliance.outbox.fit_connect.public_keys import of_the_service
from appliance.outbox.jwe import OfficeKey, office_key
from appliance.outbox.ports import CannotSeal, NotNow, RefusedByReceiver
from appliance.outbox.settings import FitConnectDestination
from tests.peers.fit_connect_events import Signer, entry
from tests.peers.fit_connect_jose import encode, signed
from tests.peers.fit_connect_keys import jwk, rsa_key

SUBMISSION, CASE = "452b5ee6-35df-441a-bd39-6141723cf914", "0b799252-deb9-42b0-98d3-c50d24bbafe0"
DESTINATION = "879ee109-a690-4db8-ab32-424d7b2e0f11"
OURS = Ours(SUBMISSION, CASE, DESTINATION, "test.fit-connect.example.org")
SIGNER = Signer(DESTINATION, "k-1", rsa_key("fuzz", 2048))
KEY = office_key(json.dumps(jwk(SIGNER.key, "k-1", "verify")).encode(), 2048)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
CLAIMS = ("jti", "iss", "iat", "sub", "txn", "events")


def now() -> dt.datetime:
    """Tokens are made at the real time, and a whole run takes longer than a clock may be wrong."""
    return dt.datetime.now(dt.UTC)


def find_key(_issuer: str, kid: str) -> OfficeKey | None:
    return KEY if kid == "k-1" else None


def read(token: str) -> Event | None:
    return read_event(token, OURS, find_key, now())


def claims() -> dict[str, Any]:
    return entry("accept", SIGNER, SUBMISSION, CASE, {}).claims


def test_the_sound_token_is_believed() -> None:
    assert read(entry("accept", SIGNER, SUBMISSION, CASE, {}).token()) == Event("accept", "office")


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("latin-1")))
def test_no_text_is_a_token(text: str) -> None:
    with pytest.raises(NotBelieved):
        read(text)


@given(JSON, JSON, st.binary(max_size=40))
def test_no_made_up_parts_are_a_token(header: Any, body: Any, signature: bytes) -> None:
    parts = (json.dumps(header).encode(), json.dumps(body).encode(), signature)
    with pytest.raises(NotBelieved):
        read(".".join(encode(part) for part in parts))


@given(st.dictionaries(st.sampled_from(("alg", "typ", "kid", "crit", "b64", "jwk", "jku", "zip")), JSON))
def test_no_header_gets_past_the_checks(changes: dict[str, Any]) -> None:
    header = {"typ": "secevent+jwt", "alg": "PS512", "kid": "k-1"} | changes
    token = signed(header, claims(), SIGNER.key)
    try:
        assert read(token) == Event("accept", "office")
        assert header["alg"] == "PS512"
        assert header["kid"] == "k-1"
    except NotBelieved:
        pass


@settings(max_examples=60)
@given(st.sampled_from(CLAIMS), JSON)
def test_no_signed_claim_crashes(name: str, value: Any) -> None:
    token = signed({"typ": "secevent+jwt", "alg": "PS512", "kid": "k-1"}, claims() | {name: value}, SIGNER.key)
    with contextlib.suppress(NotBelieved):
        read(token)


@settings(max_examples=60)
@given(JSON)
def test_no_signed_payload_crashes(payload: Any) -> None:
    uri = "https://schema.fitko.de/fit-connect/events/reject-submission"
    both = claims() | {"events": {uri: payload}}
    try:
        event = read(signed({"typ": "secevent+jwt", "alg": "PS512", "kid": "k-1"}, both, SIGNER.key))
        assert event is not None
        assert event.kind == "reject"
    except NotBelieved:
        pass


@pytest.mark.parametrize("token", ["a" * (MOST_LETTERS + 1), "." * 10_000_000, "a.b.c" + "x" * 10_000_000])
def test_a_token_that_is_too_long_is_not_even_looked_at(token: str) -> None:
    with pytest.raises(NotBelieved, match="event-malformed"):
        read(token)


def test_a_deep_token_is_malformed() -> None:
    deep = base64.urlsafe_b64encode(b'{"alg":' + b"[" * 20_000).decode().rstrip("=")
    with pytest.raises(NotBelieved):
        read(f"{deep}.{deep}.x")


@given(st.integers(100, 999), st.binary(max_size=100) | JSON.map(lambda j: json.dumps(j).encode()), st.text())
def test_no_status_answer_crashes(status: int, body: bytes, retry_after: str) -> None:
    answer = Answer(status, body, retry_after)
    assert 0 <= pause_s(answer) <= 3600
    with contextlib.suppress(NotNow, RefusedByReceiver):
        judge(answer)


@given(JSON, JSON)
def test_no_destination_and_no_key_crashes(destination: Any, key: Any) -> None:
    fetched = Fetched(json.dumps(destination).encode(), json.dumps(key).encode(), now())
    with pytest.raises(CannotSeal):
        encryption_kid(fetched.destination)
    with pytest.raises(CannotSeal):
        known_destination(fetched, FitConnectDestination(DESTINATION, "leika"), None, now())


@given(st.sampled_from(("kty", "n", "e", "kid", "alg", "use", "key_ops", "x5c")), JSON)
def test_no_member_of_a_key_crashes(name: str, value: Any) -> None:
    key_set = {"keys": [jwk(SIGNER.key, "k-1", "verify") | {name: value}, value]}
    of_the_service(json.dumps(key_set).encode(), now())


@given(JSON | st.lists(JSON).map(lambda keys: {"keys": keys}))
def test_no_key_set_crashes(content: Any) -> None:
    with contextlib.suppress(NotNow):
        assert of_the_service(json.dumps(content).encode(), now()) == {}
