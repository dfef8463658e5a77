"""Answers as the JSON document that an office's software reads; it validates against the form's schema."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
)
from appliance.forms.definition import FormDefinition, Question, QuestionType
from appliance.forms.json_schema import schema_id
from appliance.forms.path import QuestionRef, relevant, visible


@dataclass(frozen=True)
class SubmissionFacts:
    id: str
    """ULID."""
    reference: str
    language: str
    created_at: dt.datetime
    """With its time zone."""


def submission_data(form: FormDefinition, answers: Answers, facts: SubmissionFacts) -> bytes:
    """Return the UTF-8 JSON of the answers on the current path; optional questions left empty are left out."""
    moment = facts.created_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    document = {
        "$schema": schema_id(form),
        "form": {"id": form.id, "version": form.version, "office": form.office},
        "submission": {
            "id": facts.id,
            "reference": facts.reference,
            "language": facts.language,
            "created_at": moment,
        },
        "answers": _answers(form, answers),
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _answers(form: FormDefinition, answers: Answers) -> dict[str, Any]:
    on_path = relevant(form, answers)
    found: dict[str, Any] = {}
    for ref in visible(form, answers):
        if ref.group_id is not None:
            _add_to_group(found.setdefault(ref.group_id, []), ref, on_path.get(ref.key))
        else:
            _add(found, ref.question, on_path.get(ref.key))
    return found


def _add_to_group(items: list[dict[str, Any]], ref: QuestionRef, answer: Answer | None) -> None:
    if ref.is_add_another or ref.index is None:
        return
    while len(items) <= ref.index:
        items.append({})
    _add(items[ref.index], ref.question, answer)


def _add(found: dict[str, Any], question: Question, answer: Answer | None) -> None:
    if answer is not None and not isinstance(answer, Skipped):
        found[question.id] = json_value(question, answer)


def json_value(question: Question, answer: Answer) -> Any:
    match answer:
        case TextAnswer():
            return answer.text.replace(" ", "") if question.type is QuestionType.IBAN else answer.text
        case DateAnswer():
            return _date((answer.year, answer.month, answer.day))
        case NumberAnswer():
            return answer.number
        case MoneyAnswer():
            return f"{answer.euros:.2f}"
        case ChoiceAnswer():
            return answer.choice == "yes" if question.type is QuestionType.YES_NO else answer.choice
        case ChoicesAnswer():
            return list(answer.choices)
        case AddressAnswer():
            return {
                "street": answer.street,
                "house_number": answer.house_number,
                "postcode": answer.postcode,
                "city": answer.city,
            }
        case Skipped():
            return None


def _date(parts: Iterable[int | None]) -> str:
    """`2015-05-17`, `2015-05` or `2015`: ISO 8601 as far as it is known."""
    return "-".join(f"{part:02d}" for part in parts if part is not None)
