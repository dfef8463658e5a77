"""What stands outside a mail for everybody, and inside for the office."""

from __future__ import annotations

import email
import email.policy

import pytest

from appliance.outbox.smime_mail.letter import envelope_for, letter
from appliance.outbox.submission import SubmissionKind
from tests.peers.submissions import submission

SENDER, OFFICE = "terminal@migrado.example.org", "amt@example.org"


def test_the_outside_holds_ids_and_addresses_only() -> None:
    sent = submission()
    assert envelope_for(sent, SENDER, OFFICE).headers() == (
        ("From", SENDER),
        ("To", OFFICE),
        ("Date", "Mon, 02 Mar 2026 09:00:00 +0000"),
        ("Message-ID", f"<{sent.id}@migrado.example.org>"),
        ("Subject", f"MigraDo: Einreichung {sent.id}"),
    )


@pytest.mark.parametrize(
    ("kind", "title", "file"),
    [(SubmissionKind.APPLICATION, "Antrag", "antrag.pdf"), (SubmissionKind.MESSAGE, "Nachricht", "nachricht.pdf")],
)
def test_the_inside_says_what_it_is(kind: SubmissionKind, title: str, file: str) -> None:
    sent = submission(kind=kind, papers=2)
    made = letter(sent, envelope_for(sent, SENDER, OFFICE))
    inside = email.message_from_bytes(made, policy=email.policy.default)
    assert inside["Subject"] == f"{title} MD-7K4Q-2XF9: {sent.form_title}"
    names = [part.get_filename() for part in inside.iter_attachments()]
    assert names == [file, "daten.json", "unterlage-1.pdf", "unterlage-2.pdf"]
    text = inside.get_body(("plain",))
    assert text is not None
    assert sent.id in text.get_content()


def test_the_inside_protects_the_outer_headers() -> None:
    """RFC 9788: each stands inside again, and a mail program can see which one was hidden."""
    sent = submission()
    outside = envelope_for(sent, SENDER, OFFICE)
    inside = email.message_from_bytes(letter(sent, outside), policy=email.policy.default)
    assert inside.get_content_type() == "multipart/mixed"
    assert 'hp="cipher"' in inside["Content-Type"]
    for name, value in outside.headers():
        assert name == "Subject" or inside[name] == value
        assert f"{name}: {value}" in inside.get_all("HP-Outer", [])


def test_every_line_ends_as_mail_lines_do() -> None:
    """What is signed must not be changed by anyone who mends line ends on the way."""
    sent = submission()
    made = letter(sent, envelope_for(sent, SENDER, OFFICE))
    assert made.count(b"\n") == made.count(b"\r\n") == made.count(b"\r")
    assert made.isascii()
    assert max(map(len, made.split(b"\r\n"))) < 998
