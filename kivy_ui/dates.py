"""Days and times as visitors read them: week day and month in words, hours as on German clocks. Pure."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from babel.dates import format_date

_PATTERNS = {
    "de": "EEEE, d. MMMM",
    "ar": "EEEE، d MMMM",
    "fa": "EEEE d MMMM",
    "tr": "d MMMM EEEE",
    "fr": "EEEE d MMMM",
    "ti": "EEEE፣ d MMMM",
}
_USUAL = "EEEE, d MMMM"


@lru_cache(maxsize=256)
def day_in_words(day: dt.date, language: str) -> str:
    tag = language.removesuffix("-simple")
    written = format_date(day, _PATTERNS.get(tag, _USUAL), locale=tag)
    return written[:1].upper() + written[1:]


def clock_time(moment: dt.datetime) -> str:
    return f"{moment:%H:%M}"


def span(start: dt.datetime, end: dt.datetime) -> str:
    """Return from when to when, with the day of the end where it is another one."""
    if start.date() == end.date():
        return f"{clock_time(start)} – {clock_time(end)}"
    return f"{clock_time(start)} – {end:%d.%m.} {clock_time(end)}"
