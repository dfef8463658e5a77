"""Takes the terminal's next certificate, which IT staff lay at the broker before the old one ends.

The key stays where it is; what comes is public, and judged as if anybody had sent it.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import NameOID

from appliance.storage.durable_file import OsFiles, write_atomically
from appliance.telemetry.link import CertificateReceived

log = logging.getLogger(__name__)


class CertificateDesk:
    """Owner thread only. The link reads the file anew at each connection, so nothing is restarted."""

    def __init__(
        self,
        terminal_id: str,
        certificate_file: Path,
        key_file: Path,
        ca_file: Path,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._terminal_id = terminal_id
        self._certificate_file = certificate_file
        self._key_file = key_file
        self._ca_file = ca_file
        self._now = now

    def handle(self, event: object) -> None:
        if isinstance(event, CertificateReceived) and event.pem:
            try:
                self._take(event.pem)
            except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
                log.warning("the new certificate cannot be taken: %s", type(error).__name__)

    def _take(self, pem: bytes) -> None:
        new = x509.load_pem_x509_certificate(pem)
        old = x509.load_pem_x509_certificate(self._certificate_file.read_bytes())
        if new == old:
            return
        reason = self._why_not(new, old)
        if reason:
            log.warning("the new certificate is not taken: %s", reason)
            return
        write_atomically(OsFiles(), self._certificate_file, pem)
        log.info("a new certificate is taken, good until %s", new.not_valid_after_utc.date())

    def _why_not(self, new: x509.Certificate, old: x509.Certificate) -> str:
        """Return why `new` is no follower of `old`; empty: it is."""
        key = load_pem_private_key(self._key_file.read_bytes(), None)
        names = new.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        if [name.value for name in names] != [self._terminal_id]:
            return "another name"
        if new.public_key() != key.public_key():
            return "another key"
        if not new.not_valid_before_utc <= self._now() < new.not_valid_after_utc:
            return "not valid now"
        if new.not_valid_after_utc <= old.not_valid_after_utc:
            return "no later end"
        try:
            new.verify_directly_issued_by(x509.load_pem_x509_certificate(self._ca_file.read_bytes()))
        except InvalidSignature:
            return "another authority"
        return ""
