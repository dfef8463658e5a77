"""Certificates that offices give us: each way in which one can be wrong has its id."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.outbox.certificates import check_for_mail, fingerprint, read_certificate, why_not_valid
from appliance.outbox.ports import CannotSeal
from tests.peers.authority import FAR_AWAY, LONG_AGO, Authority

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def why_not_mail(certificate: x509.Certificate) -> str:
    try:
        check_for_mail(certificate)
    except CannotSeal as problem:
        return problem.reason
    return ""


def why_not_read(path: Path) -> str:
    try:
        read_certificate(path)
    except CannotSeal as problem:
        return problem.reason
    return ""


def test_a_good_one_is_good(authority: Authority) -> None:
    certificate = read_certificate(authority.issue("office").certificate)
    assert why_not_valid(certificate, NOW) == why_not_mail(certificate) == ""
    assert len(fingerprint(certificate)) == 64


def test_it_is_valid_from_its_first_to_its_last_second(authority: Authority) -> None:
    certificate = read_certificate(authority.issue("office", since=NOW, until=NOW + DAY).certificate)
    second = dt.timedelta(seconds=1)
    assert why_not_valid(certificate, NOW - second) == "certificate-not-yet-valid"
    assert why_not_valid(certificate, NOW) == why_not_valid(certificate, NOW + DAY) == ""
    assert why_not_valid(certificate, NOW + DAY + second) == "certificate-expired"


def test_what_mail_cannot_be_encrypted_to_is_said(authority: Authority) -> None:
    bad = {
        "key-too-weak": authority.issue("weak", bits=2048),
        "key-usage": authority.issue("signing", may_encrypt=False),
    }
    assert {reason: why_not_mail(read_certificate(pair.certificate)) for reason, pair in bad.items()} == {
        reason: reason for reason in bad
    }
    assert why_not_mail(read_certificate(authority.issue("web", for_mail=False).certificate)) == "key-usage"
    assert why_not_mail(elliptic()) == "key-not-rsa"


def test_a_certificate_that_limits_nothing_may_be_used(authority: Authority) -> None:
    """Old in-house authorities write no uses at all."""
    key = x509.load_pem_x509_certificate(authority.issue("office").certificate.read_bytes()).public_key()
    signer = ec.generate_private_key(ec.SECP256R1())
    builder = blank().public_key(key)
    assert why_not_mail(builder.sign(signer, hashes.SHA256())) == ""


def test_a_private_key_in_the_file_is_refused_wherever_it_stands(authority: Authority, tmp_path: Path) -> None:
    pair = authority.issue("office")
    both = tmp_path / "both.pem"
    both.write_bytes(pair.certificate.read_bytes() + pair.key.read_bytes())
    assert why_not_read(both) == why_not_read(pair.key) == "key-private"
    assert why_not_read(tmp_path / "none.pem") == "certificate-unreadable"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 2000), noise=st.binary(max_size=40))
def test_a_spoilt_file_has_an_id_too(authority: Authority, tmp_path: Path, cut: int, noise: bytes) -> None:
    whole = authority.file.read_bytes()
    spoilt = tmp_path / "spoilt.pem"
    spoilt.write_bytes(whole[:cut] + noise + whole[cut + len(noise) :])
    assert why_not_read(spoilt) in ("", "certificate-malformed", "key-private")


def blank() -> x509.CertificateBuilder:
    name = x509.Name([])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1)
    return builder.not_valid_before(LONG_AGO).not_valid_after(FAR_AWAY)


def elliptic() -> x509.Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    made = blank().public_key(key.public_key()).sign(key, hashes.SHA256())
    return x509.load_pem_x509_certificate(made.public_bytes(Encoding.PEM))
