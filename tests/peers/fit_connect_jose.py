"""The office's own JOSE, by hand from RFC 7516 and RFC 7515: opening a JWE, signing a PS512 token.

Written apart from the terminal's library on purpose: a fault there must not be mirrored here.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class CannotOpen(Exception):
    pass


def encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def header_of(jwe: str) -> dict[str, Any]:
    """Raises CannotOpen for what is no compact JWE."""
    parts = jwe.split(".")
    if len(parts) != 5:
        raise CannotOpen("not five parts")
    try:
        header = json.loads(decode(parts[0]))
    except ValueError as error:
        raise CannotOpen("no header") from error
    if not isinstance(header, dict):
        raise CannotOpen("no header")
    return header


def tag_of(jwe: str) -> str:
    return jwe.split(".")[4]


def opened(jwe: str, keys: dict[str, rsa.RSAPrivateKey]) -> bytes:
    """Decrypt RSA-OAEP-256 with A256GCM. Raises CannotOpen."""
    header = header_of(jwe)
    if header.get("alg") != "RSA-OAEP-256" or header.get("enc") != "A256GCM" or "zip" in header:
        raise CannotOpen("wrong algorithms")
    key = keys.get(header.get("kid", ""))
    if key is None:
        raise CannotOpen("not for this office")
    protected, wrapped, vector, text, tag = jwe.split(".")
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    try:
        content_key = key.decrypt(decode(wrapped), oaep)
        return AESGCM(content_key).decrypt(decode(vector), decode(text) + decode(tag), protected.encode("ascii"))
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("does not open") from error


def signed(header: dict[str, Any], claims: dict[str, Any], key: rsa.RSAPrivateKey) -> str:
    """A compact JWS with RSASSA-PSS and SHA-512, whatever `alg` the header names."""
    text = f"{encode(json.dumps(header).encode())}.{encode(json.dumps(claims).encode())}"
    pss = padding.PSS(padding.MGF1(hashes.SHA512()), hashes.SHA512.digest_size)
    return f"{text}.{encode(key.sign(text.encode('ascii'), pss, hashes.SHA512()))}"
