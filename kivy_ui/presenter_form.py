"""Views of a form around its questions: introduction, scanning, the read document, checking the answers."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from appliance.forms.countries import code_from_document, country_name
from appliance.forms.path import visible
from appliance.forms.summary import SummaryRow, SummarySection, summary
from appliance.session import states as st
from appliance.session.events import (
    BackTapped,
    ChangeRequested,
    DocumentAccepted,
    DocumentDeclined,
    FormStarted,
    PreviewRequested,
    ScanRequested,
)
from appliance.session.states import Session
from hardware.events import DeviceRole, ScanFailure
from hardware.id_scanner.document import PartialDate, Sex, TravelDocument
from kivy_ui.content_port import Content
from kivy_ui.direction import language_to_show
from kivy_ui.presenter_start import chrome
from kivy_ui.texts import Texts
from kivy_ui.views_page import (
    Action,
    IntroductionView,
    LineGroup,
    LineView,
    MessageView,
    Mood,
    Note,
    Picture,
    RowsView,
    Weight,
)
from kivy_ui.words import Words, pair

_SEXES = {Sex.FEMALE: "female", Sex.MALE: "male", Sex.UNSPECIFIED: "unspecified"}


def present_introduction(
    content: Content, texts: Texts, session: Session, page: st.IntroducingForm
) -> IntroductionView:
    form = content.forms[page.form_id]
    answers = session.visit.answers(form.id) if session.visit else None
    count = len(visible(form, answers)) if answers is not None else 0
    start = Action(texts.own("intro.start"), FormStarted(), Weight.MAIN, forward=True)
    may_scan = session.surroundings.works(DeviceRole.SCANNER) and any(q.known for q in form.questions)
    scanned = session.visit is not None and session.visit.document is not None
    scan = [Action(texts.own("intro.scan"), ScanRequested(), icon="scan")] if may_scan and not scanned else []
    about = texts.of(form.summary)
    return IntroductionView(
        chrome=chrome(
            content, texts, spoken=Localised(f"{texts.of(form.title).text}. {about.text}", about.own.language)
        ),
        title=texts.of(form.title),
        about_title=texts.own("intro.about"),
        about=Words(about.own),
        facts=(
            ("office", texts.own("intro.office", office=content.office_name(form.office))),
            ("clock", texts.own("intro.minutes", minutes=form.minutes)),
            ("form", texts.own("intro.questions", count=count)),
        ),
        need_title=texts.words("intro.need"),
        needs=tuple(texts.of(attachment.label) for attachment in form.attachments if not attachment.show_if),
        privacy_title=texts.own("intro.privacy_title"),
        privacy=texts.own("intro.privacy"),
        result=texts.own("intro.result"),
        draft=texts.own("common.draft") if texts.language in form.drafts else None,
        actions=(*scan, start),
    )


def present_scanning(content: Content, texts: Texts, session: Session, page: st.ScanningDocument) -> MessageView:
    works = session.surroundings.works(DeviceRole.SCANNER)
    note = None
    paragraphs = [texts.plain("scan.documents"), texts.plain("scan.lines_down"), texts.plain("scan.privacy")]
    if not works:
        note = Note("alert", texts.own("scan.unavailable"), Mood.WARNING)
        paragraphs = []
    elif page.failure is not None:
        early = page.failure is ScanFailure.TRUNCATED
        note = Note("alert", texts.own("scan.pulled_early" if early else "scan.failed"), Mood.BAD)
        paragraphs[0] = texts.plain("scan.failed_hint")
    return MessageView(
        kind="scan",
        chrome=chrome(content, texts, spoken=texts.own("scan.title")),
        title=texts.plain("scan.title"),
        paragraphs=tuple(paragraphs),
        picture=Picture("id-card"),
        note=note,
        actions=(Action(texts.own("scan.type_instead"), BackTapped(), icon="pencil"),),
    )


def present_document(content: Content, texts: Texts, session: Session, document: TravelDocument) -> RowsView:
    notes = []
    if document.is_expired(session.now.date()):
        hint = texts.own("document.expired_hint").text
        both = Localised(f"{texts.own('document.expired').text} {hint}", texts.language)
        notes.append(Note("alert", both, Mood.WARNING))
    if not document.checks.all_hold:
        notes.append(Note("alert", texts.own("document.unverified"), Mood.WARNING))
    if document.names_truncated:
        notes.append(Note("alert", texts.own("document.names_cut"), Mood.WARNING))
    notes.append(Note("info", texts.own("document.remove"), Mood.PLAIN))
    return RowsView(
        kind="document",
        chrome=chrome(content, texts, spoken=texts.own("document.question")),
        title=texts.words("document.title"),
        hint=texts.own("document.question"),
        groups=(LineGroup(None, _document_lines(texts, document)),),
        notes=tuple(notes),
        actions=(
            Action(texts.own("document.reject"), DocumentDeclined()),
            Action(texts.own("document.use"), DocumentAccepted(), Weight.MAIN, "check"),
        ),
    )


def _document_lines(texts: Texts, document: TravelDocument) -> tuple[LineView, ...]:
    code = code_from_document(document.nationality)
    read = _latin(document.nationality)  # a code that names no country is shown as it stands
    values = (
        ("document_type", texts.own(f"document.{_kind(document.document_code)}")),
        ("family_name", _latin(document.primary_identifier)),
        ("given_names", _latin(document.secondary_identifier)),
        ("birth_date", _latin(_date(document.birth_date))),
        ("sex", texts.own(f"document.{_SEXES[document.sex]}")),
        ("nationality", Localised(country_name(code, texts.language), texts.language) if code else read),
        ("document_number", _latin(document.document_number)),
        ("document_expiry", _latin(_date(document.expiry_date))),
    )
    unreadable = texts.own("document.unreadable")
    return tuple(
        LineView(texts.words(f"document.{key}"), value if value.text else unreadable) for key, value in values
    )


def _latin(text: str) -> Localised:
    return Localised(text, GERMAN)


def _date(date: PartialDate | None) -> str:
    if date is None:
        return ""
    parts = [f"{part:02d}" for part in (date.day, date.month) if part is not None]
    return ".".join((*parts, str(date.year)))


def _kind(code: str) -> str:
    if code == "AR":
        return "residence_permit"
    kinds = {"P": "passport", "I": "identity_card", "V": "visa"}
    return kinds.get(code[:1], "other_document")


def present_check(content: Content, texts: Texts, session: Session, page: st.CheckingAnswers) -> RowsView:
    form = content.forms[page.form_id]
    sections = summary(form, session.visit.answers(form.id), texts.language) if session.visit else ()
    paper = session.surroundings.works(DeviceRole.A4)
    state = ("check.paper_ready", Mood.GOOD) if paper else ("check.paper_missing", Mood.WARNING)
    return RowsView(
        kind="check",
        chrome=chrome(content, texts, spoken=texts.own("check.hint")),
        title=texts.words("check.title"),
        hint=texts.own("check.hint"),
        groups=tuple(_group(texts, section) for section in sections),
        notes=(Note("printer" if paper else "printer-alert", texts.own(state[0]), state[1]),),
        actions=(Action(texts.own("check.next"), PreviewRequested(), Weight.MAIN, forward=True),),
    )


def _group(texts: Texts, section: SummarySection) -> LineGroup:
    empty = texts.own("check.empty")
    return LineGroup(
        pair(section.title, section.german_title, texts.language),
        tuple(
            LineView(
                pair(row.label, row.german_term, texts.language),
                Localised(row.value, _language_of(row, texts.language)) if row.value else empty,
                ChangeRequested(row.key),
                texts.own("check.change"),
            )
            for row in section.rows
        ),
    )


def _language_of(row: SummaryRow, language: str) -> str:
    """Choices are in the visitor's language; what was typed has the direction in which it was typed."""
    same = row.value == row.german_value
    return language_to_show(row.value, language) if same else row.label.language
