"""What each kind of certificate of a site may be used for (RFC 5280, 4.2.1)."""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.x509.oid import ExtendedKeyUsageOID


def for_issuing(builder: x509.CertificateBuilder, key: EllipticCurvePublicKey) -> x509.CertificateBuilder:
    """It may sign terminals, brokers and revocation lists, and make no authority below it."""
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def for_client(
    builder: x509.CertificateBuilder, key: EllipticCurvePublicKey, issuer: EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    return _for_end(builder, key, issuer, ExtendedKeyUsageOID.CLIENT_AUTH)


def for_server(
    builder: x509.CertificateBuilder, key: EllipticCurvePublicKey, issuer: EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    """A terminal's certificate must not pass as the broker's."""
    return _for_end(builder, key, issuer, ExtendedKeyUsageOID.SERVER_AUTH)


def for_signing(builder: x509.CertificateBuilder, key: EllipticCurvePublicKey) -> x509.CertificateBuilder:
    """It signs data, such as update bundles, and no certificates."""
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _for_end(
    builder: x509.CertificateBuilder,
    key: EllipticCurvePublicKey,
    issuer: EllipticCurvePublicKey,
    use: x509.ObjectIdentifier,
) -> x509.CertificateBuilder:
    builder = for_signing(builder, key).add_extension(x509.ExtendedKeyUsage([use]), critical=False)
    whose = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer)
    return builder.add_extension(whose, critical=False)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
