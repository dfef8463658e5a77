"""The views of papers that are sent along: what was added, and what is on the stick."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from appliance.outbox.submission import Paper
from appliance.session import sending_states as ss
from appliance.session.sending_events import PaperDropped, PaperPicked, PapersDone, StickLookRequested
from appliance.session.states import Session
from hardware.events import StickFile
from kivy_ui.content_port import Content
from kivy_ui.presenter_start import chrome
from kivy_ui.texts import Texts
from kivy_ui.views_page import Action, LineGroup, LineView, MessageView, Mood, Note, Picture, RowsView, Weight
from kivy_ui.words import Words

_MB = 1024 * 1024


def present_papers(
    content: Content, texts: Texts, session: Session, page: ss.AddingPapers
) -> RowsView | MessageView:
    papers = session.visit.papers if session.visit else ()
    groups = (*_added(texts, papers), *_on_stick(texts, page))
    bar = chrome(content, texts, spoken=texts.own("papers.hint"))
    title, note = texts.words("papers.title"), _note(texts, session, page)
    if not groups:
        return MessageView(
            kind="papers",
            chrome=bar,
            title=title,
            paragraphs=(texts.plain("papers.hint"), *(() if page.problem else (Words(note.words),))),
            picture=Picture("usb"),
            note=note if page.problem else None,
            actions=_actions(texts, papers, page),
        )
    return RowsView(
        kind="papers",
        chrome=bar,
        title=title,
        hint=texts.own("papers.hint"),
        groups=groups,
        notes=(note,),
        actions=_actions(texts, papers, page),
    )


def _actions(texts: Texts, papers: tuple[Paper, ...], page: ss.AddingPapers) -> tuple[Action, ...]:
    if page.busy or page.phase is ss.StickPhase.LOOKING:
        return ()
    go_on = texts.own("papers.go_on" if papers else "papers.go_on_without")
    look = Action(texts.own("papers.look"), StickLookRequested(), icon="usb")
    return (look, Action(go_on, PapersDone(), Weight.MAIN, forward=True))


def _added(texts: Texts, papers: tuple[Paper, ...]) -> tuple[LineGroup, ...]:
    lines = tuple(
        LineView(
            Words(texts.own("papers.paper", number=_number(paper))),
            texts.own("papers.pages", count=paper.pages),
            PaperDropped(paper.name),
            texts.own("papers.remove"),
        )
        for paper in papers
    )
    return (LineGroup(texts.words("papers.added"), lines),) if lines else ()


def _on_stick(texts: Texts, page: ss.AddingPapers) -> tuple[LineGroup, ...]:
    lines = tuple(_file(texts, page, each) for each in page.files)
    return (LineGroup(texts.words("papers.on_stick"), lines),) if lines else ()


def _file(texts: Texts, page: ss.AddingPapers, file: StickFile) -> LineView:
    name = Words(Localised(file.name, GERMAN))
    size = Localised(f"{max(file.size / _MB, 0.1):.1f} MB".replace(".", ","), GERMAN)
    if file.id in page.taken:
        return LineView(name, texts.own("papers.is_added"))
    return LineView(name, size, None if page.busy else PaperPicked(file.id), texts.own("papers.add"))


def _note(texts: Texts, session: Session, page: ss.AddingPapers) -> Note:
    if page.problem is not None:
        return Note("alert", texts.own(f"papers.problem.{page.problem}"), Mood.BAD)
    if page.busy or page.phase is ss.StickPhase.LOOKING:
        return Note("wait", texts.own("papers.reading"), Mood.PLAIN)
    if not session.surroundings.stick:
        return Note("usb", texts.own("papers.insert"), Mood.PLAIN)
    return Note("usb", texts.own("papers.stick_in"), Mood.GOOD)


def _number(paper: Paper) -> str:
    return paper.name.removesuffix(".pdf").rpartition("-")[2]
