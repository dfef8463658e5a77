"""The make-believe service's event log: signed tokens, and ways to spoil them."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Literal

from cryptography.hazmat.primitives.asymmetric import rsa

from tests.peers.fit_connect_jose import encode, signed
from tests.peers.fit_connect_keys import rsa_key

EVENTS = "https://schema.fitko.de/fit-connect/events/"
PROBLEMS = "https://schema.fitko.de/fit-connect/events/problems/"
Spoil = Literal[
    "alg-none",
    "hs256",
    "changed",
    "cut",
    "unknown-kid",
    "stranger-key",
    "wrong-issuer",
    "wrong-subject",
    "wrong-case",
    "future",
    "wrong-type",
    "office-says-submitted",
    "not-a-token",
    "wrong-tags",
]


@dataclass(frozen=True)
class Signer:
    issuer: str
    kid: str
    key: rsa.RSAPrivateKey


@dataclass
class Entry:
    kind: str
    signer: Signer
    claims: dict[str, Any]
    header: dict[str, Any] = field(default_factory=dict)

    def token(self) -> str:
        header = {"typ": "secevent+jwt", "alg": "PS512", "kid": self.signer.kid} | self.header
        return signed(header, self.claims, self.signer.key)


def entry(kind: str, signer: Signer, submission: str, case: str, payload: dict[str, Any]) -> Entry:
    claims = {
        "$schema": "https://schema.fitko.de/fit-connect/set-payload/1.2.2/set-payload.schema.json",
        "jti": str(uuid.uuid4()),
        "iss": signer.issuer,
        "iat": int(time.time()),
        "sub": f"submission:{submission}",
        "txn": f"case:{case}",
        "events": {f"{EVENTS}{kind}-submission": payload},
    }
    return Entry(kind, signer, claims)


def spoiled(one: Entry, how: Spoil) -> str:
    """Return the token as a liar would serve it."""
    claims = json.loads(json.dumps(one.claims))
    stranger = Signer(one.signer.issuer, one.signer.kid, rsa_key("stranger", 2048))
    match how:
        case "alg-none":
            return _unsigned({"typ": "secevent+jwt", "alg": "none", "kid": one.signer.kid}, claims)
        case "hs256":
            return _with_hmac(one, claims)
        case "changed":
            head, _, signature = one.token().split(".")
            changed = claims | {"jti": str(uuid.uuid4())}
            return f"{head}.{encode(json.dumps(changed).encode())}.{signature}"
        case "cut":
            return one.token()[:-40]
        case "not-a-token":
            return "ja.nein"
        case "unknown-kid":
            return Entry(one.kind, one.signer, claims, {"kid": "nobody-knows-this"}).token()
        case "stranger-key":
            return Entry(one.kind, stranger, claims).token()
        case "wrong-type":
            return Entry(one.kind, one.signer, claims, {"typ": "JWT"}).token()
        case "office-says-submitted" | "wrong-tags":
            return Entry(one.kind, one.signer, _other_event(one, claims, how)).token()
        case _:
            return Entry(one.kind, one.signer, claims | _other_claim(how)).token()


def _other_claim(how: Spoil) -> dict[str, Any]:
    others: dict[str, dict[str, Any]] = {
        "wrong-issuer": {"iss": "https://somebody.example.org"},
        "wrong-subject": {"sub": f"submission:{uuid.uuid4()}"},
        "wrong-case": {"txn": f"case:{uuid.uuid4()}"},
        "future": {"iat": int(time.time()) + 7200},
    }
    return others[how]


def _other_event(one: Entry, claims: dict[str, Any], how: Spoil) -> dict[str, Any]:
    kind = "submit" if how == "office-says-submitted" else one.kind
    payload = next(iter(claims["events"].values()))
    if how == "wrong-tags":
        payload["authenticationTags"]["data"] = "AAAAAAAAAAAAAAAAAAAAAA"
    return claims | {"events": {f"{EVENTS}{kind}-submission": payload}}


def _unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return f"{encode(json.dumps(header).encode())}.{encode(json.dumps(claims).encode())}."


def _with_hmac(one: Entry, claims: dict[str, Any]) -> str:
    """Signed with the public key as if it were a shared secret."""
    text = _unsigned({"typ": "secevent+jwt", "alg": "HS256", "kid": one.signer.kid}, claims).rstrip(".")
    modulus = one.signer.key.public_key().public_numbers().n.to_bytes(512, "big")
    return f"{text}.{encode(hmac.new(modulus, text.encode(), hashlib.sha256).digest())}"
