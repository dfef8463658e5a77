"""A throw-away certificate authority: certificates for offices, sites and servers, good ones and spoilt ones."""

from __future__ import annotations

import datetime as dt
import functools
import ipaddress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

HOST = "127.0.0.1"
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
FAR_AWAY = dt.datetime(2090, 1, 1, tzinfo=dt.UTC)


@functools.cache
def private_key(owner: str, bits: int = 3072) -> RSAPrivateKey:
    """Return the owner's key, made once a process: making one takes long."""
    assert owner
    return generate_private_key(public_exponent=65537, key_size=bits)


def public_pem(key: RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def private_pem(key: RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@dataclass(frozen=True)
class Pair:
    certificate: Path
    key: Path


class Authority:
    def __init__(self, directory: Path, name: str = "authority") -> None:
        self.directory = directory
        self._key = private_key(f"{name} of certificates", 2048)
        self._name = _named(f"Test {name}")
        builder = self._builder(self._name, self._key, LONG_AGO, FAR_AWAY)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        builder = builder.add_extension(_usage(may_encrypt=False, signs=True), critical=True)
        self.file = directory / f"{name}.pem"
        self.file.write_bytes(builder.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))

    def issue(
        self,
        owner: str,
        *,
        bits: int = 3072,
        until: dt.datetime = FAR_AWAY,
        since: dt.datetime = LONG_AGO,
        may_encrypt: bool = True,
        for_mail: bool = True,
    ) -> Pair:
        """Write `<owner>.pem` and `<owner>.key`."""
        key = private_key(owner, bits)
        builder = self._builder(_named(owner), key, since, until)
        builder = builder.add_extension(_usage(may_encrypt=may_encrypt), critical=True)
        uses = [ExtendedKeyUsageOID.EMAIL_PROTECTION if for_mail else ExtendedKeyUsageOID.SERVER_AUTH]
        builder = builder.add_extension(x509.ExtendedKeyUsage(uses), critical=False)
        names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address(HOST))]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        pair = Pair(self.directory / f"{owner}.pem", self.directory / f"{owner}.key")
        pair.certificate.write_bytes(builder.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))
        pair.key.write_bytes(private_pem(key))
        return pair

    def _builder(
        self, subject: x509.Name, key: RSAPrivateKey, since: dt.datetime, until: dt.datetime
    ) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self._name)
        builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
        # Python 3.13 takes no certificate without them (X509_V_FLAG_X509_STRICT, RFC 5280).
        whose = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        builder = builder.add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
        )
        builder = builder.add_extension(whose, critical=False)
        return builder.not_valid_before(since).not_valid_after(until)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _usage(*, may_encrypt: bool, signs: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=may_encrypt,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )
