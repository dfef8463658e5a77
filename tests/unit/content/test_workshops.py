"""Dates of courses: repeated, moved, cancelled, and at the right hour when the clocks change."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from appliance.content.problems import ContentError
from appliance.content.text import LANGUAGES
from appliance.content.workshops import WorkshopCalendar, load_workshops, occurrences, read_workshops

BERLIN = ZoneInfo("Europe/Berlin")
WORDS = "workshops:\n- {{uid: cafe, paid: {paid}, registration: true, title: {names}, description: {names}}}\n"
NAMES = "{" + ", ".join(f"{tag}: Cafe {tag}" for tag in LANGUAGES) + "}"
EVENT = """BEGIN:VEVENT
UID:cafe@example
DTSTART;TZID=Europe/Berlin:20260302T163000
DTEND;TZID=Europe/Berlin:20260302T180000
RRULE:FREQ=WEEKLY
EXDATE;TZID=Europe/Berlin:20260309T163000
SUMMARY:Cafe
LOCATION:Room 1
CATEGORIES:SPRACHFOERDERUNG,ARBEIT
END:VEVENT
"""


def write(directory: Path, events: str, paid: str = "false") -> Path:
    calendar = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{events}END:VCALENDAR\n"
    (directory / "workshops.ics").write_text(calendar.replace("\n", "\r\n"))
    (directory / "workshops.yaml").write_text(WORDS.format(paid=paid, names=NAMES))
    return directory


def changed(original: str, replacement: str) -> str:
    """The date of 16 March, changed."""
    return (
        EVENT.replace("RRULE:FREQ=WEEKLY\n", "RECURRENCE-ID;TZID=Europe/Berlin:20260316T163000\n")
        .replace("EXDATE;TZID=Europe/Berlin:20260309T163000\n", "")
        .replace("20260302", "20260316")
        .replace(original, replacement)
    )


def starts(workshops: WorkshopCalendar, start: dt.datetime, days: int) -> list[str]:
    return [o.start.isoformat() for o in occurrences(workshops, start, days)]


def test_a_weekly_course_keeps_its_hour_when_the_clocks_change(tmp_path: Path) -> None:
    workshops = load_workshops(write(tmp_path, EVENT))
    assert starts(workshops, dt.datetime(2026, 3, 20, tzinfo=dt.UTC), 14) == [
        "2026-03-23T16:30:00+01:00",
        "2026-03-30T16:30:00+02:00",
    ]
    assert starts(workshops, dt.datetime(2026, 10, 19, tzinfo=dt.UTC), 8) == [
        "2026-10-19T16:30:00+02:00",
        "2026-10-26T16:30:00+01:00",
    ]


def test_a_date_that_is_excepted_is_left_out(tmp_path: Path) -> None:
    workshops = load_workshops(write(tmp_path, EVENT))
    assert starts(workshops, dt.datetime(2026, 3, 1, tzinfo=BERLIN), 16) == [
        "2026-03-02T16:30:00+01:00",
        "2026-03-16T16:30:00+01:00",
    ]


def test_a_cancelled_date_is_left_out(tmp_path: Path) -> None:
    cancelled = changed("SUMMARY:Cafe", "SUMMARY:Cafe\nSTATUS:CANCELLED")
    workshops = load_workshops(write(tmp_path, EVENT + cancelled))
    assert starts(workshops, dt.datetime(2026, 3, 10, tzinfo=BERLIN), 14) == ["2026-03-23T16:30:00+01:00"]


def test_a_moved_date_is_shown_where_it_went(tmp_path: Path) -> None:
    moved = changed(
        "T163000\nDTEND;TZID=Europe/Berlin:20260316T180000", "T100000\nDTEND;TZID=Europe/Berlin:20260316T110000"
    )
    workshops = load_workshops(write(tmp_path, EVENT + moved))
    assert starts(workshops, dt.datetime(2026, 3, 10, tzinfo=BERLIN), 7) == ["2026-03-16T10:00:00+01:00"]


def test_what_has_begun_is_shown_until_it_is_over(tmp_path: Path) -> None:
    workshops = load_workshops(write(tmp_path, EVENT))
    assert len(starts(workshops, dt.datetime(2026, 3, 2, 17, 0, tzinfo=BERLIN), 1)) == 1
    assert starts(workshops, dt.datetime(2026, 3, 2, 18, 0, tzinfo=BERLIN), 1) == []


def test_an_occurrence_carries_all_that_is_shown(tmp_path: Path) -> None:
    workshops = load_workshops(write(tmp_path, EVENT, paid="true"))
    (first,) = occurrences(workshops, dt.datetime(2026, 3, 2, tzinfo=BERLIN), 1)
    assert first.id == "cafe@2026-03-02T16:30"
    assert first.title.in_language("ti").text == "Cafe ti"
    assert first.place == "Room 1"
    assert first.topics == ("sprachfoerderung", "arbeit")
    assert (first.free, first.registration) == (False, True)
    assert first.end - first.start == dt.timedelta(minutes=90)


def test_the_id_of_a_date_is_the_same_at_every_reading(tmp_path: Path) -> None:
    workshops = load_workshops(write(tmp_path, EVENT))
    winter = occurrences(workshops, dt.datetime(2026, 3, 20, tzinfo=dt.UTC), 14)
    again = occurrences(load_workshops(tmp_path), dt.datetime(2026, 3, 25, tzinfo=dt.UTC), 14)
    assert winter[1].id == again[0].id == "cafe@2026-03-30T16:30"


def test_all_mistakes_are_named_together(tmp_path: Path) -> None:
    unknown = EVENT.replace("UID:cafe", "UID:tea").replace("LOCATION:Room 1\n", "")
    problems: list[object] = []
    read_workshops(write(tmp_path, EVENT + unknown), problems, frozenset({"arbeit"}))  # type: ignore[arg-type]
    assert [str(problem).split(": ", 1)[1] for problem in problems] == [
        "the event `cafe` has the unknown topic `sprachfoerderung`",
        "the event `tea` has no LOCATION",
        "the event `tea` has no words in workshops.yaml",
        "the event `tea` has the unknown topic `sprachfoerderung`",
    ]


@pytest.mark.parametrize("rubbish", ["", "not a calendar", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"])
def test_what_is_no_calendar_is_refused(tmp_path: Path, rubbish: str) -> None:
    write(tmp_path, EVENT)
    (tmp_path / "workshops.ics").write_text(rubbish)
    with pytest.raises(ContentError):
        load_workshops(tmp_path)
