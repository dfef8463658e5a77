"""`provision doctor`: all mistakes at once, plain words for every office, a test submission that arrives once."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
import pikepdf
import pytest

from appliance.outbox.progress import OfficeAnswer
from provisioning.reasons import REASONS, in_words
from provisioning.specimen import TITLE, specimen
from tests.peers.authority import Authority, private_key, private_pem, public_pem
from tests.peers.package_opener import OpenedPackage, open_package
from tests.unit.provisioning.desk import NOW, OFFICE, Desk

SCHEMA = Path(__file__).parents[3] / "docs/schemas/testeinreichung.json"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.write()
    return made


def arrived(desk: Desk) -> list[OpenedPackage]:
    keys = [key.private_key for key in desk.office.office.keys if key.private_key]
    return [open_package(token, *keys) for token in desk.office.office.packages.values()]


def test_an_office_in_order_is_said_to_be_so(desk: Desk) -> None:
    result = desk.doctor("--office", "wohnungsamt")
    assert result.exit_code == 0, result.output
    for words in ("sftp.example.org:22", "Musterweg 1", "Mo-Fr 8-12 Uhr", "RSA 3072 bits, kid", "in order"):
        assert words in result.output
    assert arrived(desk) == []


def test_all_mistakes_are_said_at_once_and_no_office_is_asked(desk: Desk) -> None:
    desk.write(OFFICE.replace("reply_days = 10", "reply_days = -1\nfax = 1") + "\n[limits]\nmost_mib = 0\n")
    desk.office.goes_away()
    result = desk.doctor()
    assert result.exit_code == 1
    for words in ("fax", "no office was examined"):
        assert words in result.output
    desk.write(OFFICE.replace("reply_days = 10", "reply_days = -1") + "\n[limits]\nmost_mib = 0\n")
    output = desk.doctor().output
    assert "reply_days" in output
    assert "limits.most_mib" in output


def test_a_file_that_is_not_there_is_no_good_settings_file(tmp_path: Path) -> None:
    result = Desk(tmp_path).doctor()
    assert result.exit_code == 1
    assert "there is no such file" in result.output


def test_an_office_that_terminals_do_not_show_is_a_mistake(desk: Desk) -> None:
    desk.write(OFFICE.replace("wohnungsamt", "finanzamt"))
    result = desk.doctor()
    assert result.exit_code == 1
    assert "offices.finanzamt: there is no such office" in result.output
    assert desk.doctor("--office", "jugendstil").exit_code == 1


def test_offices_without_a_table_take_paper_only_and_lack_an_address(desk: Desk) -> None:
    result = desk.doctor("--office", "jobcenter")
    assert result.exit_code == 0
    assert "paper only" in result.output
    assert "no postal address" in result.output


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (b"\x00", "holds no RSA public key"),
        (private_pem(private_key("private")), "PRIVATE key"),
        (public_pem(private_key("weak", 2048)), "too short"),
    ],
)
def test_a_key_that_cannot_be_used_is_said_with_what_to_do(desk: Desk, key: bytes, words: str) -> None:
    desk.write(key=key)
    result = desk.doctor("--office", "wohnungsamt")
    assert result.exit_code == 1
    assert words in result.output
    assert "What to correct" in result.output


@pytest.mark.parametrize(
    ("days", "words", "code"),
    [(400, "400 days left", 0), (20, "20 days left", 0), (-1, "has expired", 1)],
)
def test_the_end_of_a_certificate_is_seen_coming(desk: Desk, days: int, words: str, code: int) -> None:
    until = NOW.replace(hour=10).__add__(NOW.resolution * 86_400_000_000 * days)
    pair = Authority(desk.directory).issue("wohnungsamt-cert", until=until)
    desk.write(key=pair.certificate.read_bytes())
    result = desk.doctor("--office", "wohnungsamt")
    assert result.exit_code == code, result.output
    assert words in result.output
    assert ("next certificate now" in result.output) == (days == 20)


def test_an_office_that_cannot_be_reached_is_bad_and_gets_no_test(desk: Desk) -> None:
    desk.office.goes_away("host-key")
    result = desk.doctor("--office", "wohnungsamt", "--send-test")
    assert result.exit_code == 1
    assert "another key than the pinned one" in result.output
    assert "not sent" in result.output
    assert desk.office.attempts == 0


def test_a_test_submission_arrives_marked_as_one(desk: Desk) -> None:
    result = desk.doctor("--office", "wohnungsamt", "--send-test", "--wait", "10")
    assert result.exit_code == 0, result.output
    assert "handed over, not confirmed" in result.output
    assert 0 < desk.waited <= 10
    (package,) = arrived(desk)
    assert TITLE in json.dumps(package.manifest, ensure_ascii=False)
    data = json.loads(package.files["data.json"])
    jsonschema.validate(data, json.loads(SCHEMA.read_text(encoding="utf-8")))
    with pikepdf.open(io.BytesIO(package.files["application.pdf"])) as document:
        assert str(document.docinfo["/Title"]) == TITLE
        assert TITLE.encode("cp1252") in document.pages[0].Contents.read_bytes()


def test_it_is_followed_until_the_office_has_opened_it(desk: Desk) -> None:
    def opens() -> None:
        (submission,) = desk.office.office.taken
        desk.office.answers(submission, OfficeAnswer.RECEIVED)

    desk.while_waiting = opens
    result = desk.doctor("--office", "wohnungsamt", "--send-test")
    assert "opened it" in result.output
    assert desk.waited == 2


def test_a_connection_that_breaks_before_or_after_sends_it_once(desk: Desk) -> None:
    desk.office.breaks_next()
    assert desk.doctor("--office", "wohnungsamt", "--send-test").exit_code == 0
    assert (desk.office.attempts, len(arrived(desk))) == (2, 1)
    desk.office.loses_last_confirmation()
    assert desk.doctor("--office", "wohnungsamt", "--send-test").exit_code == 0
    assert (desk.office.attempts, len(arrived(desk))) == (3, 2)


def test_a_refused_test_is_bad_and_names_its_id(desk: Desk) -> None:
    desk.office.refuses_next()
    result = desk.doctor("--office", "wohnungsamt", "--send-test")
    assert result.exit_code == 1
    assert "01J00000000000000000000001" in result.output


def test_a_receiver_that_goes_away_for_good_ends_with_the_time(desk: Desk) -> None:
    desk.office.breaks_next()
    desk.while_waiting = lambda: desk.office.goes_away("timeout")
    result = desk.doctor("--office", "wohnungsamt", "--send-test", "--wait", "9")
    assert result.exit_code == 1
    assert "did not answer in time" in result.output
    assert desk.waited <= 9


def test_machines_get_json_with_the_same(desk: Desk) -> None:
    told = json.loads(desk.doctor("--json").output)
    assert told["ok"] is True
    offices = {office["office"]: office for office in told["offices"]}
    assert offices["wohnungsamt"]["transport"] == "sftp"
    assert {finding["verdict"] for finding in offices["wohnungsamt"]["findings"]} == {"good"}
    desk.office.goes_away()
    result = desk.doctor("--json")
    assert (result.exit_code, json.loads(result.output)["ok"]) == (1, False)


def test_an_id_without_words_stands_as_it_came() -> None:
    assert "never-heard-of" in in_words("never-heard-of")[0]
    assert "550" in in_words("smtp-550")[0]
    assert all(said and correct for said, correct in REASONS.values())


def test_the_specimen_is_no_person() -> None:
    made = specimen("01J00000000000000000000001", "jobcenter", NOW)
    assert b"ERIKSSON" in made.data
    assert "01J00000000000000000000001" in repr(made)
