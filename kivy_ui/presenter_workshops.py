"""Views of the workshops: the list of the coming weeks and one date with its slip."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from itertools import groupby

from appliance.content.text import GERMAN, Localised
from appliance.content.workshops import LOCAL_TIME, WorkshopCalendar, WorkshopOccurrence, occurrences
from appliance.session.events import WorkshopChosen
from appliance.session.states import BrowsingWorkshops, ReceiptProgress, Session, ViewingWorkshop
from hardware.events import DeviceRole
from kivy_ui.content_port import Content
from kivy_ui.dates import clock_time, day_in_words, span
from kivy_ui.presenter_start import chrome
from kivy_ui.texts import Texts
from kivy_ui.views import Item
from kivy_ui.views_offers import Fact, Slip, WorkshopDay, WorkshopEntry, WorkshopsView, WorkshopView
from kivy_ui.words import Words, pair

DAYS_AHEAD = 28
_SLIP_WORDS = {
    ReceiptProgress.PRINTING: "workshops.slip_printing",
    ReceiptProgress.PRINTED: "workshops.slip_printed",
    ReceiptProgress.TROUBLE: "workshops.slip_failed",
}


@lru_cache(maxsize=4)
def _dates_from(workshops: WorkshopCalendar, day: dt.date, days: int) -> tuple[WorkshopOccurrence, ...]:
    """Expanding recurrences is slow, and presenters are asked often: once a day is enough."""
    midnight = dt.datetime.combine(day, dt.time(), LOCAL_TIME)
    return occurrences(workshops, midnight, days)


def upcoming(content: Content, session: Session, topic: str = "") -> tuple[WorkshopOccurrence, ...]:
    """Return the dates of the coming weeks that are not over, in order."""
    now = session.now.astimezone(LOCAL_TIME)
    dates = _dates_from(content.catalogue.workshops, now.date(), DAYS_AHEAD)
    return tuple(date for date in dates if date.end > now and (not topic or topic in date.topics))


def present_workshops(content: Content, texts: Texts, session: Session, page: BrowsingWorkshops) -> WorkshopsView:
    today = session.now.astimezone(LOCAL_TIME).date()
    dates = upcoming(content, session, page.topic)
    return WorkshopsView(
        chrome=chrome(content, texts, spoken=texts.own("workshops.title")),
        title=_title(content, texts, page.topic),
        days=tuple(
            WorkshopDay(_day(texts, day, today), tuple(_entry(texts, date) for date in group))
            for day, group in groupby(dates, key=lambda date: date.start.date())
        ),
        nothing=None if dates else texts.own("workshops.none"),
    )


def _title(content: Content, texts: Texts, topic_id: str) -> Words:
    title = texts.words("workshops.title")
    topic = content.catalogue.topic(topic_id)
    if topic is None:
        return title
    name = topic.name.in_language(texts.language)
    return Words(Localised(f"{title.text} · {name.text}", title.own.language), title.german)


def _day(texts: Texts, day: dt.date, today: dt.date) -> Words:
    """Return the day with "today" or "tomorrow" before it; the German only where the day is written in full."""
    own, german = day_in_words(day, texts.language), day_in_words(day, GERMAN)
    names = {today: "workshops.today", today + dt.timedelta(days=1): "workshops.tomorrow"}
    if day in names:
        own = f"{texts.own(names[day]).text} · {own}"
        german = f"{texts.german(names[day]).text} · {german}"
    return pair(Localised(own, texts.language), german, texts.language)


def _entry(texts: Texts, date: WorkshopOccurrence) -> WorkshopEntry:
    return WorkshopEntry(
        id=date.id,
        begin=clock_time(date.start),
        end=clock_time(date.end),
        title=texts.of(date.title),
        place=date.place,
        notes=_notes(texts, date),
        intent=WorkshopChosen(date.id),
    )


def course(texts: Texts, date: WorkshopOccurrence) -> Item:
    """Return a way to one date from a list of other things."""
    when = f"{day_in_words(date.start.date(), texts.language)} · {clock_time(date.start)}"
    return Item(texts.of(date.title), "workshops", WorkshopChosen(date.id), when)


def _notes(texts: Texts, date: WorkshopOccurrence) -> tuple[tuple[str, Localised], ...]:
    costs = "workshops.free" if date.free else "workshops.costs"
    notes = [("currency-eur", texts.own(costs))]
    if date.registration:
        notes.append(("account-check", texts.own("workshops.registration")))
    return tuple(notes)


def present_workshop(content: Content, texts: Texts, session: Session, page: ViewingWorkshop) -> WorkshopView:
    """Raises LookupError when there is no such date any more."""
    date = _date(content, page.occurrence_id)
    title, description = texts.of(date.title), texts.of(date.description)
    busy = page.slip in (ReceiptProgress.PRINTING, ReceiptProgress.PRINTED)
    works = session.surroundings.works(DeviceRole.RECEIPT)
    return WorkshopView(
        chrome=chrome(content, texts, spoken=_spoken(texts, date, title, description)),
        title=title,
        description=description,
        facts=_facts(texts, date),
        slip=_slip(texts, page.slip, works=works),
        print_slip=texts.own("workshops.print") if works and not busy else None,
        done=texts.own("bar.back"),
    )


def _date(content: Content, occurrence_id: str) -> WorkshopOccurrence:
    """Return one date, also when it is not in the list any more: somebody may be reading it."""
    day = dt.datetime.fromisoformat(occurrence_id.rpartition("@")[2]).date()
    found = next((d for d in _dates_from(content.catalogue.workshops, day, 1) if d.id == occurrence_id), None)
    if found is None:
        raise LookupError(occurrence_id)
    return found


def _facts(texts: Texts, date: WorkshopOccurrence) -> tuple[Fact, ...]:
    day = date.start.date()
    own, german = day_in_words(day, texts.language), day_in_words(day, GERMAN)
    when = pair(Localised(own, texts.language), german, texts.language)
    costs = "workshops.free" if date.free else "workshops.costs"
    coming = "workshops.registration" if date.registration else "workshops.no_registration"
    return (
        Fact("workshops", when),
        Fact("clock", Words(Localised(span(date.start, date.end), GERMAN))),
        Fact("map-marker", Words(Localised(date.place, GERMAN))),
        Fact("currency-eur", texts.words(costs)),
        Fact("account-check", texts.words(coming)),
    )


def _slip(texts: Texts, progress: ReceiptProgress | None, *, works: bool) -> Slip | None:
    if progress is not None:
        return Slip(texts.own(_SLIP_WORDS[progress]), progress)
    if not works:
        return Slip(texts.own("workshops.slip_failed"), ReceiptProgress.TROUBLE)
    return None


def _spoken(texts: Texts, date: WorkshopOccurrence, title: Words, description: Words) -> Localised:
    own = title.own
    parts = [own.text]
    if own.language == texts.language:
        parts += [description.text, day_in_words(date.start.date(), own.language), span(date.start, date.end)]
    return Localised(". ".join(parts), own.language)
