"""German addresses: street, house number, postcode, place."""

from __future__ import annotations

import re

from appliance.forms.answers import AddressAnswer, Entry
from appliance.forms.names import has_foreign_letters, normalise
from appliance.forms.problem import Problem
from appliance.forms.vocabulary import ADDRESS_PARTS

MAX_LENGTHS = {"street": 60, "house_number": 15, "postcode": 5, "city": 50}
_HOUSE_NUMBER = re.compile(r"\d{1,4}[0-9A-Za-z /.,+-]*")


def parse_address(entry: Entry) -> AddressAnswer | Problem:
    """Read an entry with at least one part filled in; the first part that is wrong is reported."""
    parts = {part: normalise(entry.get(part)) for part in ADDRESS_PARTS}
    for part, text in parts.items():
        problem = _part_problem(part, text)
        if problem:
            return problem
    return AddressAnswer(parts["street"], parts["house_number"], _digits(parts["postcode"]), parts["city"])


def _part_problem(part: str, text: str) -> Problem | None:
    if not text:
        return Problem("required", part)
    if has_foreign_letters(text):
        return Problem("letters", part)
    if part == "postcode":
        return None if is_postcode(text) else Problem("postcode", part)
    if part == "house_number" and not _HOUSE_NUMBER.fullmatch(text):
        return Problem("house_number", part)
    if len(text) > MAX_LENGTHS[part]:
        return Problem("too_long", part, (str(MAX_LENGTHS[part]),))
    return None


def _digits(postcode: str) -> str:
    return "".join(str(int(digit)) for digit in postcode)


def is_postcode(text: str) -> bool:
    """Tell whether German postcodes reach to this one: 01001 to 99998. Whether it is in use is not checked."""
    return len(text) == 5 and text.isdecimal() and 1001 <= int(text) <= 99998
