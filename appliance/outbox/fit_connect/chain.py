"""Whether a key's certificate chain leads to the administration's PKI. Pure; no revocation lists are fetched."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Sequence
from typing import Literal

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import ExtensionPolicy, PolicyBuilder, Store, VerificationError

from appliance.outbox.ports import CannotSeal

_MOST_CERTIFICATES = 8
Use = Literal["wrapKey", "verify"]


def check_chain(chain: Sequence[str], roots: bytes, key: RSAPublicKey, use: Use, now: dt.datetime) -> None:
    """Check an `x5c` (RFC 7517, 4.7: base64 DER, leaf first) against PEM roots. Raises CannotSeal."""
    if not chain:
        raise CannotSeal("certificate-missing")
    if len(chain) > _MOST_CERTIFICATES:
        raise CannotSeal("chain-too-long")
    try:
        leaf, *others = [x509.load_der_x509_certificate(base64.b64decode(one, validate=True)) for one in chain]
        _check_leaf(leaf, key, use)
        _verify(leaf, others, roots, now)
    except VerificationError as error:
        raise CannotSeal(_why(leaf, now)) from error
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension) as error:
        raise CannotSeal("certificate-malformed") from error


def _check_leaf(leaf: x509.Certificate, key: RSAPublicKey, use: Use) -> None:
    if leaf.public_key() != key:
        raise CannotSeal("certificate-of-another-key")
    try:
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.key_encipherment if use == "wrapKey" else usage.digital_signature):
        raise CannotSeal("certificate-wrong-use")


def _verify(leaf: x509.Certificate, others: list[x509.Certificate], roots: bytes, now: dt.datetime) -> None:
    # The leaf names an office, not a host: only the rules for authorities are the web's.
    verifier = (
        PolicyBuilder()
        .store(Store(x509.load_pem_x509_certificates(roots)))
        .time(now)
        .extension_policies(ca_policy=ExtensionPolicy.webpki_defaults_ca(), ee_policy=ExtensionPolicy.permit_all())
        .build_client_verifier()
    )
    verifier.verify(leaf, others)


def _why(leaf: x509.Certificate, now: dt.datetime) -> str:
    expired = not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc
    return "certificate-expired" if expired else "chain-not-trusted"
