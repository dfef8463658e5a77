"""A key pair for an office that has none: the public half for terminals, the private one for the office only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

BITS = 4096
"""FIT-Connect's least; above BSI TR-02102-1."""
LEAST_PASSPHRASE = 12


@dataclass(frozen=True, repr=False)
class OfficeKeyPair:
    private_pem: bytes
    """PKCS#8, encrypted with the passphrase."""
    public_pem: bytes
    certificate_pem: bytes
    """Self-signed, for encrypting mail (RFC 8550)."""


class WeakPassphrase(ValueError):
    pass


def new_office_keys(
    name: str, passphrase: str, now: dt.datetime, years: int = 2, address: str = "", bits: int = BITS
) -> OfficeKeyPair:
    """`name` is the office as it stands in the certificate. Takes some seconds. Raises WeakPassphrase."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise WeakPassphrase(f"a passphrase has at least {LEAST_PASSPHRASE} characters")
    key = generate_private_key(public_exponent=65537, key_size=bits)
    return OfficeKeyPair(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode())),
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        _certificate(key, name, address, now, years).public_bytes(Encoding.PEM),
    )


def _certificate(key: RSAPrivateKey, name: str, address: str, now: dt.datetime, years: int) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))  # clocks differ
        .not_valid_after(now + dt.timedelta(days=365 * years))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_encryption(), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if address:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.RFC822Name(address)]), critical=False)
    return builder.sign(key, hashes.SHA256())


def _for_encryption() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=True,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
