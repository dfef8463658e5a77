"""A TLS client's papers that live for minutes: who can open the site's authority needs no others."""

from __future__ import annotations

import datetime as dt
import ssl
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from provisioning.site.authority import Authority, client_certificate, key_pem, new_key

PROVISION = "_provision"
LIFE = dt.timedelta(minutes=10)


def client_context(authority: Authority, name: str, now: dt.datetime) -> ssl.SSLContext:
    """Trust the site's authority only, and show a new certificate of `name`."""
    key = new_key()
    certificate = client_certificate(authority, name, key.public_key(), now, LIFE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority.pem.decode())
    with tempfile.TemporaryDirectory(prefix="provision-") as directory:
        both = Path(directory) / "both.pem"
        both.touch(mode=0o600)
        both.write_bytes(certificate.public_bytes(Encoding.PEM) + key_pem(key))
        context.load_cert_chain(both)
    return context
