"""Is an image the one that was released? `SHA256SUMS` beside it, and its signature by the release's key."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from provisioning.findings import Finding, bad, good, note

SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig"
_AGAIN = "Load the image again, from where it was released."


def check_release(files: Sequence[Path], release_key: Path | None) -> tuple[Finding, ...]:
    """`files`: an image and its block map. Nothing is said of a card: it holds more. Raises OSError."""
    found = [path for path in files if path.is_file()]
    if not found:
        return ()
    sums = found[0].parent / SUMS
    if not sums.exists():
        missing = f"there is no {SUMS} beside it"
        return (bad("release", missing, _AGAIN) if release_key else note("release", missing, "Put it there."),)
    text = sums.read_text(encoding="utf-8")
    wrong = [path.name for path in found if listed_sum(text, path.name) != _sum(path)]
    if wrong:
        return (bad("release", f"{', '.join(wrong)}: not what {SUMS} says", _AGAIN),)
    return good("release", f"as in {SUMS}"), _signature(sums, release_key)


def listed_sum(text: str, name: str) -> str:
    """Read the lines of `sha256sum`; empty: the file is not listed."""
    for line in text.splitlines():
        found, _, listed = line.partition(" ")
        if listed.lstrip(" *") == name:
            return found.lower()
    return ""


def is_signed(content: bytes, signature: bytes, key_pem: bytes) -> bool:
    """As `openssl dgst -sha256 -sign` does it; the key as a public key or in a certificate."""
    try:
        if b"BEGIN CERTIFICATE" in key_pem:
            key: object = x509.load_pem_x509_certificate(key_pem).public_key()
        else:
            key = load_pem_public_key(key_pem)
        if isinstance(key, EllipticCurvePublicKey):
            key.verify(signature, content, ECDSA(SHA256()))
        elif isinstance(key, RSAPublicKey):
            key.verify(signature, content, PKCS1v15(), SHA256())
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def _signature(sums: Path, release_key: Path | None) -> Finding:
    if release_key is None:
        return note(
            "signature", "not examined: no release key is named", "Name it: image.release_key of site.toml."
        )
    signature = sums.with_name(SIGNATURE)
    if not signature.exists():
        return bad("signature", f"there is no {SIGNATURE} beside it", _AGAIN)
    if not is_signed(sums.read_bytes(), signature.read_bytes(), release_key.read_bytes()):
        return bad(
            "signature", f"{SIGNATURE} is not by {release_key.name}", "Do not use this image; ask who made it."
        )
    return good("signature", f"by {release_key.name}")


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
