"""Keys and certificates of a make-believe FIT-Connect: TLS, service, office, the administration's PKI."""

from __future__ import annotations

import base64
import datetime as dt
import ipaddress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

DAY = dt.timedelta(days=1)


@cache
def rsa_key(name: str, bits: int = 4096) -> rsa.RSAPrivateKey:
    """Return the key of that name; made once in a process, because 4096 bits take seconds."""
    assert name
    return rsa.generate_private_key(65537, bits)


def jwk(key: rsa.RSAPrivateKey, kid: str, use: str, **members: Any) -> dict[str, Any]:
    """The public half as the service publishes it; `use` is wrapKey or verify."""
    numbers = key.public_key().public_numbers()
    alg = "RSA-OAEP-256" if use == "wrapKey" else "PS512"
    published = {"kty": "RSA", "kid": kid, "alg": alg, "key_ops": [use], "n": _number(numbers.n), "e": "AQAB"}
    return published | members


@dataclass(frozen=True)
class Authority:
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def root(name: str) -> Authority:
    return _authority(name, None)


def subordinate(name: str, above: Authority) -> Authority:
    return _authority(name, above)


def office_certificate(
    key: rsa.RSAPrivateKey, above: Authority, *, encipher: bool = True, ended: bool = False
) -> x509.Certificate:
    """Names an office and no host, as certificates of the administration's PKI do."""
    now = dt.datetime.now(dt.UTC)
    usage = _usage(key_encipherment=encipher, digital_signature=not encipher)
    return (
        _unsigned("Testamt Utopia", above.certificate.subject, key.public_key())
        .not_valid_before(now - 30 * DAY)
        .not_valid_after(now - DAY if ended else now + 30 * DAY)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(_issuer_id(above), critical=False)
        .sign(above.key, hashes.SHA256())
    )


def x5c(*certificates: x509.Certificate) -> list[str]:
    return [base64.b64encode(one.public_bytes(serialization.Encoding.DER)).decode() for one in certificates]


def write_server_identity(directory: Path, authority: Authority, name: str) -> tuple[Path, Path]:
    """Write certificate and key for 127.0.0.1, and return their paths."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    hosts = x509.SubjectAlternativeName(
        [
            x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
            x509.DNSName("localhost"),
        ]
    )
    certificate = (
        _unsigned(name, authority.certificate.subject, key.public_key())
        .not_valid_before(now - DAY)
        .not_valid_after(now + 30 * DAY)
        .add_extension(hosts, critical=False)
        .add_extension(_issuer_id(authority), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    certificate_file, key_file = directory / f"{name}.crt", directory / f"{name}.key"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate_file, key_file


def _authority(name: str, above: Authority | None) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name)
    now = dt.datetime.now(dt.UTC)
    builder = (
        _unsigned(name, above.certificate.subject if above else subject, key.public_key())
        .not_valid_before(now - 60 * DAY)
        .not_valid_after(now + 60 * DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if above is not None:
        builder = builder.add_extension(_issuer_id(above), critical=False)
    return Authority(key, builder.sign(above.key if above else key, hashes.SHA256()))


def _unsigned(name: str, issuer: x509.Name, key: Any) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
    )


def _usage(**bits: bool) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: bits.get(name, False) for name in names})


def _issuer_id(authority: Authority) -> x509.AuthorityKeyIdentifier:
    subject_id = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(subject_id)


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _number(value: int) -> str:
    return base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()
