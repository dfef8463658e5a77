"""Turns commands into receipts and slips, as pictures for the receipt printer. Slow; for the background."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from appliance.content.text import NO_TEXT, Text
from appliance.content.workshops import WorkshopOccurrence, occurrences
from appliance.forms.answers import NO_ANSWERS, Answers
from appliance.forms.definition import FormKind
from appliance.forms.summary import attachments
from appliance.offering import Offering
from appliance.outbox.progress import Stage
from appliance.printing.receipt import Receipt, ReceiptKind, filled, moment
from appliance.printing.receipt_raster import draw_receipt
from appliance.session.commands import PrintApplicationReceipt, PrintHelpSlip, PrintWorkshopSlip
from appliance.session.step import LOCAL_TIME
from hardware.ports import ReceiptJob


@dataclass(frozen=True)
class SubmissionProof:
    """What the receipt of a submission needs to know: ids, times, and the code to ask with."""

    key: str
    form_id: str
    reference: str
    language: str
    status_code: str
    pages: int
    stage: Stage
    """WAITING and SENDING: it lies sealed; HANDED_OVER and CONFIRMED: the office has it."""
    sent_at: dt.datetime | None = None
    """With its time zone; when it was handed over."""
    ask_until: dt.date | None = None
    reply_days: int = 0
    printed: bool = False
    """Whether the visitor has it on paper, too."""
    answers: Answers = NO_ANSWERS
    """For the list of what to bring; nothing of it stands on the receipt."""


def receipt_of_application(offering: Offering, command: PrintApplicationReceipt, now: dt.datetime) -> ReceiptJob:
    form = offering.forms[command.form_id]
    receipt = Receipt(
        kind=ReceiptKind.APPLICATION,
        language=command.language,
        printed_at=now,
        title=_titled(form.title, form.german_title),
        reference=command.reference,
        office=offering.office_name(form.office),
        done=(offering.receipt_words.texts["done.printed"],),
        bring=tuple(each.label for each in attachments(form, command.answers)),
        to_sign=bool(form.signatures),
    )
    return draw_receipt(receipt, offering.receipt_words, command.key)


def receipt_of_submission(offering: Offering, proof: SubmissionProof, now: dt.datetime) -> ReceiptJob:
    """Return the proof that something was sent.

    Raises ValueError for a stage that is none of sending, and for a code that is none.
    """
    form, phrase = offering.forms[proof.form_id], offering.receipt_words.texts
    kind = FormKind.MESSAGE if form.kind is FormKind.MESSAGE else FormKind.APPLICATION
    receipt = Receipt(
        kind=ReceiptKind.SUBMISSION,
        language=proof.language,
        printed_at=now,
        heading=phrase[f"{'sent' if _is_sent(proof.stage) else 'sending'}.{kind}"],
        title=_titled(form.title, form.german_title),
        reference=proof.reference,
        office=offering.office_name(form.office),
        pages=proof.pages,
        way=_way(offering, proof, now),
        done=(phrase["done.printed_too"],) if proof.printed else (),
        bring=tuple(each.label for each in attachments(form, proof.answers)) if proof.answers.by_key else (),
        reply=filled(phrase["reply.days"], days=str(proof.reply_days)) if proof.reply_days else NO_TEXT,
        status_code=proof.status_code,
        ask_until=_until(offering, proof.ask_until),
    )
    return draw_receipt(receipt, offering.receipt_words, proof.key)


def workshop_slip(offering: Offering, command: PrintWorkshopSlip, now: dt.datetime) -> ReceiptJob:
    """Raises LookupError when the workshop is over or was taken from the calendar."""
    workshop = _workshop(offering, command.occurrence_id)
    receipt = Receipt(
        kind=ReceiptKind.WORKSHOP,
        language=command.language,
        printed_at=now,
        title=workshop.title,
        when=Text({"de": when(workshop.start, workshop.end)}),
        place=workshop.place,
    )
    return draw_receipt(receipt, offering.receipt_words, command.key)


def help_slip(offering: Offering, command: PrintHelpSlip, now: dt.datetime) -> ReceiptJob:
    receipt = Receipt(ReceiptKind.HELP, command.language, now, number=command.number)
    return draw_receipt(receipt, offering.receipt_words, command.key)


def when(start: dt.datetime, end: dt.datetime) -> str:
    return f"{start:%d.%m.%Y, %H:%M} - {end:%H:%M}"


def _is_sent(stage: Stage) -> bool:
    if stage in (Stage.REFUSED, Stage.EXPIRED):
        raise ValueError(f"no proof of sending for {stage}")
    return stage in (Stage.HANDED_OVER, Stage.CONFIRMED)


def _way(offering: Offering, proof: SubmissionProof, now: dt.datetime) -> Text:
    phrase = offering.receipt_words.texts
    if not _is_sent(proof.stage):
        return phrase["way.waiting"]
    return filled(phrase["way.sent"], when=moment(proof.sent_at or now))


def _until(offering: Offering, last_day: dt.date | None) -> Text:
    if last_day is None:
        return NO_TEXT
    return filled(offering.receipt_words.texts["status.until"], date=f"{last_day:%d.%m.%Y}")


def _workshop(offering: Offering, occurrence_id: str) -> WorkshopOccurrence:
    day = dt.datetime.fromisoformat(occurrence_id.rpartition("@")[2]).replace(hour=0, minute=0, tzinfo=LOCAL_TIME)
    dates = occurrences(offering.catalogue.workshops, day, days=1)
    found = next((each for each in dates if each.id == occurrence_id), None)
    if found is None:
        raise LookupError(occurrence_id)
    return found


def _titled(title: Text, german: str) -> Text:
    return Text({**title.by_language, "de": german})
