"""Dates as three fields: read, checked against the calendar and against today."""

from __future__ import annotations

import calendar
import datetime as dt

from appliance.forms.answers import DateAnswer, Entry
from appliance.forms.definition import Question
from appliance.forms.problem import Problem

EARLIEST_YEAR = 1900
FURTHEST_YEARS = 100
_LENGTHS = {"day": 2, "month": 2, "year": 4}


def parse_date(question: Question, entry: Entry, today: dt.date) -> DateAnswer | Problem:
    """Read an entry with at least one part filled in."""
    numbers: dict[str, int | None] = {}
    for part, length in _LENGTHS.items():
        text = entry.get(part).strip()
        if text and not (text.isdecimal() and len(text) <= length):
            return Problem("date_digits", part)
        # int() reads the digits of every script; 00 is how documents write an unknown day or month.
        numbers[part] = (int(text) or None) if text else None
    missing = _missing(numbers, question.partial_date)
    year = numbers["year"]
    if missing or year is None:
        return Problem("date_incomplete", missing or "year")
    answer = DateAnswer(year, numbers["month"], numbers["day"])
    return _calendar_problem(answer, today) or _side_problem(answer, question.past, today) or answer


def _missing(numbers: dict[str, int | None], partial: bool) -> str:
    may_miss_day = partial
    may_miss_month = partial and numbers["day"] is None
    if numbers["day"] is None and not may_miss_day:
        return "day"
    if numbers["month"] is None and not may_miss_month:
        return "month"
    return "year" if numbers["year"] is None else ""


def _calendar_problem(answer: DateAnswer, today: dt.date) -> Problem | None:
    if answer.year < 100:
        return Problem("date_year", "year")
    if answer.year < EARLIEST_YEAR:
        return Problem("date_too_early", "year")
    if answer.year > today.year + FURTHEST_YEARS:
        return Problem("date_too_late", "year")
    if answer.month is not None and answer.month > 12:
        return Problem("date_month", "month")
    if answer.day is not None and answer.day > _days_in(answer):
        return Problem("date_impossible", "day")
    return None


def _days_in(answer: DateAnswer) -> int:
    return calendar.monthrange(answer.year, answer.month)[1] if answer.month else 31


def _side_problem(answer: DateAnswer, past: bool | None, today: dt.date) -> Problem | None:
    """Complain only when no day that the answer may mean lies on the right side of today."""
    earliest = dt.date(answer.year, answer.month or 1, answer.day or 1)
    latest = dt.date(answer.year, answer.month or 12, answer.day or _days_in(answer))
    if past is True and earliest > today:
        return Problem("date_in_future")
    if past is False and latest < today:
        return Problem("date_in_past")
    return None
