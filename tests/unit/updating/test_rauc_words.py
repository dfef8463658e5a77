"""What RAUC prints, as RAUC 1.8 printed it for bundles made here, and what it means."""

from __future__ import annotations

import pytest

from appliance.updating.rauc_words import keyword_of, last_words, percent_of

FOREIGN = """installing
  0% Installing
 20% Checking bundle
 20% Verifying signature
 40% Verifying signature failed.
 40% Checking bundle failed.
100% Installing failed.
LastError: signature verification failed: Verify error: self-signed certificate
Installing `/var/lib/migrado/update/x.raucb` failed
""".splitlines()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  0% Installing", 0),
        (" 20% Determining slot states done.", 20),
        ("100% Installing done.", 100),
        ("100% Installing failed.", None),
        ("installing", None),
        ("LastError: 50% of nothing", None),
        ("", None),
    ],
)
def test_how_far_it_is(line: str, expected: int | None) -> None:
    assert percent_of(line) == expected


def test_the_last_error_says_it_best() -> None:
    assert last_words(FOREIGN) == "LastError: signature verification failed: Verify error: self-signed certificate"
    assert last_words(["a", "b", ""]) == "b"
    assert last_words([]) == ""


@pytest.mark.parametrize(
    ("line", "keyword"),
    [
        (FOREIGN[-2], "bad_signature"),
        ("LastError: Compatible mismatch: Expected 'migrado' but bundle manifest has 'x'", "wrong_compatible"),
        ("LastError: Invalid bundle format: Signature size (9760273488945013952) exceeds bundle size", "damaged"),
        ("LastError: Invalid bundle format: Signature size is 0", "damaged"),
        ("D-Bus error while installing `/x.raucb`", "installer_away"),
        ("LastError: Failed mounting bundle: Failed to open /dev/mapper/control", "install_failed"),
        ("", "install_failed"),
    ],
)  # fmt: skip
def test_why_it_did_not_install(line: str, keyword: str) -> None:
    assert keyword_of(["installing", line]) == keyword
