"""What can be said of an office without asking anyone: its table, and the key file it points to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cryptography import x509

from appliance.outbox.certificates import fingerprint, read_certificate, why_not_valid
from appliance.outbox.jwe import read_office_key
from appliance.outbox.ports import CannotSeal
from appliance.outbox.settings import OfficeSettings
from provisioning.findings import Finding, bad, good, note
from provisioning.reasons import in_words

EXPIRES_SOON_DAYS = 30
_CERTIFICATE = b"-----BEGIN CERTIFICATE-----"


def check_office(office: OfficeSettings, now: dt.datetime) -> tuple[Finding, ...]:
    return (_way(office), _address(office), _reply(office), *_key(office, now))


def where_to(office: OfficeSettings) -> str:
    """Say how the office is reached."""
    if office.fit_connect is not None:
        return f"FIT-Connect, destination {office.fit_connect.destination_id}"
    if office.smime is not None:
        return f"encrypted mail to {office.smime.address}"
    if office.sftp is not None:
        return (
            f"SFTP to {office.sftp.user}@{office.sftp.host}:{office.sftp.port}, directory {office.sftp.directory}"
        )
    return "paper only"


def key_file(office: OfficeSettings) -> Path | None:
    """Return the file with the office's key; FIT-Connect's keys come from the service."""
    if office.smime is not None:
        return office.smime.certificate_file
    return office.sftp.office_key_file if office.sftp is not None else None


def _way(office: OfficeSettings) -> Finding:
    return good("transport", where_to(office))


def _address(office: OfficeSettings) -> Finding:
    known = [", ".join(office.address)] if office.address else []
    known += [f"letter-box: {office.letter_box}"] if office.letter_box else []
    if known:
        return good("address", "; ".join(known))
    told = "no postal address and no letter-box: the cover sheet cannot say where paper goes"
    return note("address", told, "Add `address` or `letter_box`.")


def _reply(office: OfficeSettings) -> Finding:
    hours = "; ".join(office.hours) or "no hours"
    days = f"answers within {office.reply_days} working days" if office.reply_days else "no reply time"
    if office.hours and office.reply_days:
        return good("hours", f"{hours}; {days}")
    return note("hours", f"{hours}; {days}", "Add `hours` and `reply_days`: people are told them.")


def _key(office: OfficeSettings, now: dt.datetime) -> tuple[Finding, ...]:
    path = key_file(office)
    if path is None:
        return ()
    try:
        key = read_office_key(path)
        certificate = read_certificate(path) if _CERTIFICATE in path.read_bytes() else None
    except CannotSeal as problem:
        said, correct = in_words(problem.reason)
        return (bad("key", f"{path.name}: {said}", correct),)
    described = f"{path.name}: RSA {key.bits} bits, kid {key.kid}"
    if certificate is None:
        return (good("key", f"{described}; a bare key has no end of validity"),)
    return good("key", f"{described}, SHA-256 {fingerprint(certificate)}"), _validity(certificate, now)


def _validity(certificate: x509.Certificate, now: dt.datetime) -> Finding:
    problem = why_not_valid(certificate, now)
    if problem:
        said, correct = in_words(problem)
        return bad("validity", said, correct)
    last = certificate.not_valid_after_utc
    days = (last - now).days
    said = f"valid until {last:%Y-%m-%d}, {days} days left"
    if days < EXPIRES_SOON_DAYS:
        return note("validity", said, "Ask the office for its next certificate now.")
    return good("validity", said)
