"""What a machine-readable zone says: the result of reading a travel document (ICAO 9303)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class MrzFormat(StrEnum):
    """ICAO 9303 parts 4 to 7: sizes and layouts of the machine-readable zone."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"


class Sex(StrEnum):
    FEMALE = "F"
    MALE = "M"
    UNSPECIFIED = "X"


@dataclass(frozen=True)
class PartialDate:
    """A date whose day or month may be unknown. Years are full (1974)."""

    year: int
    month: int | None = None
    day: int | None = None

    def as_date(self) -> dt.date | None:
        if self.month is None or self.day is None:
            return None
        return dt.date(self.year, self.month, self.day)


@dataclass(frozen=True)
class Checks:
    """Whether each check digit holds. None: the format has no digit for that field."""

    document_number: bool | None
    birth_date: bool | None
    expiry_date: bool | None
    optional_data: bool | None
    composite: bool | None

    @property
    def all_hold(self) -> bool:
        return False not in (
            self.document_number,
            self.birth_date,
            self.expiry_date,
            self.optional_data,
            self.composite,
        )


@dataclass(frozen=True)
class TravelDocument:
    """One read document. A field that cannot be read is None or empty, never guessed."""

    mrz_format: MrzFormat
    document_code: str
    """First two characters, `P`, `ID`, `AR` (a German residence permit), fillers removed."""
    issuing_state: str
    """Code as printed, fillers removed: `D`, `UTO`, `XXA`."""
    document_number: str
    primary_identifier: str
    """Family name, transliterated and perhaps cut, spaces for fillers."""
    secondary_identifier: str
    nationality: str
    birth_date: PartialDate | None
    sex: Sex
    expiry_date: PartialDate | None
    optional_data: str
    checks: Checks
    names_truncated: bool = False

    def __repr__(self) -> str:
        """Show nothing of the holder: a repr ends up in logs and tracebacks."""
        return f"TravelDocument({self.mrz_format})"

    def is_expired(self, today: dt.date) -> bool:
        date = self.expiry_date.as_date() if self.expiry_date else None
        return date is not None and date < today
