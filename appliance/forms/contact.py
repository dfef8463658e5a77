"""Telephone numbers and e-mail addresses, checked without a network."""

from __future__ import annotations

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from appliance.forms.answers import TextAnswer
from appliance.forms.problem import Problem


def parse_phone(text: str) -> TextAnswer | Problem:
    """Read a number; without a country code it is a German one. The answer is in international form."""
    try:
        number = phonenumbers.parse(text, "DE")
    except phonenumbers.NumberParseException:
        return Problem("phone")
    if not phonenumbers.is_valid_number(number):
        return Problem("phone")
    return TextAnswer(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def parse_email(text: str) -> TextAnswer | Problem:
    try:
        checked = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return Problem("email")
    return TextAnswer(checked.normalized)
