"""Dates of the machine-readable zone: six characters, two-digit years, parts that may be unknown.

The zone never says the century, so it is decided here, in one place:

- A birth date is the latest one that does not lie after today. People older than 99 come out too young by
  a hundred years; nothing in the zone tells them apart from children.
- An expiry date lies in the hundred years that begin 20 years before today. A document is issued only while
  it is to be valid, for ten years mostly, fifteen in some states, and with a far dummy date where it never
  ends; one that ran out more than 20 years ago is not brought along.
"""

from __future__ import annotations

import calendar
import datetime as dt

from hardware.id_scanner.document import PartialDate

_EXPIRED_YEARS = 20
_PAIRS = {b"%02d" % number: number for number in range(100)}
_UNKNOWN = b"<<"


def read_birth_date(field: bytes, today: dt.date) -> PartialDate | None:
    """Return the date of a field of six bytes, None where it is no date or its year is unknown."""
    year_in_century = _PAIRS.get(field[0:2])
    if year_in_century is None:
        return None
    year = today.year - today.year % 100 + year_in_century
    if year > today.year:
        year -= 100
    date = _read(year, field)
    if date is not None and year == today.year and _earliest(date) > today:
        return _read(year - 100, field)
    return date


def read_expiry_date(field: bytes, today: dt.date) -> PartialDate | None:
    """Return the date of a field of six bytes, None where it is no date or there is none."""
    year_in_century = _PAIRS.get(field[0:2])
    if year_in_century is None:
        return None
    first_year = today.year - _EXPIRED_YEARS
    return _read(first_year + (year_in_century - first_year) % 100, field)


def _read(year: int, field: bytes) -> PartialDate | None:
    month = _PAIRS.get(field[2:4])
    day = _PAIRS.get(field[4:6])
    if (month is None and field[2:4] != _UNKNOWN) or (day is None and field[4:6] != _UNKNOWN):
        return None
    return PartialDate(year, month, day) if _exists(year, month, day) else None


def _exists(year: int, month: int | None, day: int | None) -> bool:
    if month is None:
        return day is None or 1 <= day <= 31
    if not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= calendar.monthrange(year, month)[1]


def _earliest(date: PartialDate) -> dt.date:
    return dt.date(date.year, date.month or 1, date.day or 1 if date.month else 1)
