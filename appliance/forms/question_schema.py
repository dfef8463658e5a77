"""What a question's answer looks like as JSON: one JSON Schema (2020-12) for each type, as strict as the check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from appliance.forms import countries
from appliance.forms.addresses import MAX_LENGTHS as ADDRESS_LENGTHS
from appliance.forms.definition import Choice, Question, QuestionType
from appliance.forms.money import LARGEST
from appliance.forms.names import name_pattern
from appliance.forms.validation import max_length
from appliance.forms.vocabulary import COUNTRY_TYPES

Schema: TypeAlias = dict[str, Any]

_LINE = r"^[^\u0000-\u001f\u007f-\u009f]+$"
_LINES = r"^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]+$"
_MONTH = {"type": "string", "pattern": "^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])$"}
_YEAR = {"type": "string", "pattern": "^(19|2[0-9])[0-9]{2}$"}
_DAY = {"type": "string", "format": "date", "pattern": "^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$"}
_COUNTRY_TITLES = {
    QuestionType.COUNTRY: "Staat (ISO 3166-1 alpha-3, XKX: Kosovo)",
    QuestionType.NATIONALITY: "Staatsangehörigkeit (ISO 3166-1, XKX: Kosovo, XXA: staatenlos, XXX: ungeklärt)",
}
_FIXED: dict[QuestionType, Schema] = {
    QuestionType.YES_NO: {"type": "boolean"},
    QuestionType.ADDRESS: {"$ref": "#/$defs/address"},
    QuestionType.COUNTRY: {"$ref": "#/$defs/country"},
    QuestionType.NATIONALITY: {"$ref": "#/$defs/nationality"},
    QuestionType.IBAN: {"type": "string", "pattern": "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"},
    QuestionType.PHONE: {"type": "string", "pattern": r"^\+[1-9][0-9 ()/.-]{3,30}( ext\. [0-9]{1,10})?$"},
    QuestionType.EMAIL: {"type": "string", "format": "email", "maxLength": 254},
    QuestionType.MONEY: {
        "type": "string",
        "pattern": r"^[0-9]{1,8}\.[0-9]{2}$",
        "description": "Euro, Punkt vor den Cent: 1850.50",
    },
}


def question_schema(question: Question) -> Schema:
    """Return the schema of one answer, titled with the official German term."""
    return {"title": question.german_term, **_schema(question)}


def object_of(questions: Iterable[Question]) -> Schema:
    """Return the schema of a set of answers by id; what need not be asked or answered may be missing."""
    asked = tuple(questions)
    return {
        "type": "object",
        "properties": {question.id: question_schema(question) for question in asked},
        "required": [question.id for question in asked if _always_there(question)],
        "additionalProperties": False,
    }


def definitions_for(questions: Iterable[Question]) -> dict[str, Schema]:
    """Return the `$defs` that these questions refer to."""
    types = {each.type for question in questions for each in (question, *question.items)}
    found = {kind.value: _country_codes(kind) for kind in sorted(COUNTRY_TYPES & types)}
    return {"address": _address(), **found} if QuestionType.ADDRESS in types else found


def _always_there(question: Question) -> bool:
    # A group that may be empty is an empty list, so that "none" differs from "not asked".
    return not question.show_if and (question.required or question.type is QuestionType.GROUP)


def _schema(question: Question) -> Schema:
    match question.type:
        case QuestionType.NAME:
            return _text(question, name_pattern())
        case QuestionType.TEXT:
            return _text(question, _LINE)
        case QuestionType.LONG_TEXT | QuestionType.OWN_TEXT:
            return _text(question, _LINES)
        case QuestionType.DATE:
            return {"anyOf": [_DAY, _MONTH, _YEAR]} if question.partial_date else _DAY
        case QuestionType.NUMBER:
            low, high = question.minimum or 0, LARGEST if question.maximum is None else question.maximum
            return {"type": "integer", "minimum": low, "maximum": high}
        case QuestionType.CHOICE:
            return _choice(question.choices)
        case QuestionType.CHOICES:
            return {"type": "array", "items": _choice(question.choices), "minItems": 1, "uniqueItems": True}
        case QuestionType.GROUP:
            return _group(question)
        case _:
            return _FIXED[question.type]


def _text(question: Question, pattern: str) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": max_length(question), "pattern": pattern}


def _choice(choices: tuple[Choice, ...]) -> Schema:
    """Ids as an enum for those who check, each with its German words for those who read."""
    labels: list[Mapping[str, str]] = [{"const": choice.id, "title": choice.label.german} for choice in choices]
    return {"type": "string", "enum": [choice.id for choice in choices], "oneOf": labels}


def _group(group: Question) -> Schema:
    items = {"title": group.item_term.german, **object_of(group.items)}
    return {"type": "array", "items": items, "minItems": group.minimum or 0, "maxItems": group.maximum or 1}


def _address() -> Schema:
    titles = {"street": "Straße", "house_number": "Hausnummer", "postcode": "Postleitzahl", "city": "Ort"}
    parts: dict[str, Schema] = {
        part: {"title": title, "type": "string", "minLength": 1, "maxLength": ADDRESS_LENGTHS[part]}
        for part, title in titles.items()
    }
    parts["postcode"] = {"title": titles["postcode"], "type": "string", "pattern": "^[0-9]{5}$"}
    return {
        "title": "Anschrift in Deutschland",
        "type": "object",
        "properties": parts,
        "required": list(parts),
        "additionalProperties": False,
    }


def _country_codes(kind: QuestionType) -> Schema:
    return {"title": _COUNTRY_TITLES[kind], "type": "string", "enum": sorted(countries.codes(kind))}
