"""The view at the end of an application: paper and receipt to take along, or the proof that it is on its way."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from appliance.forms.definition import FormDefinition, FormKind
from appliance.forms.summary import attachments
from appliance.outbox.status_code import grouped
from appliance.session import states as st
from appliance.session.events import EndConfirmed, HomeTapped
from appliance.session.states import ReceiptProgress, Session, TroubleKind
from appliance.session.visit import Sent, Visit
from kivy_ui.content_port import Content
from kivy_ui.presenter_start import chrome
from kivy_ui.presenter_status import state_of
from kivy_ui.texts import Texts
from kivy_ui.views_page import Action, MessageView, Mood, Note, Picture, Weight
from kivy_ui.words import Words


def present_receipt(content: Content, texts: Texts, session: Session, page: st.TakingReceipt) -> MessageView:
    """Raises LookupError where there is no visit."""
    if session.visit is None:
        raise LookupError("a receipt is somebody's")
    form, visit = content.forms[page.form_id], session.visit
    sent = visit.sent if visit.is_sent else None
    office = content.office_name(form.office)
    title = texts.words(texts.of_kind(form.kind, _title(visit, sent)))
    keys = _sent_steps(visit, sent) if sent else _printed_steps(form)
    steps = tuple(texts.plain(texts.of_kind(form.kind, key), office=office) for key in keys)
    return MessageView(
        kind="receipt",
        chrome=chrome(content, texts, back=False, spoken=title.own),
        title=title,
        paragraphs=_bring(texts, form, visit, sent),
        steps=(*steps, *_receipt_steps(texts, page)),
        picture=_picture(texts, form, visit, sent, page),
        note=_note(texts, page) if visit.application and visit.application.with_receipt else None,
        actions=(
            Action(texts.own("receipt.another"), HomeTapped()),
            Action(texts.own("receipt.finish"), EndConfirmed(), Weight.MAIN, "check"),
        ),
    )


def _title(visit: Visit, sent: Sent | None) -> str:
    if sent is None:
        return "receipt.title"
    return "sent.title_printed" if visit.delivery.prints else "sent.title"


def _printed_steps(form: FormDefinition) -> tuple[str, ...]:
    sign = ("receipt.sign",) if form.signatures else ()
    return ("receipt.take_pages", *sign, "receipt.office")


def _sent_steps(visit: Visit, sent: Sent) -> tuple[str, ...]:
    copy = ("receipt.take_pages", "sent.copy") if visit.delivery.prints else ()
    return (f"status.{state_of(sent.stage, sent.answer)}", *copy, "sent.keep_receipt")


def _receipt_steps(texts: Texts, page: st.TakingReceipt) -> tuple[Words, ...]:
    if page.progress is not ReceiptProgress.TROUBLE:
        return ()
    return (texts.plain(f"receipt_trouble.{page.trouble or TroubleKind.OTHER}.next"),)


def _note(texts: Texts, page: st.TakingReceipt) -> Note:
    match page.progress:
        case ReceiptProgress.PRINTED:
            return Note("check-circle", texts.own("receipt.take"), Mood.GOOD)
        case ReceiptProgress.TROUBLE:
            kind = page.trouble or TroubleKind.OTHER
            return Note("alert", texts.own(f"receipt_trouble.{kind}.what"), Mood.BAD)
        case ReceiptProgress.PRINTING:
            return Note("receipt", texts.own("receipt.printing"), Mood.WARNING)


def _picture(
    texts: Texts, form: FormDefinition, visit: Visit, sent: Sent | None, page: st.TakingReceipt
) -> Picture:
    """Show what to remember: the reference, or the code while no receipt has come out that holds it."""
    icon = "send" if sent else "printer"
    if sent is not None and page.progress is not ReceiptProgress.PRINTED:
        return Picture(icon, (), texts.own("sent.code"), grouped(sent.status_code).replace("-", " "))
    if form.kind is FormKind.CONVERSATION:
        return Picture("forum")
    reference = visit.application.reference if visit.application else ""
    return Picture(icon, (), texts.own("receipt.reference"), reference)


def _bring(texts: Texts, form: FormDefinition, visit: Visit, sent: Sent | None) -> tuple[Words, ...]:
    needed = attachments(form, visit.answers(form.id))
    if not needed:
        return ()
    title = texts.words("sent.papers" if sent else "receipt.bring")
    return (title, *(_bullet(texts.of(each.label)) for each in needed))


def _bullet(words: Words) -> Words:
    return Words(Localised(f"•\u00a0{words.text}", words.own.language or GERMAN), words.german)
