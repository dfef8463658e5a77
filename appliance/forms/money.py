"""Whole numbers and sums of euros as people write them; what can be read two ways is refused."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from appliance.forms.answers import MoneyAnswer, NumberAnswer
from appliance.forms.definition import Question
from appliance.forms.problem import Problem

LARGEST = 99_999_999
_CURRENCY = re.compile(r"€|EUR|EURO", re.IGNORECASE)
_GROUPED = r"[1-9]\d{0,2}(?:%s\d{3})+"
_WHOLE = re.compile(rf"\d+|{_GROUPED % '[.]'}|{_GROUPED % ' '}")
_GERMAN = re.compile(rf"(?P<whole>\d+|{_GROUPED % '[.]'}|{_GROUPED % ' '})(?:,(?P<cents>\d{{1,2}}|-))?")
_ENGLISH = re.compile(rf"(?P<whole>\d+|{_GROUPED % ','})[.](?P<cents>\d{{1,2}})")
# 1,850 is 1850 to one reader and 1.85 to another; so is 0.500. Only 1.850 is plain on a German form.
_AMBIGUOUS = re.compile(r"\d+,\d{3}|0+[.]\d{3}")


def _western(text: str) -> str:
    """Return the text with Western digits and separators: Arabic ones are typed on visitors' own habits."""
    digits = (str(unicodedata.decimal(character, character)) for character in text.strip())
    return " ".join("".join(digits).replace("٫", ",").replace("٬", ".").split())


def parse_number(question: Question, text: str) -> NumberAnswer | Problem:
    western = _western(text)
    negative, digits = western.startswith("-"), western.removeprefix("-")
    if not _WHOLE.fullmatch(digits):
        return Problem("number_whole" if re.fullmatch(r"\d+[.,]\d+", digits) else "number_format")
    number = int(re.sub(r"[. ]", "", digits)) * (-1 if negative else 1)
    return _limit_problem(question, Decimal(number), "number") or NumberAnswer(number)


def parse_money(question: Question, text: str) -> MoneyAnswer | Problem:
    amount = _CURRENCY.sub("", _western(text)).strip()
    if _AMBIGUOUS.fullmatch(amount):
        return Problem("money_ambiguous")
    match = _GERMAN.fullmatch(amount) or _ENGLISH.fullmatch(amount)
    if match is None:
        return Problem("money_format")
    whole = re.sub(r"[., ]", "", match["whole"])
    cents = (match["cents"] or "").strip("-").ljust(2, "0")
    euros = Decimal(f"{whole}.{cents}")
    return _limit_problem(question, euros, "money") or MoneyAnswer(euros)


def _limit_problem(question: Question, number: Decimal, kind: str) -> Problem | None:
    low = 0 if question.minimum is None else question.minimum
    high = LARGEST if question.maximum is None else question.maximum
    if low <= number <= high:
        return None
    return Problem(f"{kind}_range", values=(grouped(low), grouped(high)))


def grouped(number: int) -> str:
    """Return a number as Germans write it: 1.850."""
    return f"{number:,}".replace(",", ".")


def german_money(euros: Decimal) -> str:
    """Return an amount as Germans write it, without the sign: 1.850,00."""
    return f"{euros:,.2f}".translate(str.maketrans(",.", ".,"))
