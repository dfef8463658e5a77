"""Opens a package as an office's IT would from the written description: JWE (RFC 7516) by hand, then ZIP."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from tests.peers.transport_bench import Received


@dataclass(frozen=True)
class OpenedPackage:
    manifest: dict[str, Any]
    files: dict[str, bytes]


def open_package(token: bytes, *keys: RSAPrivateKey) -> OpenedPackage:
    """Open with the key that it is sealed to. Raises ValueError for what is not whole, or sealed to others."""
    header, wrapped, nonce, ciphertext, tag = token.split(b".")
    says = json.loads(_decoded(header))
    if (says["alg"], says["enc"], says["cty"]) != ("RSA-OAEP-256", "A256GCM", "application/zip"):
        raise ValueError(f"unexpected header {says}")
    content_key = _unwrap(_decoded(wrapped), keys)
    packed = AESGCM(content_key).decrypt(_decoded(nonce), _decoded(ciphertext) + _decoded(tag), header)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    listed = {file["name"]: file["sha512"] for file in manifest["files"]}
    if listed != {name: hashlib.sha512(body).hexdigest() for name, body in files.items()}:
        raise ValueError("the files differ from the manifest")
    return OpenedPackage(manifest, files)


def as_received(opened: OpenedPackage) -> Received:
    files = opened.files
    papers = tuple(body for name, body in sorted(files.items()) if name.startswith("papers/"))
    return Received(opened.manifest["id"], files["data.json"], files["application.pdf"], papers)


def _unwrap(wrapped: bytes, keys: tuple[RSAPrivateKey, ...]) -> bytes:
    for key in keys:
        with contextlib.suppress(ValueError):
            return key.decrypt(wrapped, OAEP(MGF1(SHA256()), SHA256(), None))
    raise ValueError("sealed to none of these keys")


def _decoded(part: bytes) -> bytes:
    return base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
