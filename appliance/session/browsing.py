"""Finding one's way: language, display, home, offices, topics, guides, videos, workshops, search."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appliance.session.commands import CountUp, Hush, PrintWorkshopSlip, Say
from appliance.session.events import (
    BrowseChosen,
    DisplayChosen,
    FormChosen,
    GuideChosen,
    LanguageChosen,
    ListenTapped,
    SearchTyped,
    StepChosen,
    VideoChosen,
    WorkshopChosen,
    WorkshopsChosen,
)
from appliance.session.states import (
    AtHome,
    Browsing,
    BrowsingWorkshops,
    ChoosingDisplay,
    ChoosingLanguage,
    Idle,
    IntroducingForm,
    ReadingGuide,
    ReceiptProgress,
    Returning,
    Searching,
    Session,
    ViewingWorkshop,
    WatchingVideo,
)
from appliance.session.step import Offer, Step, beneath, go, stay, visit_of, with_visit
from appliance.session.visit import Display, Visit
from hardware.events import DeviceRole, JobState, PrintJobChanged


def visit_begun(_offer: Offer, session: Session, event: LanguageChosen) -> Step:
    aloud = isinstance(session.situation, Idle) and session.situation.aloud
    visit = Visit(language=event.language, display=Display(aloud=aloud))
    fresh = replace(session, visit=visit, touched_at=session.at)
    return go(fresh, AtHome(), CountUp("visits"))


def language_menu(_offer: Offer, session: Session, _event: Any) -> Step:
    return go(session, ChoosingLanguage(back=beneath(session.situation)))


def language_chosen(_offer: Offer, session: Session, event: LanguageChosen) -> Step:
    visit = replace(visit_of(session), language=event.language)
    return go(with_visit(session, visit), beneath(session.situation))


def display_menu(_offer: Offer, session: Session, _event: Any) -> Step:
    return go(session, ChoosingDisplay(back=beneath(session.situation)))


def display_chosen(_offer: Offer, session: Session, event: DisplayChosen) -> Step:
    """Stay in the menu: the choice is seen at once and can be changed again."""
    return stay(with_visit(session, replace(visit_of(session), display=event.display)))


def home(_offer: Offer, session: Session, _event: Any) -> Step:
    return go(session, AtHome())


def back_to_page(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    return go(session, page.back) if isinstance(page, Returning) else stay(session)


def browse(_offer: Offer, session: Session, event: BrowseChosen) -> Step:
    return go(session, Browsing(event.by, event.id))


def search_opened(_offer: Offer, session: Session, _event: Any) -> Step:
    return go(session, Searching())


def search_typed(_offer: Offer, session: Session, event: SearchTyped) -> Step:
    return go(session, Searching(event.query[:80]))


def guide_chosen(offer: Offer, session: Session, event: GuideChosen) -> Step:
    if event.guide_id not in offer.guide_steps:
        return stay(session)
    return go(session, ReadingGuide(event.guide_id, 0, back=session.situation), CountUp("guides_opened"))


def guide_step(offer: Offer, session: Session, event: StepChosen) -> Step:
    guide = session.situation
    if not isinstance(guide, ReadingGuide):
        return stay(session)
    last = offer.guide_steps[guide.guide_id] - 1
    return go(session, replace(guide, step=min(max(event.step, 0), last)))


def guide_back(_offer: Offer, session: Session, _event: Any) -> Step:
    guide = session.situation
    if not isinstance(guide, ReadingGuide):
        return stay(session)
    return go(session, replace(guide, step=guide.step - 1) if guide.step else guide.back)


def video_chosen(_offer: Offer, session: Session, event: VideoChosen) -> Step:
    return go(session, WatchingVideo(event.video_id, back=session.situation), CountUp("videos_opened"))


def workshops(_offer: Offer, session: Session, event: WorkshopsChosen) -> Step:
    return go(session, BrowsingWorkshops(event.topic))


def workshop_chosen(_offer: Offer, session: Session, event: WorkshopChosen) -> Step:
    return go(session, ViewingWorkshop(event.occurrence_id, back=session.situation))


def slip_requested(_offer: Offer, session: Session, _event: Any) -> Step:
    """Print one slip; further taps change nothing."""
    page = session.situation
    if not isinstance(page, ViewingWorkshop) or page.slip in (ReceiptProgress.PRINTING, ReceiptProgress.PRINTED):
        return stay(session)
    key = f"slip-{session.requests + 1}"
    return go(
        replace(session, requests=session.requests + 1),
        replace(page, slip=ReceiptProgress.PRINTING, slip_key=key),
        PrintWorkshopSlip(page.occurrence_id, key, visit_of(session).language),
    )


def slip_progressed(_offer: Offer, session: Session, event: PrintJobChanged) -> Step:
    page = session.situation
    if not isinstance(page, ViewingWorkshop) or event.role is not DeviceRole.RECEIPT or event.key != page.slip_key:
        return stay(session)
    return go(session, replace(page, slip=receipt_progress(event.state)))


def receipt_progress(state: JobState) -> ReceiptProgress:
    if state is JobState.SENT:
        return ReceiptProgress.PRINTED
    if state in (JobState.QUEUED, JobState.PROCESSING):
        return ReceiptProgress.PRINTING
    return ReceiptProgress.TROUBLE


def form_chosen(offer: Offer, session: Session, event: FormChosen) -> Step:
    if event.form_id not in offer.forms:
        return stay(session)
    return go(session, IntroducingForm(event.form_id, back=session.situation))


def listen(_offer: Offer, session: Session, event: ListenTapped) -> Step:
    """Speak. Stopping the voice also ends reading every page by itself."""
    if event.text:
        return stay(session, Say(event.text, event.language))
    visit = session.visit
    if visit is not None and visit.display.aloud:
        session = with_visit(session, replace(visit, display=replace(visit.display, aloud=False)))
    return stay(session, Hush())


def read_aloud_tapped(_offer: Offer, session: Session, _event: Any) -> Step:
    page = session.situation
    on = isinstance(page, Idle) and not page.aloud
    return go(session, Idle(aloud=on), *(() if on else (Hush(),)))
