"""Turns commands into paper: the application as PDF, receipts and slips as pictures. Slow; for the background."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from appliance.content.text import Text
from appliance.content.workshops import WorkshopOccurrence, occurrences
from appliance.forms.answers import Answers
from appliance.forms.definition import FormDefinition
from appliance.forms.path import relevant
from appliance.forms.summary import attachments
from appliance.offering import Offering
from appliance.printing.acroform import fill_template
from appliance.printing.acroform_drawing import DoesNotFit
from appliance.printing.application import Addressee, application
from appliance.printing.application_pdf import render_application
from appliance.printing.preview import page_count
from appliance.printing.receipt import Receipt, ReceiptKind
from appliance.printing.receipt_raster import draw_receipt
from appliance.printing.reference import new_reference
from appliance.printing.template_values import template_values
from appliance.session.commands import PrintApplicationReceipt, PrintHelpSlip, PrintWorkshopSlip
from appliance.session.step import LOCAL_TIME
from hardware.ports import ReceiptJob

PLACE = "Dortmund"

log = logging.getLogger(__name__)


@dataclass(frozen=True, repr=False)
class Typeset:
    reference: str
    pages: int
    pdf: bytes


def typeset(offering: Offering, form_id: str, answers: Answers, random_bytes: bytes, today: dt.date) -> Typeset:
    """Return the German application: on the office's own form where there is one, else typeset by us."""
    form = offering.forms[form_id]
    reference = new_reference(random_bytes)
    made = application(
        form,
        relevant(form, answers),
        reference=reference,
        addressee=_addressee(offering, form.office),
        place=PLACE,
        date=today,
    )
    pdf = _on_official_form(form, answers) or render_application(made)
    return Typeset(reference, page_count(pdf), pdf)


def _on_official_form(form: FormDefinition, answers: Answers) -> bytes | None:
    """Return the office's own PDF, filled in; None where there is none, or an answer is too long for its field."""
    if form.template is None:
        return None
    try:
        return fill_template(form.template, template_values(form, answers))
    except DoesNotFit as misfit:
        log.warning("form %s: field %s is too small for an answer", form.id, misfit.field)
        return None


def receipt_of_application(offering: Offering, command: PrintApplicationReceipt, now: dt.datetime) -> ReceiptJob:
    form = offering.forms[command.form_id]
    receipt = Receipt(
        kind=ReceiptKind.APPLICATION,
        language=command.language,
        printed_at=now,
        title=_titled(form.title, form.german_title),
        reference=command.reference,
        office=_addressee(offering, form.office).office,
        done=(offering.receipt_words.texts["done.printed"],),
        bring=tuple(each.label for each in attachments(form, command.answers)),
    )
    return draw_receipt(receipt, offering.receipt_words, command.key)


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


def _addressee(offering: Offering, office_id: str) -> Addressee:
    office = offering.catalogue.office(office_id)
    return Addressee(office.name, office.address) if office else Addressee(office_id)


def _workshop(offering: Offering, occurrence_id: str) -> WorkshopOccurrence:
    day = dt.datetime.fromisoformat(occurrence_id.rpartition("@")[2]).replace(hour=0, minute=0, tzinfo=LOCAL_TIME)
    dates = occurrences(offering.catalogue.workshops, day, days=1)
    found = next((each for each in dates if each.id == occurrence_id), None)
    if found is None:
        raise LookupError(occurrence_id)
    return found


def _titled(title: Text, german: str) -> Text:
    return Text({**title.by_language, "de": german})
