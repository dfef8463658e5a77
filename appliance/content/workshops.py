"""Courses and workshops: an iCalendar file (RFC 5545) with the dates, and beside it the words in all languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event

from appliance.content.problems import ContentError, Problem
from appliance.content.text import GERMAN, LANGUAGES, NO_TEXT, Text
from appliance.content.yaml_source import open_yaml

LOCAL_TIME = ZoneInfo("Europe/Berlin")
CALENDAR_NAME, WORDS_NAME = "workshops.ics", "workshops.yaml"


@dataclass(frozen=True)
class WorkshopWords:
    uid: str
    """The part of the calendar's UID before the @."""
    title: Text
    description: Text
    paid: bool
    registration: bool


@dataclass(frozen=True)
class WorkshopCalendar:
    calendar: Calendar = field(hash=False, compare=False, repr=False)
    words: Mapping[str, WorkshopWords] = field(hash=False)
    drafts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class WorkshopOccurrence:
    """One date of a course."""

    id: str
    """`uid@start`, the start in local time: `sprachcafe@2026-03-02T16:30`. The same at every reading."""
    title: Text
    description: Text
    place: str
    start: dt.datetime
    """In local time."""
    end: dt.datetime
    topics: tuple[str, ...]
    free: bool
    registration: bool


def load_workshops(directory: Path) -> WorkshopCalendar:
    """Read both files. Raises ContentError."""
    problems: list[Problem] = []
    workshops = read_workshops(directory, problems)
    if problems:
        raise ContentError(problems)
    return workshops


def read_workshops(
    directory: Path, problems: list[Problem], topics: frozenset[str] | None = None
) -> WorkshopCalendar:
    """Read both files; with `topics` the calendar's categories are checked against them."""
    calendar = _read_calendar(directory / CALENDAR_NAME, problems)
    words, drafts = _read_words(directory / WORDS_NAME, problems)
    path = str(directory / CALENDAR_NAME)
    for event in calendar.events:
        uid = _short_uid(event)
        problems += [Problem(path, 0, f"the event `{uid}` {what}") for what in _faults(event, words, topics)]
    return WorkshopCalendar(calendar, words, drafts)


def occurrences(workshops: WorkshopCalendar, start: dt.datetime, days: int) -> tuple[WorkshopOccurrence, ...]:
    """Return all dates that are not over at `start` (with a time zone) and begin within `days`, in order."""
    first = start.astimezone(LOCAL_TIME)
    # Added on the wall clock, so that a window over the change of the clocks still ends at the same time of day.
    last = (first.replace(tzinfo=None) + dt.timedelta(days=days)).replace(tzinfo=LOCAL_TIME)
    events = recurring_ical_events.of(workshops.calendar).between(first, last)
    found = (_occurrence(event, workshops.words) for event in events if not _is_cancelled(event))
    return tuple(sorted((o for o in found if o.end > first), key=lambda o: (o.start, o.id)))


def _occurrence(event: Event, words: Mapping[str, WorkshopWords]) -> WorkshopOccurrence:
    uid = _short_uid(event)
    begin = _local(event.start)
    known = words.get(uid)
    return WorkshopOccurrence(
        id=f"{uid}@{begin:%Y-%m-%dT%H:%M}",
        title=known.title if known else Text({GERMAN: str(event.get("SUMMARY", uid))}),
        description=known.description if known else NO_TEXT,
        place=str(event.get("LOCATION", "")),
        start=begin,
        end=_local(event.end),
        topics=_topics(event),
        free=known is None or not known.paid,
        registration=known is not None and known.registration,
    )


def _local(moment: dt.date | dt.datetime) -> dt.datetime:
    """Return local time; a whole day begins at midnight, a time without a zone is ours."""
    if not isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment, dt.time(), LOCAL_TIME)
    return moment.astimezone(LOCAL_TIME) if moment.tzinfo else moment.replace(tzinfo=LOCAL_TIME)


def _topics(event: Event) -> tuple[str, ...]:
    return tuple(str(category).strip().lower() for category in event.categories)


def _is_cancelled(event: Event) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def _short_uid(event: Event) -> str:
    return str(event.get("UID", "")).partition("@")[0]


def _read_calendar(path: Path, problems: list[Problem]) -> Calendar:
    try:
        return Calendar.from_ical(path.read_bytes())
    except OSError:
        problems.append(Problem(str(path), 0, "the file cannot be opened"))
    except (ValueError, LookupError) as error:
        problems.append(Problem(str(path), 0, f"not an iCalendar file: {error}"))
    return Calendar()


def _faults(event: Event, words: Mapping[str, WorkshopWords], topics: frozenset[str] | None) -> list[str]:
    faults = [f"has no {name}" for name in ("UID", "DTSTART", "LOCATION") if name not in event]
    if "DTEND" not in event and "DURATION" not in event:
        faults.append("has no DTEND and no DURATION")
    if "UID" in event and _short_uid(event) not in words:
        faults.append(f"has no words in {WORDS_NAME}")
    if topics is not None:
        faults += [f"has the unknown topic `{topic}`" for topic in _topics(event) if topic not in topics]
    return faults


def _read_words(path: Path, problems: list[Problem]) -> tuple[dict[str, WorkshopWords], frozenset[str]]:
    source = open_yaml(path, problems)
    found: dict[str, WorkshopWords] = {}
    for item in source.sections("workshops"):
        words = WorkshopWords(
            uid=item.text("uid"),
            title=item.translations("title"),
            description=item.translations("description"),
            paid=item.flag("paid"),
            registration=item.flag("registration"),
        )
        if words.uid in found:
            item.complain(f"`{words.uid}` is in the list twice", item.line_of("uid"))
        found[words.uid] = words
        item.finish()
    drafts = frozenset(source.words("drafts", LANGUAGES))
    source.finish()
    return found, drafts
