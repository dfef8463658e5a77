"""Made-up travel documents for the simulated scanner and for tests: Utopia's, and holders who do not exist.

Check digits are computed, so a specimen stays right when its fields are changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from hardware.id_scanner.check_digit import check_digit

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Specimen:
    """Fields as printed; dates are YYMMDD."""

    code: str
    issuing_state: str
    number: str
    names: str
    """`PRIMARY<<SECONDARY`"""
    nationality: str
    birth_date: str
    sex: str
    expiry_date: str
    optional_data: str = ""

    def passport(self) -> Lines:
        """Return the two lines of 44 of a TD3 document."""
        number, birth, expiry = _checked(self.number, 9), _checked(self.birth_date), _checked(self.expiry_date)
        optional = _checked(self.optional_data, 14)
        middle = f"{self.nationality:<<3}{birth}{self.sex}{expiry}{optional}"
        composite = check_digit(number + birth + expiry + optional)
        return (f"{self._head()}{self.names:<<39}", f"{number}{middle}{composite}")

    def card(self) -> Lines:
        """Return the three lines of 30 of a TD1 document."""
        number, birth, expiry = _checked(self.number, 9), _checked(self.birth_date), _checked(self.expiry_date)
        optional = f"{self.optional_data:<<15}"
        composite = check_digit(number + optional + birth + expiry + 11 * "<")
        return (
            f"{self._head()}{number}{optional}",
            f"{birth}{self.sex}{expiry}{self.nationality:<<3}{11 * '<'}{composite}",
            f"{self.names:<<30}",
        )

    def _head(self) -> str:
        return f"{self.code:<<2}{self.issuing_state:<<3}"


def _checked(field: str, width: int = 6) -> str:
    filled = field.ljust(width, "<")
    return filled + check_digit(filled)


PASSPORT = Specimen(
    "P", "UTO", "L898902C3", "ERIKSSON<<ANNA<MARIA", "UTO", "740812", "F", "340415", "ZE184226B"
).passport()
EXPIRED_PASSPORT = Specimen(
    "P", "UTO", "L898902C3", "ERIKSSON<<ANNA<MARIA", "UTO", "740812", "F", "120415", "ZE184226B"
).passport()
"""The specimen of ICAO 9303 part 4."""
ID_CARD = Specimen("I", "UTO", "D23145890", "STEVENSON<<PETER<JOHN", "UTO", "850712", "M", "330905").card()
RESIDENCE_PERMIT = Specimen(
    "AR", "D", "YZ0T4M1K7", "ALSPECIMEN<<LAYLA<NOOR", "SYR", "910304", "F", "310630"
).card()
"""An electronic residence permit (eAT): issued by Germany, its holder a national of another state."""
