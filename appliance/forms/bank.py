"""IBAN (ISO 13616): country, length and check digits."""

from __future__ import annotations

import re

from stdnum import iban
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

from appliance.forms.answers import TextAnswer
from appliance.forms.problem import Problem

GERMAN_LENGTH = 22


def parse_iban(text: str) -> TextAnswer | Problem:
    """Read an IBAN that is not empty; the answer is in groups of four."""
    compact = re.sub(r"[\s.-]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z]*", compact):
        return Problem("iban_format")
    if compact.startswith("DE") and len(compact) != GERMAN_LENGTH:
        return Problem("iban_length", values=(str(GERMAN_LENGTH), str(len(compact))))
    try:
        return TextAnswer(str(iban.format(iban.validate(compact))))
    except InvalidChecksum:
        return Problem("iban_checksum")
    except InvalidComponent:
        return Problem("iban_format")
    except ValidationError:
        # A good checksum over a wrong structure: some digits too many or too few.
        return Problem("iban_checksum")
