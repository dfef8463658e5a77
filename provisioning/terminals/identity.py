"""`migrado-identity.pem`: a terminal's authority, certificate and private key in one file; do they fit?"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import NameOID

from provisioning.terminals.mistakes import Mistake
from provisioning.terminals.provision_file import IDENTITY_NAME

_BLOCK = re.compile(rb"-----BEGIN ([A-Z ]+)-----\r?\n[A-Za-z0-9+/=\r\n]+-----END \1-----\r?\n?")
_ANEW = "write the card anew with `provision write`", "Karte mit `provision write` neu schreiben"


@dataclass(frozen=True, repr=False)
class Identity:
    authority_pem: bytes
    certificate_pem: bytes
    key_pem: bytes
    name: str
    """The certificate's common name: the terminal's id."""
    serial: str
    until: dt.datetime


def read_identity(content: bytes) -> Identity | list[Mistake]:
    """Take the file apart; all three parts must belong together."""
    blocks = [(found.group(1), found.group(0)) for found in _BLOCK.finditer(content)]
    if [kind for kind, _ in blocks] != [b"CERTIFICATE", b"CERTIFICATE", b"PRIVATE KEY"]:
        return [_wrong("is cut off or is another file", "ist abgeschnitten oder eine andere Datei")]
    authority_pem, certificate_pem, key_pem = (block for _, block in blocks)
    try:
        authority = x509.load_pem_x509_certificate(authority_pem)
        certificate = x509.load_pem_x509_certificate(certificate_pem)
        key = load_pem_private_key(key_pem, None)
        certificate.verify_directly_issued_by(authority)
        names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return [_wrong("is damaged", "ist beschädigt")]
    except InvalidSignature:
        return [_wrong("is not from the authority it names", "stammt nicht von der Stelle, die sie nennt")]
    if key.public_key() != certificate.public_key() or len(names) != 1:
        return [_wrong("key and certificate do not belong together", "Schlüssel und Zertifikat passen nicht")]
    serial = f"{certificate.serial_number:x}"
    until = certificate.not_valid_after_utc
    return Identity(authority_pem, certificate_pem, key_pem, str(names[0].value), serial, until)


def judge(identity: Identity, terminal_id: str, now: dt.datetime) -> list[Mistake]:
    """Whether it began is not asked: a clock that is behind says so of every certificate, and NTP comes later."""
    found = []
    if identity.name != terminal_id:
        found.append(_wrong(f"belongs to {identity.name}, not to {terminal_id}", f"gehört zu {identity.name}"))
    if identity.until <= now:
        ended = f"{identity.until:%Y-%m-%d}"
        found.append(_wrong(f"its certificate has ended on {ended}", f"das Zertifikat endete am {ended}"))
    return found


def _wrong(en: str, de: str) -> Mistake:
    return Mistake(IDENTITY_NAME, f"{en}; {_ANEW[0]}", f"{de}; {_ANEW[1]}")
