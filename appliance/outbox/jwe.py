"""Sealing to an office's public key: JWE compact (RFC 7516), RSA-OAEP-256 and A256GCM. No private key here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from appliance.outbox.ports import CannotSeal

ALGORITHM, ENCRYPTION = "RSA-OAEP-256", "A256GCM"
LEAST_BITS = 3072
"""BSI TR-02102-1. FIT-Connect asks for 4096."""
_CERTIFICATE = b"-----BEGIN CERTIFICATE-----"


@dataclass(frozen=True)
class OfficeKey:
    """A public RSA key. `kid` is its own, or its RFC 7638 thumbprint."""

    kid: str
    key: RSAKey
    bits: int


def read_office_key(path: Path, least_bits: int = LEAST_BITS) -> OfficeKey:
    """Read a PEM public key, a PEM certificate or a JWK.

    Raises CannotSeal for what is no key, is private or too weak.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CannotSeal("key-unreadable") from error
    return office_key(content, least_bits)


def office_key(content: bytes, least_bits: int = LEAST_BITS) -> OfficeKey:
    try:
        if content.lstrip().startswith(_CERTIFICATE):
            certificate = x509.load_pem_x509_certificate(content)
            key = RSAKey.import_key(certificate.public_key())  # type: ignore[arg-type]  # checked by joserfc
        elif content.lstrip().startswith(b"{"):
            key = RSAKey.import_key(json.loads(content))
        else:
            key = RSAKey.import_key(content)
    except (ValueError, TypeError, JoseError, UnsupportedAlgorithm, AttributeError, RecursionError) as error:
        raise CannotSeal("key-malformed") from error
    if key.is_private:
        raise CannotSeal("key-private")
    bits = key.public_key.key_size
    if bits < least_bits:
        raise CannotSeal("key-too-weak")
    return OfficeKey(key.kid or key.thumbprint(), key, bits)


def encrypt(plaintext: bytes, key: OfficeKey, content_type: str) -> bytes:
    """Return the compact JWE, ASCII. A fresh content key each time."""
    header = {"alg": ALGORITHM, "enc": ENCRYPTION, "kid": key.kid, "cty": content_type}
    return jwe.encrypt_compact(header, plaintext, key.key, algorithms=[ALGORITHM, ENCRYPTION]).encode("ascii")
