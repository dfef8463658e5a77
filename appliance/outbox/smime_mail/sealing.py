"""Signing and encrypting a MIME entity: S/MIME 4.0 (RFC 8551) with what `cryptography` offers.

Signed inside, encrypted outside: AES-256-CBC, its key in RSA PKCS #1 v1.5. S/MIME's newer ways (OAEP, GCM) are
not offered, and few mail programs of offices would open them.
"""

from __future__ import annotations

import datetime as dt
import secrets
from base64 import encodebytes
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs7 import (
    PKCS7EnvelopeBuilder,
    PKCS7Options,
    PKCS7SignatureBuilder,
)

from appliance.outbox.certificates import why_not_valid
from appliance.outbox.ports import CannotSeal


@dataclass(frozen=True, repr=False)
class Signer:
    """The site's key, its certificate, and those between it and the root."""

    key: RSAPrivateKey | EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    def why_not(self, now: dt.datetime) -> str:
        reason = why_not_valid(self.certificate, now)
        return reason and f"site-{reason}"


def read_signer(certificate_file: Path, key_file: Path) -> Signer:
    """Read the site's own pair. Raises CannotSeal for what is missing, malformed or does not belong together."""
    try:
        certificate, *chain = x509.load_pem_x509_certificates(certificate_file.read_bytes())
        key = load_pem_private_key(key_file.read_bytes(), password=None)
    except OSError as error:
        raise CannotSeal("site-key-unreadable") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise CannotSeal("site-key-malformed") from error
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise CannotSeal("site-key-malformed")
    if key.public_key() != certificate.public_key():
        raise CannotSeal("site-key-mismatch")
    return Signer(key, certificate, tuple(chain))


def sign(entity: bytes, signer: Signer) -> bytes:
    """Return `multipart/signed` around an entity with CRLF line ends, byte for byte as it is."""
    builder = PKCS7SignatureBuilder().set_data(entity)
    builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA256())
    for certificate in signer.chain:
        builder = builder.add_certificate(certificate)
    signature = builder.sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])
    boundary = f"signed-{secrets.token_hex(16)}".encode()
    return b"\r\n".join(
        (
            b'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256;',
            b' boundary="' + boundary + b'"',
            b"",
            b"--" + boundary,
            entity,
            b"--" + boundary,
            b"Content-Type: application/pkcs7-signature; name=smime.p7s",
            b"Content-Transfer-Encoding: base64",
            b"Content-Disposition: attachment; filename=smime.p7s",
            b"",
            encodebytes(signature).replace(b"\n", b"\r\n") + b"--" + boundary + b"--",
            b"",
        )
    )


def encrypt(entity: bytes, office: x509.Certificate) -> bytes:
    """Return CMS enveloped-data in DER that only the office can open."""
    builder = PKCS7EnvelopeBuilder().set_data(entity).add_recipient(office)
    return builder.set_content_encryption_algorithm(AES256).encrypt(Encoding.DER, [PKCS7Options.Binary])
