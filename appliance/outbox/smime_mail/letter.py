"""What the office reads when it has opened the mail: a MIME entity with the PDF, the data and the papers. Pure."""

from __future__ import annotations

import email.policy
import email.utils
from dataclasses import dataclass
from email.message import EmailMessage

from appliance.outbox.submission import Submission, SubmissionKind

POLICY = email.policy.SMTP.clone(max_line_length=200)
"""CRLF; lines long enough for our ids not to be folded (RFC 5322 allows 998)."""
_TITLES = {SubmissionKind.APPLICATION: "Antrag", SubmissionKind.MESSAGE: "Nachricht"}


@dataclass(frozen=True)
class Envelope:
    """What stands outside, readable for every mail server on the way: nothing of a person."""

    sender: str
    recipient: str
    date: str
    """RFC 5322. Fixed when it is sealed: Exchange knows doubles by Message-ID and date together."""
    message_id: str
    subject: str

    def headers(self) -> tuple[tuple[str, str], ...]:
        return (
            ("From", self.sender),
            ("To", self.recipient),
            ("Date", self.date),
            ("Message-ID", self.message_id),
            ("Subject", self.subject),
        )


def envelope_for(submission: Submission, sender: str, recipient: str) -> Envelope:
    return Envelope(
        sender=sender,
        recipient=recipient,
        date=email.utils.format_datetime(submission.created_at),
        message_id=f"<{submission.id}@{sender.rpartition('@')[2]}>",
        subject=f"MigraDo: Einreichung {submission.id}",
    )


def letter(submission: Submission, outside: Envelope) -> bytes:
    """Return the entity that is signed and encrypted.

    It carries the real subject, and the outer headers once more, as RFC 9788 (header protection) asks.
    """
    message = EmailMessage(policy=POLICY)
    for name, value in outside.headers():
        message[name] = value if name != "Subject" else _subject(submission)
    for name, value in outside.headers():
        message["HP-Outer"] = f"{name}: {value}"
    message.set_content(_text(submission), cte="base64")
    name = f"{_TITLES[submission.kind].lower()}.pdf"
    message.add_attachment(submission.pdf, maintype="application", subtype="pdf", filename=name)
    message.add_attachment(submission.data, maintype="application", subtype="json", filename="daten.json")
    for paper in submission.papers:
        message.add_attachment(paper.pdf, maintype="application", subtype="pdf", filename=paper.name)
    message.set_param("hp", "cipher")
    return message.as_bytes()


def _subject(submission: Submission) -> str:
    return f"{_TITLES[submission.kind]} {submission.reference}: {submission.form_title}"


def _text(submission: Submission) -> str:
    lines = [
        f"{_TITLES[submission.kind]} von einem Terminal des MigraDo, Stadt Dortmund",
        "",
        f"Vorgang: {submission.reference}",
        f"Betreff: {submission.form_title}",
        f"Eingereicht: {submission.created_at:%d.%m.%Y %H:%M} UTC",
        f"Sprache der Person: {submission.language}",
        f"Seiten: {submission.pages}, Unterlagen: {len(submission.papers)}",
        f"Schema der Daten: {submission.schema_id}",
        f"Kennung der Einreichung: {submission.id}",
        "",
        "Kommt dieselbe Kennung zweimal an, ist es dieselbe Einreichung: bitte nur einmal bearbeiten.",
    ]
    return "\n".join(lines) + "\n"
