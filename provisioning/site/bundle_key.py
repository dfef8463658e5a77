"""The key that a site signs its update bundles with; its certificate is the keyring of images of the site."""

from __future__ import annotations

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from provisioning.new_files import OPEN, SECRET
from provisioning.site.authority import AUTHORITY_YEARS, LONG_AGO, key_pem, new_key
from provisioning.site.certificate_uses import for_signing

KEY, KEYRING = "ca/bundle.key", "keyring.pem"


def bundle_key_files(site: str, passphrase: str, now: dt.datetime) -> dict[str, tuple[bytes, int]]:
    """Return key (encrypted) and keyring by their names in the site's folder.

    It signs for itself: no other certificate of the site makes an update good. As long as the authority it holds,
    because a terminal learns of another keyring by an update only; and from long ago, for a Pi without a clock.
    """
    key = new_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{site[:48]} updates")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - LONG_AGO)
    builder = builder.not_valid_after(now + dt.timedelta(days=365 * AUTHORITY_YEARS))
    certificate = for_signing(builder, key.public_key()).sign(key, hashes.SHA256())
    return {KEY: (key_pem(key, passphrase), SECRET), KEYRING: (certificate.public_bytes(Encoding.PEM), OPEN)}
