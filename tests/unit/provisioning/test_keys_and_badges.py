"""Keys that offices can use, badges and PINs that terminals take, and nothing secret where it does not belong."""

from __future__ import annotations

import datetime as dt
import stat
import tomllib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from appliance.outbox.certificates import check_for_mail, read_certificate
from appliance.outbox.jwe import read_office_key
from appliance.staff.badge import public_key_from, read_badge
from appliance.staff.pins import verify_pin
from appliance.staff.roster import roster_from
from provisioning.badge_keys import new_badge, read_badge_key
from provisioning.office_keys import WeakPassphrase, new_office_keys
from tests.unit.provisioning.desk import NOW, Desk

PASSPHRASE = "utopia utopia utopia"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n")
    return Desk(tmp_path)


def test_an_office_gets_a_pair_that_every_transport_takes(desk: Desk) -> None:
    keys = desk.directory / "keys"
    arguments = ("key", "new-office", str(keys), "--office", "schulamt", "--mail", "schulamt@example.org")
    result = desk.run(*arguments, types=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert result.exit_code == 0, result.output
    assert PASSPHRASE not in result.output
    public = read_office_key(keys / "schulamt.public.pem")
    certificate = read_certificate(keys / "schulamt.certificate.pem")
    check_for_mail(certificate)
    assert (public.bits, certificate.not_valid_after_utc) == (4096, NOW + dt.timedelta(days=730))
    assert f"kid {public.kid}" in result.output
    private = keys / "schulamt.private.pem"
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert b"ENCRYPTED PRIVATE KEY" in private.read_bytes()
    assert load_pem_private_key(private.read_bytes(), PASSPHRASE.encode()).public_key() == certificate.public_key()
    before = private.read_bytes()
    again = desk.run(*arguments, "--passphrase-file", str(desk.directory / "passphrase"))
    assert (again.exit_code, private.read_bytes()) == (1, before)


def test_a_short_passphrase_is_refused_before_anything_is_made() -> None:
    with pytest.raises(WeakPassphrase, match="12 characters"):
        new_office_keys("Schulamt", "utopia", NOW)


def badge_key(desk: Desk) -> tuple[Path, str]:
    secret = ("--passphrase-file", str(desk.directory / "passphrase"))
    result = desk.run("badge", "key", str(desk.directory), *secret)
    assert result.exit_code == 0, result.output
    return desk.directory / "badge.private.pem", result.output.splitlines()[-1]


def test_a_badge_opens_the_terminals_whose_staff_file_has_the_line(desk: Desk) -> None:
    path, line = badge_key(desk)
    public = public_key_from(roster_from(tomllib.loads(line)).badge_key)
    badge, code = new_badge(read_badge_key(path, PASSPHRASE), "m-17", "Self-Service-Center", NOW.date(), 365)
    assert read_badge(code, public, "Self-Service-Center", NOW.date()) == badge
    assert PASSPHRASE.encode() not in path.read_bytes()


def test_issuing_writes_a_card_to_print_and_says_the_serial(desk: Desk) -> None:
    path, _ = badge_key(desk)
    result = desk.run(
        *("badge", "issue", "--key", str(path), "--staff", "m-17", "--site", "Utopia & Co", "--days", "30"),
        *("--card", str(desk.directory / "cards")),
        types=f"{PASSPHRASE}\n",
    )
    assert result.exit_code == 0, result.output
    (card,) = (desk.directory / "cards").iterdir()
    drawn = card.read_text()
    assert "m-17" in drawn
    assert "Utopia &amp; Co" in drawn
    assert "bis 01.04.2026" in drawn
    assert card.stem.rpartition("-")[2] in result.output


@pytest.mark.parametrize(("staff", "typed"), [("Anna Maria", PASSPHRASE), ("m-17", "wrong wrong wrong")])
def test_a_name_on_a_badge_or_a_wrong_passphrase_is_refused(desk: Desk, staff: str, typed: str) -> None:
    path, _ = badge_key(desk)
    arguments = (
        "badge",
        "issue",
        "--key",
        str(path),
        "--staff",
        staff,
        "--site",
        "S",
        "--card",
        str(desk.directory),
    )
    result = desk.run(*arguments, types=f"{typed}\n")
    assert result.exit_code == 1
    assert list(desk.directory.glob("*.svg")) == []


def test_a_pin_becomes_lines_that_the_staff_file_takes(desk: Desk) -> None:
    result = desk.run("staff", "pin", "--number", "17", types="294817\n294817\n")
    assert result.exit_code == 0, result.output
    assert "294817" not in result.output
    lines = result.output[result.output.index("[[people]]") :]
    person = roster_from(tomllib.loads(lines)).person("17")
    assert person is not None
    assert verify_pin(person.pin_hash, "294817")


@pytest.mark.parametrize(("number", "pin"), [("17", "123456"), ("17", "1234"), ("Anna", "294817")])
def test_a_weak_pin_or_a_name_is_refused(desk: Desk, number: str, pin: str) -> None:
    result = desk.run("staff", "pin", "--number", number, types=f"{pin}\n{pin}\n")
    assert result.exit_code == 1
    assert "pin_hash" not in result.output
