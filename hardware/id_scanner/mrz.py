"""The machine-readable zone of travel documents (ICAO 9303 parts 3 to 7): lines in, a document out.

Nothing is guessed and nothing is repaired. A wrong check digit is told with the field that it belongs to;
what to do about it is for the caller. A zone that has no known shape is refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hardware.id_scanner.check_digit import CHARACTERS, holds
from hardware.id_scanner.document import Checks, MrzFormat, TravelDocument
from hardware.id_scanner.mrz_dates import read_birth_date, read_expiry_date
from hardware.id_scanner.mrz_fields import (
    read_code,
    read_names,
    read_number,
    read_sex,
    read_state,
    read_text,
)


class MrzError(ValueError):
    """The lines are no machine-readable zone. The reason names sizes only, never what was read."""


def parse_mrz(lines: Sequence[str], today: dt.date) -> TravelDocument:
    """Return what the lines say, with the result of every check digit.

    `today` decides the centuries (see `mrz_dates`). Raises MrzError where number and length of the lines fit
    no format, or a character is not one of A-Z, 0-9 and `<`.
    """
    sizes = [len(line) for line in lines]
    if sizes == [44, 44]:
        _require_mrz_characters(lines)
        return _parse_visa_a(lines, today) if lines[0][0] == "V" else _parse_td3(lines, today)
    if sizes == [30, 30, 30]:
        _require_mrz_characters(lines)
        return _parse_td1(lines, today)
    if sizes == [36, 36]:
        _require_mrz_characters(lines)
        return _parse_visa_b(lines, today) if lines[0][0] == "V" else _parse_td2(lines, today)
    raise MrzError(f"no format has lines of {sizes[:4]} characters")


def _require_mrz_characters(lines: Sequence[str]) -> None:
    try:
        strangers = "".join(lines).encode("ascii").translate(None, CHARACTERS)
    except UnicodeEncodeError:
        raise MrzError("a character outside A-Z, 0-9 and <") from None
    if strangers:
        raise MrzError("a character outside A-Z, 0-9 and <")


def _parse_td3(lines: Sequence[str], today: dt.date) -> TravelDocument:
    lower = lines[1].encode()
    return _two_lines(
        MrzFormat.TD3,
        lines,
        today,
        number=(lower[0:9], holds(lower[0:9], lower[9]), lower[28:42]),
        optional_data=holds(lower[28:42], lower[42]),
        composite=holds(lower[0:10] + lower[13:20] + lower[21:43], lower[43]),
    )


def _parse_td2(lines: Sequence[str], today: dt.date) -> TravelDocument:
    lower = lines[1].encode()
    return _two_lines(
        MrzFormat.TD2,
        lines,
        today,
        number=read_number(lower[0:9], lower[9], lower[28:35]),
        composite=holds(lower[0:10] + lower[13:20] + lower[21:35], lower[35]),
    )


def _parse_visa_a(lines: Sequence[str], today: dt.date) -> TravelDocument:
    lower = lines[1].encode()
    number = (lower[0:9], holds(lower[0:9], lower[9]), lower[28:44])
    return _two_lines(MrzFormat.MRV_A, lines, today, number=number)


def _parse_visa_b(lines: Sequence[str], today: dt.date) -> TravelDocument:
    lower = lines[1].encode()
    number = (lower[0:9], holds(lower[0:9], lower[9]), lower[28:36])
    return _two_lines(MrzFormat.MRV_B, lines, today, number=number)


def _two_lines(
    mrz_format: MrzFormat,
    lines: Sequence[str],
    today: dt.date,
    *,
    number: tuple[bytes, bool, bytes],
    optional_data: bool | None = None,
    composite: bool | None = None,
) -> TravelDocument:
    """Read what TD2, TD3 and both visas have in the same places."""
    upper, lower = lines[0], lines[1].encode()
    primary, secondary, truncated = read_names(upper[5:])
    document_number, number_holds, optional = number
    return TravelDocument(
        mrz_format,
        read_code(upper[0:2]),
        read_state(upper[2:5]),
        read_text(document_number.decode()),
        primary,
        secondary,
        read_state(lines[1][10:13]),
        read_birth_date(lower[13:19], today),
        read_sex(lower[20]),
        read_expiry_date(lower[21:27], today),
        read_text(optional.decode()),
        Checks(
            number_holds,
            holds(lower[13:19], lower[19]),
            holds(lower[21:27], lower[27]),
            optional_data,
            composite,
        ),
        truncated,
    )


def _parse_td1(lines: Sequence[str], today: dt.date) -> TravelDocument:
    upper, middle = lines[0].encode(), lines[1].encode()
    primary, secondary, truncated = read_names(lines[2])
    number, number_holds, optional = read_number(upper[5:14], upper[14], upper[15:30])
    return TravelDocument(
        MrzFormat.TD1,
        read_code(lines[0][0:2]),
        read_state(lines[0][2:5]),
        read_text(number.decode()),
        primary,
        secondary,
        read_state(lines[1][15:18]),
        read_birth_date(middle[0:6], today),
        read_sex(middle[7]),
        read_expiry_date(middle[8:14], today),
        read_text(optional.decode() + "<" + lines[1][18:29]),
        Checks(
            number_holds,
            holds(middle[0:6], middle[6]),
            holds(middle[8:14], middle[14]),
            None,
            holds(upper[5:30] + middle[0:7] + middle[8:15] + middle[18:29], middle[29]),
        ),
        truncated,
    )
