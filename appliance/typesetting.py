"""Turns answers into PDFs for the printer and submissions for the outbox. Slow; for the background."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, replace

from appliance.forms.answers import Answers
from appliance.forms.definition import FormDefinition, FormKind
from appliance.forms.json_data import SubmissionFacts, submission_data
from appliance.forms.json_schema import schema_id
from appliance.forms.path import relevant
from appliance.forms.summary import attachments
from appliance.offering import Offering
from appliance.outbox.settings import OfficeSettings
from appliance.outbox.submission import Paper, Submission, SubmissionKind
from appliance.printing.acroform import fill_template
from appliance.printing.acroform_drawing import DoesNotFit
from appliance.printing.application import Addressee, application
from appliance.printing.application_pdf import render_application
from appliance.printing.conversation import conversation
from appliance.printing.conversation_pdf import render_conversation
from appliance.printing.cover_sheet import CoverSheet, render_cover_sheet
from appliance.printing.message import message
from appliance.printing.message_pdf import render_message
from appliance.printing.pdf_surface import join_pdfs
from appliance.printing.preview import page_count
from appliance.printing.reference import new_reference
from appliance.printing.template_values import template_values

PLACE = "Dortmund"
UNKNOWN_OFFICE = OfficeSettings()

log = logging.getLogger(__name__)


@dataclass(frozen=True, repr=False)
class Typeset:
    reference: str
    pages: int
    pdf: bytes


def typeset(
    offering: Offering,
    form_id: str,
    answers: Answers,
    random_bytes: bytes,
    today: dt.date,
    language: str = "de",
    settings: OfficeSettings = UNKNOWN_OFFICE,
) -> Typeset:
    """Return the German application, the message with its cover, or the conversation sheet."""
    form = offering.forms[form_id]
    reference = new_reference(random_bytes)
    addressee = _addressee(offering, form.office, settings)
    match form.kind:
        case FormKind.APPLICATION:
            pdf = _application(form, answers, reference, addressee, today)
        case FormKind.MESSAGE:
            letter = message(
                form, answers, reference=reference, addressee=addressee, language=language, date=today
            )
            pdf = render_message(letter)
        case FormKind.CONVERSATION:
            name, words = offering.language(language), offering.receipt_words
            sheet = conversation(form, answers, addressee=addressee, language=name, words=words, date=today)
            pdf = render_conversation(sheet)
    return Typeset(reference, page_count(pdf), pdf)


def typeset_with_cover(
    offering: Offering,
    form_id: str,
    answers: Answers,
    random_bytes: bytes,
    today: dt.date,
    language: str,
    settings: OfficeSettings,
) -> Typeset:
    """Return all of it as one print job, the sheet that says where to bring it in front."""
    made = typeset(offering, form_id, answers, random_bytes, today, language, settings)
    return with_cover(offering, made, form_id, answers, today, language, settings)


def with_cover(
    offering: Offering,
    made: Typeset,
    form_id: str,
    answers: Answers,
    today: dt.date,
    language: str,
    settings: OfficeSettings,
) -> Typeset:
    """Put the cover sheet in front of what is typeset already; a conversation sheet needs none."""
    form = offering.forms[form_id]
    if form.kind is FormKind.CONVERSATION:
        return made
    cover = CoverSheet(
        form_id=form.id,
        form_version=form.version,
        form_title=form.title,
        title=form.german_title,
        reference=made.reference,
        addressee=_addressee(offering, form.office, settings),
        settings=settings,
        attachments=tuple(each.label for each in attachments(form, answers)),
        language=language,
        date=today,
        is_message=form.kind is FormKind.MESSAGE,
    )
    first = render_cover_sheet(cover, offering.receipt_words)
    return replace(made, pages=made.pages + page_count(first), pdf=join_pdfs(first, made.pdf))


def submission_of(
    offering: Offering,
    made: Typeset,
    form_id: str,
    answers: Answers,
    *,
    submission_id: str,
    language: str,
    now: dt.datetime,
    papers: tuple[Paper, ...] = (),
) -> Submission:
    """Return what is sealed and sent: the PDF without a cover sheet, the JSON, and what the visitor brought along.

    Raises ValueError for a conversation sheet, which is never sent.
    """
    form = offering.forms[form_id]
    if form.kind is FormKind.CONVERSATION:
        raise ValueError(f"{form_id} is not sent")
    facts = SubmissionFacts(submission_id, made.reference, language, now)
    return Submission(
        id=submission_id,
        reference=made.reference,
        office=form.office,
        kind=SubmissionKind.MESSAGE if form.kind is FormKind.MESSAGE else SubmissionKind.APPLICATION,
        form_id=form.id,
        form_title=form.german_title,
        schema_id=schema_id(form),
        language=language,
        created_at=now.astimezone(dt.UTC),
        pdf=made.pdf,
        pages=made.pages,
        data=submission_data(form, answers, facts),
        papers=papers,
    )


def _application(
    form: FormDefinition, answers: Answers, reference: str, addressee: Addressee, today: dt.date
) -> bytes:
    """Return it on the office's own form where there is one, else typeset by us."""
    made = application(
        form, relevant(form, answers), reference=reference, addressee=addressee, place=PLACE, date=today
    )
    return _on_official_form(form, answers) or render_application(made)


def _on_official_form(form: FormDefinition, answers: Answers) -> bytes | None:
    """Return the office's own PDF, filled in; None where there is none, or an answer is too long for its field."""
    if form.template is None:
        return None
    try:
        return fill_template(form.template, template_values(form, answers))
    except DoesNotFit as misfit:
        log.warning("form %s: field %s is too small for an answer", form.id, misfit.field)
        return None


def _addressee(offering: Offering, office_id: str, settings: OfficeSettings) -> Addressee:
    """Return name and address: the site's own settings know the address better than the content."""
    office = offering.catalogue.office(office_id)
    address = settings.address or (office.address if office else ())
    return Addressee(offering.office_name(office_id), address)
