"""Views of printing: typesetting, preview, the job, its troubles, the receipt."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from appliance.session import states as st
from appliance.session.events import (
    BackTapped,
    HelpRequested,
    PreviewRequested,
    PrintConfirmed,
    StepChosen,
    WaitChosen,
)
from appliance.session.states import Session, TroubleKind
from appliance.session.visit import Delivery
from hardware.events import JobState
from kivy_ui.content_port import Content
from kivy_ui.presenter_receipt import present_receipt
from kivy_ui.presenter_start import chrome
from kivy_ui.texts import Texts
from kivy_ui.views_page import Action, MessageView, Mood, Note, PageMark, Picture, PreviewView, Weight
from kivy_ui.words import Words

_CONFIRM = {
    Delivery.PRINT: ("preview.print", "printer"),
    Delivery.SEND: ("preview.send", "send"),
    Delivery.BOTH: ("preview.send_and_print", "send"),
}


def present_paper(content: Content, texts: Texts, session: Session) -> object:
    """Raises LookupError for a situation that has nothing to do with paper."""
    match session.situation:
        case st.Typesetting() as page:
            return present_typesetting(content, texts, page)
        case st.Previewing() as page:
            return present_preview(content, texts, session, page)
        case st.Printing() as page:
            return present_printing(content, texts, session, page)
        case st.PrintTrouble() as page:
            return present_trouble(content, texts, session, page)
        case st.TakingReceipt() as page:
            return present_receipt(content, texts, session, page)
    raise LookupError(type(session.situation).__name__)


def present_typesetting(content: Content, texts: Texts, page: st.Typesetting) -> MessageView:
    failed = page.failed
    title = texts.plain("preview.failed" if failed else "preview.making")
    again = (Action(texts.own("scan.try_again"), PreviewRequested(), Weight.MAIN),) if failed else ()
    return MessageView(
        kind="typesetting",
        chrome=chrome(content, texts, spoken=title.own),
        title=title,
        paragraphs=() if failed else (texts.plain("common.wait"),),
        picture=Picture("alert" if failed else "form"),
        actions=again,
    )


def present_preview(content: Content, texts: Texts, session: Session, page: st.Previewing) -> PreviewView:
    application = session.visit.application if session.visit else None
    confirm, icon = _CONFIRM[_delivery(session)]
    pdf, pages = (application.pdf, application.pages) if application else (b"", 1)
    before = Action(texts.own("common.previous"), StepChosen(page.page - 1)) if page.page else None
    after = Action(texts.own("common.next"), StepChosen(page.page + 1)) if page.page + 1 < pages else None
    return PreviewView(
        chrome=chrome(content, texts, spoken=texts.own(_preview_title(session))),
        title=texts.words(_preview_title(session)),
        pdf=pdf,
        page=page.page,
        pages=pages,
        where=texts.own("preview.page", page=page.page + 1, pages=pages),
        previous=before,
        next=after,
        actions=(
            Action(texts.own("preview.back"), BackTapped(), icon="pencil"),
            Action(texts.own(confirm), PrintConfirmed(), Weight.MAIN, icon),
        ),
    )


def _preview_title(session: Session) -> str:
    return "preview.send_title" if _delivery(session).sends else "preview.title"


def _delivery(session: Session) -> Delivery:
    return session.visit.delivery if session.visit else Delivery.PRINT


def present_printing(content: Content, texts: Texts, session: Session, page: st.Printing) -> MessageView:
    pages = _pages(session)
    return MessageView(
        kind="printing",
        chrome=chrome(content, texts, back=False, spoken=texts.own("printing.title")),
        title=texts.words("printing.title"),
        paragraphs=(
            texts.plain("printing.page", page=min(page.pages_done + 1, pages), pages=pages),
            texts.plain("printing.wait"),
            texts.plain("printing.take_all", pages=pages),
        ),
        picture=Picture("printer", _sheets(pages, page.pages_done)),
    )


def present_trouble(content: Content, texts: Texts, session: Session, page: st.PrintTrouble) -> MessageView:
    kind = page.kind
    what = texts.words(f"trouble.{kind}.what")
    title = what
    if kind is TroubleKind.PAPER_OUT and page.pages_done:
        title = texts.words("trouble.paper_out.after_page", page=page.pages_done)
    next_ = texts.plain("trouble.waiting") if page.waiting else texts.plain(f"trouble.{kind}.next")
    told = _who_knows(texts, session)
    return MessageView(
        kind="trouble",
        chrome=chrome(content, texts, back=False, spoken=_joined(title, texts.plain("trouble.safe"), next_)),
        title=title,
        paragraphs=(texts.plain("trouble.safe"), *told, next_),
        picture=_with_number(texts, session, Picture("printer-alert", _sheets(_pages(session), page.pages_done))),
        note=Note("printer-alert", what.own, Mood.BAD) if what != title else None,
        actions=_trouble_actions(texts, session, page),
    )


def _who_knows(texts: Texts, session: Session) -> tuple[Words, ...]:
    """Say that staff know; or, to who called a person, that nobody can hear the call."""
    if session.surroundings.monitor_listens:
        return (texts.plain("trouble.told"),)
    call = session.visit.help if session.visit else None
    if call is None or call.answer:
        return ()
    return texts.plain("help.not_heard"), texts.plain("help.ask_counter")


def _trouble_actions(texts: Texts, session: Session, page: st.PrintTrouble) -> tuple[Action, ...]:
    job = session.visit.job if session.visit else None
    over = job is not None and job.state in (JobState.CANCELLED, JobState.ABORTED)
    called = session.visit is not None and session.visit.help is not None
    actions = [] if called else [Action(texts.own("trouble.call"), HelpRequested(), icon="help")]
    if over:
        actions.append(Action(texts.own("preview.print"), PrintConfirmed(), Weight.MAIN, "printer"))
    elif not page.waiting:
        actions.append(Action(texts.own("trouble.wait"), WaitChosen(), Weight.MAIN))
    return tuple(actions)


def _pages(session: Session) -> int:
    application = session.visit.application if session.visit else None
    return application.pages if application else 1


def _sheets(pages: int, done: int) -> tuple[PageMark, ...]:
    return tuple(PageMark(number, number <= done) for number in range(1, pages + 1))


def _with_number(texts: Texts, session: Session, picture: Picture) -> Picture:
    call = session.visit.help if session.visit else None
    if call is None:
        return picture
    label = Localised(texts.own("help.number", number="").text.strip(" :፡፦-\u00a0"), texts.language)
    return Picture(picture.icon, picture.sheets, label, str(call.number))


def _joined(*words: Words) -> Localised:
    language = words[0].own.language
    return Localised(" ".join(each.text for each in words if each.own.language == language), language or GERMAN)
