"""Answers as people read them: in German for the paper, in the visitor's language for the screen."""

from __future__ import annotations

import re

from appliance.content.text import GERMAN
from appliance.forms import countries
from appliance.forms.answers import (
    AddressAnswer,
    Answer,
    Answers,
    ChoiceAnswer,
    ChoicesAnswer,
    DateAnswer,
    MoneyAnswer,
    NumberAnswer,
    Skipped,
    TextAnswer,
    chosen_ids,
)
from appliance.forms.definition import FormDefinition, Question, QuestionType
from appliance.forms.money import german_money
from appliance.forms.path import find
from appliance.forms.validation import answer_fits
from appliance.forms.vocabulary import COUNTRY_TYPES

NOTHING = "–"
_YES_NO = {
    "de": ("Ja", "Nein"),
    "de-simple": ("Ja", "Nein"),
    "en": ("Yes", "No"),
    "uk": ("Так", "Ні"),
    "ru": ("Да", "Нет"),
    "ar": ("نعم", "لا"),
    "fa": ("بله", "خیر"),
    "tr": ("Evet", "Hayır"),
    "ro": ("Da", "Nu"),
    "bg": ("Да", "Не"),
    "pl": ("Tak", "Nie"),
    "fr": ("Oui", "Non"),
    "ti": ("እወ", "ኣይፋል"),
}
_PLACE = re.compile(r"(?P<key>(?:\w+\[\d+\]\.)?\w+)(?:\.(?P<part>\w+))?")


def value_text(question: Question, answer: Answer, language: str = GERMAN) -> str:
    """Return an answer as text: choices and countries in the language, dates and numbers the German way."""
    match answer:
        case TextAnswer():
            return answer.text
        case DateAnswer():
            return _date(answer)
        case NumberAnswer():
            return str(answer.number)
        case MoneyAnswer():
            return f"{german_money(answer.euros)} €"
        case ChoiceAnswer():
            return choice_text(question, answer.choice, language)
        case ChoicesAnswer():
            return ", ".join(choice_text(question, choice, language) for choice in answer.choices)
        case AddressAnswer():
            return f"{answer.street} {answer.house_number}, {answer.postcode} {answer.city}"
        case Skipped():
            return NOTHING


def choice_text(question: Question, choice: str, language: str = GERMAN) -> str:
    """Return the words of one possible answer; the id itself if the question does not know it."""
    if question.type in COUNTRY_TYPES:
        return countries.country_name(choice, language)
    if question.type is QuestionType.YES_NO and choice in ("yes", "no"):
        return _YES_NO.get(language, _YES_NO["en"])[choice == "no"]
    label = next((each.label for each in question.choices if each.id == choice), None)
    return label.in_language(language).text if label else choice


def _date(answer: DateAnswer) -> str:
    parts = [] if answer.day is None else [f"{answer.day:02d}"]
    if answer.month is not None:
        parts.append(f"{answer.month:02d}")
    return ".".join((*parts, f"{answer.year:04d}"))


def part_text(answer: Answer, part: str) -> str:
    """Return one field of an answer that has several (`postcode`, `day`); empty if it has no such field."""
    match answer:
        case DateAnswer():
            number = {"day": answer.day, "month": answer.month, "year": answer.year}.get(part)
            return "" if number is None else f"{number:02d}"
        case AddressAnswer():
            texts = {
                "street": answer.street,
                "house_number": answer.house_number,
                "postcode": answer.postcode,
                "city": answer.city,
            }
            return texts.get(part, "")
        case _:
            return ""


def template_answer(form: FormDefinition, answers: Answers, place: str) -> tuple[str, tuple[str, ...]]:
    """Return what a `TemplateField.question` stands for: its German text, and the chosen ids for check boxes.

    Empty for what is not asked or was left empty.
    """
    match = _PLACE.fullmatch(place)
    ref = find(form, answers, match["key"]) if match else None
    answer = answers.get(ref.key) if ref else None
    if match is None or ref is None or answer is None or isinstance(answer, Skipped):
        return "", ()
    if not answer_fits(ref.question, answer):
        return "", ()
    text = part_text(answer, match["part"]) if match["part"] else value_text(ref.question, answer)
    return text, chosen_ids(answer)
