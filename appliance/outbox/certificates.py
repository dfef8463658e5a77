"""Certificates that offices give us: read from their file and judged before anything is sealed to them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import ExtendedKeyUsageOID

from appliance.outbox.jwe import LEAST_BITS
from appliance.outbox.ports import CannotSeal

_Extension = TypeVar("_Extension", bound=x509.ExtensionType)
_PRIVATE = b"PRIVATE KEY-----"
_MAIL_USES = {ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}


def read_certificate(path: Path) -> x509.Certificate:
    """Read the first certificate of a PEM file. Raises CannotSeal, also for a file with a private key in it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CannotSeal("certificate-unreadable") from error
    if _PRIVATE in content:
        raise CannotSeal("key-private")
    try:
        return x509.load_pem_x509_certificate(content)
    except (ValueError, TypeError) as error:
        raise CannotSeal("certificate-malformed") from error


def why_not_valid(certificate: x509.Certificate, now: dt.datetime) -> str:
    """Return `certificate-expired`, `certificate-not-yet-valid`, or an empty string."""
    if now > certificate.not_valid_after_utc:
        return "certificate-expired"
    if now < certificate.not_valid_before_utc:
        return "certificate-not-yet-valid"
    return ""


def check_for_mail(certificate: x509.Certificate, least_bits: int = LEAST_BITS) -> None:
    """Raise CannotSeal unless mail can be encrypted to it: RSA, long enough, and its uses allow it.

    RFC 8550, 4.4.2 and 4.4.4: what is not limited is allowed.
    """
    try:
        key = certificate.public_key()
        usage = _extension(certificate, x509.KeyUsage)
        extended = _extension(certificate, x509.ExtendedKeyUsage)
    except (ValueError, UnsupportedAlgorithm, x509.DuplicateExtension) as error:
        raise CannotSeal("certificate-malformed") from error
    if not isinstance(key, RSAPublicKey):
        raise CannotSeal("key-not-rsa")
    if key.key_size < least_bits:
        raise CannotSeal("key-too-weak")
    if usage is not None and not usage.key_encipherment:
        raise CannotSeal("key-usage")
    if extended is not None and _MAIL_USES.isdisjoint(extended):
        raise CannotSeal("key-usage")


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of the certificate in hexadecimal digits, like `openssl x509 -fingerprint -sha256`."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def _extension(certificate: x509.Certificate, kind: type[_Extension]) -> _Extension | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
