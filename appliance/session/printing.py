"""Printing the application and its receipt: what the job and the printer say decides what the visitor sees.

The application's key is submitted once. Where the print stands is worked out anew from the last job event and the
last device status, so that it does not matter in which order they arrive.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appliance.forms.definition import FormKind
from appliance.session.browsing import receipt_progress
from appliance.session.commands import CountUp, NoteIncident, PrintApplication, PrintApplicationReceipt
from appliance.session.events import ApplicationTypeset, TypesettingFailed
from appliance.session.states import (
    Previewing,
    Printing,
    PrintTrouble,
    ReceiptProgress,
    Session,
    TakingReceipt,
    TroubleKind,
    Typesetting,
)
from appliance.session.step import Offer, Step, go, stay, visit_of, with_visit
from appliance.session.trouble import device_trouble, print_trouble
from appliance.session.visit import Application, PrintJob
from hardware.events import DeviceRole, JobState, PrintJobChanged


def typeset(offer: Offer, session: Session, event: ApplicationTypeset) -> Step:
    page = session.situation
    if not isinstance(page, Typesetting) or page.request != event.request:
        return stay(session)
    visit = visit_of(session)
    application = Application(
        form_id=event.form_id,
        reference=event.reference,
        key=event.reference,
        pages=event.pages,
        pdf=event.pdf,
        with_cover=not visit.delivery.sends,
        with_receipt=offer.forms[event.form_id].kind is not FormKind.CONVERSATION,
    )
    visit = replace(visit, application=application, job=None, sent=None, receipt=None)
    return go(with_visit(session, visit), Previewing(event.form_id))


def typesetting_failed(_offer: Offer, session: Session, event: TypesettingFailed) -> Step:
    page = session.situation
    if not isinstance(page, Typesetting) or page.request != event.request:
        return stay(session)
    return go(session, replace(page, failed=True), NoteIncident("typesetting_failed", page.form_id))


def begin_printing(session: Session, form_id: str) -> Step:
    """Submit once. Every further tap finds the job under way or done and only shows it."""
    visit = visit_of(session)
    if visit.application is None:
        return stay(session)
    if visit.job is not None and visit.job.state is JobState.SENT:
        return go(session, receipt_page(session, form_id))
    if visit.job is not None and not visit.job.state.is_final:
        return where_it_stands(session, Printing(form_id))
    session = with_visit(session, replace(visit, job=PrintJob(JobState.QUEUED)))
    shown, commands = where_it_stands(session, Printing(form_id))
    return shown, (PrintApplication(visit.application), *commands)


def print_again(_offer: Offer, session: Session, _event: Any) -> Step:
    """Print anew a job that was cancelled or aborted: a new decision, so a new key."""
    page, visit = session.situation, visit_of(session)
    if not isinstance(page, PrintTrouble) or page.kind is not TroubleKind.CANCELLED or visit.application is None:
        return stay(session)
    requests = session.requests + 1
    application = replace(visit.application, key=f"{visit.application.reference}-{requests}")
    session = replace(session, requests=requests)
    session = with_visit(session, replace(visit, application=application, job=PrintJob(JobState.QUEUED)))
    return go(session, Printing(page.form_id), PrintApplication(application))


def wait_chosen(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    return go(session, replace(page, waiting=True)) if isinstance(page, PrintTrouble) else stay(session)


def job_changed(_offer: Offer, session: Session, event: PrintJobChanged) -> Step:
    visit, page = visit_of(session), session.situation
    if not isinstance(page, Printing | PrintTrouble) or visit.application is None:
        return stay(session)
    if event.role is DeviceRole.RECEIPT and event.key == receipt_key(visit.application):
        return stay(with_visit(session, replace(visit, receipt=event.state)))
    if event.role is not DeviceRole.A4 or event.key != visit.application.key:
        return stay(session)
    # A sheet that is out stays out, also where the printer no longer counts a job that is over.
    pages = max(event.pages_done, visit.job.pages_done if visit.job else 0)
    job = PrintJob(event.state, pages, event.reasons)
    return where_it_stands(with_visit(session, replace(visit, job=job)), page)


def device_changed(_offer: Offer, session: Session, event: Any) -> Step:
    page = session.situation
    if isinstance(page, Printing | PrintTrouble) and event.status.role is DeviceRole.A4:
        return where_it_stands(session, page)
    if isinstance(page, TakingReceipt) and event.status.role is DeviceRole.RECEIPT and not page.over:
        waits = page.progress is not ReceiptProgress.PRINTED
        return go(session, _receipt_stands(session, page, ReceiptProgress.PRINTING if waits else page.progress))
    return stay(session)


def where_it_stands(session: Session, page: Printing | PrintTrouble) -> Step:
    """Work out from the job and the device whether it prints, is in trouble, or is done."""
    visit = visit_of(session)
    job = visit.job or PrintJob(JobState.QUEUED)
    if job.state is JobState.SENT:
        return _printed(session, page.form_id)
    kind = print_trouble(job, session.surroundings.device(DeviceRole.A4))
    if kind is None:
        return go(session, Printing(page.form_id, job.pages_done))
    waiting = isinstance(page, PrintTrouble) and page.waiting
    trouble = PrintTrouble(page.form_id, kind, job.pages_done, waiting)
    known = isinstance(page, PrintTrouble) and page.kind is kind
    return go(session, trouble, *(() if known else (NoteIncident("print_trouble", kind.value),)))


def receipt_changed(_offer: Offer, session: Session, event: PrintJobChanged) -> Step:
    visit, page = visit_of(session), session.situation
    if not isinstance(page, TakingReceipt) or visit.application is None:
        return stay(session)
    if event.role is not DeviceRole.RECEIPT or event.key != receipt_key(visit.application):
        return stay(session)
    session = with_visit(session, replace(visit, receipt=event.state))
    return go(session, receipt_page(session, page.form_id))


def receipt_key(application: Application) -> str:
    return f"{application.reference}/receipt"


def _printed(session: Session, form_id: str) -> Step:
    visit = visit_of(session)
    if visit.application is None:
        return stay(session)
    counted = (CountUp("applications_printed"), CountUp("sheets_printed", visit.application.pages))
    if not visit.application.with_receipt:
        return go(session, receipt_page(session, form_id), *counted)
    if visit.receipt is not None:  # the proof of sending came first, and one slip is enough
        return go(session, receipt_page(session, form_id), *counted)
    receipt = PrintApplicationReceipt(
        receipt_key(visit.application),
        form_id,
        visit.application.reference,
        visit.answers(form_id),
        visit.language,
    )
    session = with_visit(session, replace(visit, receipt=JobState.QUEUED))
    return go(session, receipt_page(session, form_id), receipt, *counted)


def receipt_page(session: Session, form_id: str) -> TakingReceipt:
    """Return the page of the receipt, with what its printer last said of the job."""
    visit = visit_of(session)
    if visit.application is not None and not visit.application.with_receipt:
        return TakingReceipt(form_id, ReceiptProgress.PRINTED)
    state = visit.receipt or JobState.QUEUED
    page = TakingReceipt(form_id, over=state in (JobState.CANCELLED, JobState.ABORTED))
    return _receipt_stands(session, page, receipt_progress(state))


def _receipt_stands(session: Session, page: TakingReceipt, progress: ReceiptProgress) -> TakingReceipt:
    """Work out from the job and the device what the visitor is told of the receipt."""
    if progress is ReceiptProgress.PRINTED:
        return replace(page, progress=progress, trouble=None)
    trouble = device_trouble(session.surroundings.device(DeviceRole.RECEIPT))
    if progress is ReceiptProgress.TROUBLE or trouble is not None:
        return replace(page, progress=ReceiptProgress.TROUBLE, trouble=trouble or TroubleKind.OTHER)
    return replace(page, progress=progress, trouble=None)
