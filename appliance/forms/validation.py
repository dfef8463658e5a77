"""What stands in the fields -> an answer, or what is wrong with it; and back, to change an answer."""

from __future__ import annotations

import datetime as dt

from appliance.forms import countries
from appliance.forms.addresses import parse_address
from appliance.forms.answers import (
    AddressAnswer,
    Answer,
    ChoiceAnswer,
    ChoicesAnswer,
    DateAnswer,
    Entry,
    MoneyAnswer,
    NumberAnswer,
    Skipped,
    TextAnswer,
)
from appliance.forms.bank import parse_iban
from appliance.forms.contact import parse_email, parse_phone
from appliance.forms.dates import parse_date
from appliance.forms.definition import Question, QuestionType
from appliance.forms.money import german_money, parse_money, parse_number
from appliance.forms.names import DEFAULT_MAX_LENGTH, normalise, parse_name
from appliance.forms.own_text import parse_own_text
from appliance.forms.problem import Problem
from appliance.forms.vocabulary import COUNTRY_TYPES, YES_NO

__all__ = ["Problem", "answer_fits", "entry_for", "max_length", "parse", "possible_choices"]

MAX_LENGTHS = {
    QuestionType.TEXT: 100,
    QuestionType.LONG_TEXT: 1000,
    QuestionType.OWN_TEXT: 1000,
    QuestionType.NAME: DEFAULT_MAX_LENGTH,
}

NONE = "none"
"""The choice id that goes together with no other: "I have no income"."""

_ANSWER_TYPES: dict[QuestionType, type[Answer]] = {
    QuestionType.DATE: DateAnswer,
    QuestionType.NUMBER: NumberAnswer,
    QuestionType.MONEY: MoneyAnswer,
    QuestionType.CHOICE: ChoiceAnswer,
    QuestionType.YES_NO: ChoiceAnswer,
    QuestionType.COUNTRY: ChoiceAnswer,
    QuestionType.NATIONALITY: ChoiceAnswer,
    QuestionType.CHOICES: ChoicesAnswer,
    QuestionType.ADDRESS: AddressAnswer,
}


def parse(question: Question, entry: Entry, today: dt.date) -> Answer | Problem:
    """Check an entry. Total over any entry.

    Raises:
        ValueError: for a GROUP, which is asked through its items.
    """
    if not any(text.strip() for text in entry.parts.values()):
        return Problem("required") if question.required else Skipped()
    match question.type:
        case QuestionType.DATE:
            return parse_date(question, entry, today)
        case QuestionType.ADDRESS:
            return parse_address(entry)
        case QuestionType.CHOICES:
            return _parse_choices(question, entry)
        case QuestionType.GROUP:
            raise ValueError("a group is asked through its items")
        case _:
            return _parse_value(question, entry.get())


def _parse_value(question: Question, text: str) -> Answer | Problem:
    if not text.strip():
        return Problem("required")
    match question.type:
        case QuestionType.NAME:
            return parse_name(text, max_length(question))
        case QuestionType.NUMBER:
            return parse_number(question, text)
        case QuestionType.MONEY:
            return parse_money(question, text)
        case QuestionType.IBAN:
            return parse_iban(text)
        case QuestionType.PHONE:
            return parse_phone(text)
        case QuestionType.EMAIL:
            return parse_email(text)
        case QuestionType.TEXT | QuestionType.LONG_TEXT:
            return _parse_text(question, text)
        case QuestionType.OWN_TEXT:
            return parse_own_text(text, max_length(question))
        case _:
            known = text.strip() in possible_choices(question)
            return ChoiceAnswer(text.strip()) if known else Problem("choice")


def max_length(question: Question) -> int:
    """Return the most characters that an answer of this text or name may have."""
    return question.max_length or MAX_LENGTHS[question.type]


def _parse_text(question: Question, text: str) -> TextAnswer | Problem:
    if question.type is QuestionType.LONG_TEXT:
        tidy = "\n".join(normalise(line) for line in text.strip().splitlines())
    else:
        tidy = normalise(text)
    if not tidy:
        return Problem("required")
    if len(tidy) > max_length(question):
        return Problem("too_long", values=(str(max_length(question)),))
    return TextAnswer(tidy)


def _parse_choices(question: Question, entry: Entry) -> Answer | Problem:
    chosen = set(entry.get("choices").split())
    possible = possible_choices(question)
    if not chosen or not chosen <= possible:
        return Problem("choice")
    if NONE in chosen and len(chosen) > 1:
        return Problem("choice_conflict")
    # In the order of the form, so that the same ticks give the same answer.
    return ChoicesAnswer(tuple(choice.id for choice in question.choices if choice.id in chosen))


def possible_choices(question: Question) -> frozenset[str]:
    """Return the ids that may be chosen; empty for questions without choices."""
    if question.type is QuestionType.YES_NO:
        return frozenset(YES_NO)
    if question.type in COUNTRY_TYPES:
        return countries.codes(question.type)
    return frozenset(choice.id for choice in question.choices)


def answer_fits(question: Question, answer: Answer) -> bool:
    """Tell whether a kept answer can stand for this question, as it is defined now."""
    if isinstance(answer, Skipped):
        return not question.required
    if not isinstance(answer, _ANSWER_TYPES.get(question.type, TextAnswer)):
        return False
    if isinstance(answer, ChoiceAnswer):
        return answer.choice in possible_choices(question)
    if isinstance(answer, ChoicesAnswer):
        return bool(answer.choices) and set(answer.choices) <= possible_choices(question)
    return True


def entry_for(question: Question, answer: Answer) -> Entry:
    """Return the fields for an answer; `parse` of them gives it again. Empty for one that does not fit."""
    if not answer_fits(question, answer):
        return Entry()
    match answer:
        case DateAnswer():
            return Entry({"day": _two(answer.day), "month": _two(answer.month), "year": str(answer.year)})
        case AddressAnswer():
            return Entry(
                {
                    "street": answer.street,
                    "house_number": answer.house_number,
                    "postcode": answer.postcode,
                    "city": answer.city,
                }
            )
        case ChoicesAnswer():
            return Entry({"choices": " ".join(answer.choices)})
        case Skipped():
            return Entry()
        case _:
            return Entry({"value": _value_text(answer)})


def _two(number: int | None) -> str:
    return "" if number is None else f"{number:02d}"


def _value_text(answer: TextAnswer | NumberAnswer | MoneyAnswer | ChoiceAnswer) -> str:
    match answer:
        case TextAnswer():
            return answer.text
        case NumberAnswer():
            return str(answer.number)
        case MoneyAnswer():
            return german_money(answer.euros)
        case ChoiceAnswer():
            return answer.choice
