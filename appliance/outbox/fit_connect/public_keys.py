"""Public keys as the service publishes them (JWK, RFC 7517), and whether they may be used. Pure.

docs.fitko.de/fit-connect/docs/details/crypto: RSA of at least 4096 bits; `key_ops` wrapKey with RSA-OAEP-256, or
verify with PS512; in production with a certificate chain of the administration's PKI.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from appliance.outbox.fit_connect.answers import read
from appliance.outbox.fit_connect.chain import Use, check_chain
from appliance.outbox.jwe import OfficeKey, office_key
from appliance.outbox.ports import CannotSeal, NotNow

LEAST_BITS = 4096
_ALGORITHMS: dict[Use, str] = {"wrapKey": "RSA-OAEP-256", "verify": "PS512"}


class Jwk(msgspec.Struct, frozen=True):
    """Other members, private ones too, are not read."""

    kty: str
    n: str
    e: str
    kid: str
    alg: str = ""
    use: str = ""
    key_ops: list[str] = []
    x5c: list[str] = []


class _KeySet(msgspec.Struct):
    keys: list[msgspec.Raw] = []


def read_jwk(body: bytes) -> Jwk:
    """Raises CannotSeal."""
    try:
        return read(body, Jwk)
    except NotNow as error:
        raise CannotSeal("key-malformed") from error


def usable(jwk: Jwk, use: Use, roots: bytes | None, now: dt.datetime) -> OfficeKey:
    """Return the key after all checks. With `roots` (PEM) a chain to them is required. Raises CannotSeal."""
    if jwk.kty != "RSA":
        raise CannotSeal("key-not-rsa")
    if jwk.alg != _ALGORITHMS[use] or jwk.key_ops != [use]:
        raise CannotSeal("key-wrong-use")
    if jwk.use and jwk.use != ("enc" if use == "wrapKey" else "sig"):
        raise CannotSeal("key-wrong-use")
    bare = {"kty": "RSA", "n": jwk.n, "e": jwk.e, "kid": jwk.kid}
    key = office_key(msgspec.json.encode(bare), LEAST_BITS)
    if roots is not None:
        check_chain(jwk.x5c, roots, key.key.public_key, use, now)
    return key


def of_the_service(body: bytes, now: dt.datetime) -> dict[str, OfficeKey]:
    """Read the service's own set; keys that may not verify events are left out. Raises NotNow."""
    found: dict[str, OfficeKey] = {}
    for raw in read(body, _KeySet).keys:
        try:
            jwk = read_jwk(bytes(raw))
            found[jwk.kid] = usable(jwk, "verify", None, now)
        except CannotSeal:
            continue
    return found
