"""Papers that are sent along: PDFs from the visitor's USB stick, looked at only when asked, re-written first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appliance.session.sending_commands import CleanPaper, LookAtStick, ReadStickFile
from appliance.session.sending_events import PaperCleaned, PaperDropped, PaperNotTaken, PaperPicked
from appliance.session.sending_states import (
    AddingPapers,
    ChoosingDelivery,
    ConsentingToSend,
    PaperProblem,
    StickPhase,
)
from appliance.session.states import Session
from appliance.session.step import Offer, Step, go, stay, visit_of, with_visit
from appliance.session.visit import Visit
from hardware.events import StickFailed, StickFailure, StickFileRead, StickListed

MOST_PAPERS = 8
MOST_BYTES = 14 * 1024 * 1024
"""All papers together: sealed and encoded they must stay below what a submission may have."""
_FAILURES = {
    StickFailure.NO_STICK: PaperProblem.NO_STICK,
    StickFailure.UNREADABLE: PaperProblem.STICK_UNREADABLE,
    StickFailure.NO_PDF: PaperProblem.NO_PDF,
    StickFailure.FILE_GONE: PaperProblem.FILE_GONE,
    StickFailure.TOO_LARGE: PaperProblem.TOO_LARGE,
}


def stick_looked_at(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    if not isinstance(page, AddingPapers) or page.phase is StickPhase.LOOKING or page.busy:
        return stay(session)
    if not session.surroundings.stick:
        return go(session, replace(page, problem=PaperProblem.NO_STICK))
    return go(session, replace(page, phase=StickPhase.LOOKING, files=(), problem=None), LookAtStick())


def listed(_offer: Offer, session: Session, event: StickListed) -> Step:
    page = session.situation
    if not isinstance(page, AddingPapers) or page.phase is not StickPhase.LOOKING:
        return stay(session)
    return go(session, replace(page, phase=StickPhase.LISTED, files=event.files, taken=()))


def stick_failed(_offer: Offer, session: Session, event: StickFailed) -> Step:
    page = session.situation
    if not isinstance(page, AddingPapers):
        return stay(session)
    phase = StickPhase.LISTED if page.files else StickPhase.NOT_ASKED
    return go(session, replace(page, phase=phase, busy="", problem=_FAILURES[event.reason]))


def stick_pulled(_offer: Offer, session: Session, _event: Any) -> Step:
    """What was added is in memory; only the list of what else there is goes with the stick."""
    page = session.situation
    if not isinstance(page, AddingPapers):
        return stay(session)
    problem = PaperProblem.FILE_GONE if page.busy else None
    return go(session, AddingPapers(page.form_id, problem=problem))


def picked(_offer: Offer, session: Session, event: PaperPicked) -> Step:
    page, visit = session.situation, visit_of(session)
    if not isinstance(page, AddingPapers) or page.busy or event.file_id in page.taken:
        return stay(session)
    if event.file_id not in {each.id for each in page.files}:
        return stay(session)
    if len(visit.papers) >= MOST_PAPERS:
        return go(session, replace(page, problem=PaperProblem.TOO_MANY))
    return go(session, replace(page, busy=event.file_id, problem=None), ReadStickFile(event.file_id))


def file_read(_offer: Offer, session: Session, event: StickFileRead) -> Step:
    page, visit = session.situation, visit_of(session)
    if not isinstance(page, AddingPapers) or page.busy != event.id:
        return stay(session)
    request = session.requests + 1
    name = f"unterlage-{_next_number(visit)}.pdf"
    return go(
        replace(session, requests=request),
        replace(page, request=request),
        CleanPaper(request, name, event.data),
    )


def cleaned(_offer: Offer, session: Session, event: PaperCleaned) -> Step:
    page, visit = session.situation, visit_of(session)
    if not isinstance(page, AddingPapers) or page.request != event.request:
        return stay(session)
    together = sum(len(each.pdf) for each in visit.papers) + len(event.paper.pdf)
    if together > MOST_BYTES:
        return go(session, replace(page, busy="", request=0, problem=PaperProblem.TOO_LARGE_TOGETHER))
    session = with_visit(session, replace(visit, papers=(*visit.papers, event.paper)))
    return go(session, replace(page, busy="", request=0, taken=(*page.taken, page.busy)))


def not_taken(_offer: Offer, session: Session, event: PaperNotTaken) -> Step:
    page = session.situation
    if not isinstance(page, AddingPapers) or page.request != event.request:
        return stay(session)
    return go(session, replace(page, busy="", request=0, problem=event.why))


def dropped(_offer: Offer, session: Session, event: PaperDropped) -> Step:
    page, visit = session.situation, visit_of(session)
    if not isinstance(page, AddingPapers):
        return stay(session)
    kept = tuple(each for each in visit.papers if each.name != event.name)
    # Which file it came from is not remembered: all of them can be added again.
    return go(with_visit(session, replace(visit, papers=kept)), replace(page, taken=(), problem=None))


def papers_done(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    if not isinstance(page, AddingPapers) or page.busy:
        return stay(session)
    return go(session, ConsentingToSend(page.form_id))


def back(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    return go(session, ChoosingDelivery(page.form_id)) if isinstance(page, AddingPapers) else stay(session)


def _next_number(visit: Visit) -> int:
    used = {each.name for each in visit.papers}
    return next(number for number in range(1, MOST_PAPERS + 2) if f"unterlage-{number}.pdf" not in used)
