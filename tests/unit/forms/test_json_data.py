"""What is sent as JSON: any visitor's answers fit the form's published schema, and a broken document does not."""

from __future__ import annotations

import copy
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from appliance.content.catalogue import read_offices
from appliance.forms.answers import (
    AddressAnswer,
    Answers,
    ChoiceAnswer,
    ChoicesAnswer,
    DateAnswer,
    MoneyAnswer,
    NumberAnswer,
    Skipped,
    TextAnswer,
)
from appliance.forms.definition import FormDefinition, FormKind, Operator, QuestionType
from appliance.forms.json_data import SubmissionFacts, submission_data
from appliance.forms.json_schema import json_schema, main, schema_id
from appliance.forms.office_forms import check_all_forms
from tests.unit.forms.any_answers import any_answers
from tests.unit.forms.specimens import FAMILY, ask, form_of, when

CONTENT = Path(__file__).resolve().parents[3] / "content"
SCHEMAS = CONTENT.parent / "docs" / "schemas"
OFFICES = {office.id: office.name for office in read_offices(CONTENT / "offices.yaml", [])}
SENT = {form.id: form for form in check_all_forms(CONTENT, OFFICES)[0] if form.kind is not FormKind.CONVERSATION}
FACTS = SubmissionFacts(
    "01J9ZQ5V0X8W2N4M6K7RT3YABC", "MD-7K4Q-2XF9", "ar", dt.datetime(2026, 3, 2, 11, 0, 5, 123, tzinfo=dt.UTC)
)
VALIDATORS = {
    form.id: Draft202012Validator(json_schema(form), format_checker=Draft202012Validator.FORMAT_CHECKER)
    for form in SENT.values()
}
PERSON = form_of(
    ask("name", QuestionType.NAME),
    ask("born", QuestionType.DATE, partial_date=True),
    ask("since", QuestionType.DATE),
    ask("rooms", QuestionType.NUMBER, minimum=1, maximum=20),
    ask("rent", QuestionType.MONEY),
    ask("size", QuestionType.CHOICE, choices=("small", "large")),
    ask("income", QuestionType.CHOICES, choices=("work", "pension")),
    ask("married", QuestionType.YES_NO),
    ask("address", QuestionType.ADDRESS),
    ask("birth_country", QuestionType.COUNTRY),
    ask("nationality", QuestionType.NATIONALITY),
    ask("account", QuestionType.IBAN),
    ask("phone", QuestionType.PHONE, required=False),
    ask("words", QuestionType.OWN_TEXT, required=False),
    ask("partner", QuestionType.NAME, show_if=(when("married", Operator.IS, "yes"),)),
)
ANSWERS = Answers(
    {
        "name": TextAnswer("ERIKSSON"),
        "born": DateAnswer(1974, 8),
        "since": DateAnswer(2024, 2, 29),
        "rooms": NumberAnswer(3),
        "rent": MoneyAnswer(Decimal("850.5")),
        "size": ChoiceAnswer("small"),
        "income": ChoicesAnswer(("work",)),
        "married": ChoiceAnswer("no"),
        "address": AddressAnswer("Musterstraße", "12", "44137", "Dortmund"),
        "birth_country": ChoiceAnswer("UKR"),
        "nationality": ChoiceAnswer("XXA"),
        "account": TextAnswer("DE89 3704 0044 0532 0130 00"),
        "phone": Skipped(),
        "words": TextAnswer("لدي سؤال"),
        "partner": TextAnswer("GHOST"),
    }
)


def document(form: FormDefinition, answers: Answers) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(submission_data(form, answers, FACTS))
    return found


def validator(form: FormDefinition) -> Draft202012Validator:
    return Draft202012Validator(json_schema(form), format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("form_id", SENT)
@settings(max_examples=40)
@given(data=st.data())
def test_any_visitors_answers_fit_the_schema(form_id: str, data: st.DataObject) -> None:
    sent = document(SENT[form_id], any_answers(SENT[form_id], data))
    errors = [f"{error.json_path}: {error.message[:200]}" for error in VALIDATORS[form_id].iter_errors(sent)]
    assert not errors


def test_every_type_has_its_own_shape() -> None:
    assert document(PERSON, ANSWERS)["answers"] == {
        "name": "ERIKSSON",
        "born": "1974-08",
        "since": "2024-02-29",
        "rooms": 3,
        "rent": "850.50",
        "size": "small",
        "income": ["work"],
        "married": False,
        "address": {"street": "Musterstraße", "house_number": "12", "postcode": "44137", "city": "Dortmund"},
        "birth_country": "UKR",
        "nationality": "XXA",
        "account": "DE89370400440532013000",
        "words": "لدي سؤال",
    }
    validator(PERSON).validate(document(PERSON, ANSWERS))


def test_what_is_hidden_again_is_not_sent() -> None:
    assert "GHOST" not in submission_data(PERSON, ANSWERS, FACTS).decode()


def test_the_document_says_which_form_and_when() -> None:
    sent = document(PERSON, ANSWERS)
    assert sent["$schema"] == schema_id(PERSON) == "https://www.dortmund.de/migrado/schemas/specimen/1.json"
    assert sent["form"] == {"id": "specimen", "version": "1", "office": "wohnungsamt"}
    assert sent["submission"] == {
        "id": FACTS.id,
        "reference": "MD-7K4Q-2XF9",
        "language": "ar",
        "created_at": "2026-03-02T11:00:05Z",
    }


def test_groups_are_lists_and_none_is_an_empty_list() -> None:
    none = Answers({"name": TextAnswer("A"), "status": ChoiceAnswer("single"), "children+": ChoiceAnswer("no")})
    assert document(FAMILY, none)["answers"]["children"] == []
    two = Answers(
        {
            **none.by_key,
            "children+": ChoiceAnswer("yes"),
            "children[0].name": TextAnswer("Anna"),
            "children[0].goes_to_school": ChoiceAnswer("no"),
            "children[0]+": ChoiceAnswer("yes"),
            "children[1].name": TextAnswer("Maria"),
            "children[1].goes_to_school": ChoiceAnswer("yes"),
            "children[1].school": TextAnswer("Grundschule"),
            "children[1]+": ChoiceAnswer("no"),
        }
    )
    assert document(FAMILY, two)["answers"]["children"] == [
        {"name": "Anna", "goes_to_school": False},
        {"name": "Maria", "goes_to_school": True, "school": "Grundschule"},
    ]


BREAKS: dict[str, Any] = {
    "name": ["", "Ирина", "x" * 81, 7, None],
    "born": ["1974-13", "74", "08.1974", "1974-02-30", 1974],
    "since": ["2024-02", "2023-02-29", "29.02.2024", ""],
    "rooms": [0, 21, 2.5, "3", True],
    "rent": ["850", "850,50", 850.5, "-1.00", "1e3"],
    "size": ["medium", "", ["small"]],
    "income": [[], ["work", "work"], ["none"], "work"],
    "married": ["yes", "no", 1, None],
    "address": [{"street": "Musterstraße"}, "Musterstraße 12", {}],
    "birth_country": ["XXA", "UA", "Ukraine"],
    "nationality": ["UTO", ""],
    "account": ["DE89 3704 0044 0532 0130 00", "89"],
    "words": ["", "a\x07b", "x" * 2001],
    "unasked": ["anything"],
}


@pytest.mark.parametrize(("key", "wrong"), [(key, wrong) for key, values in BREAKS.items() for wrong in values])
def test_a_broken_answer_does_not_fit(key: str, wrong: Any) -> None:
    broken = document(PERSON, ANSWERS)
    broken["answers"][key] = wrong
    assert not validator(PERSON).is_valid(broken)


def test_a_missing_answer_does_not_fit_unless_it_may_be_missing() -> None:
    sent = document(PERSON, ANSWERS)
    for key in list(sent["answers"]):
        less = copy.deepcopy(sent)
        del less["answers"][key]
        assert validator(PERSON).is_valid(less) == (key == "words"), key


@pytest.mark.parametrize(
    ("part", "key", "wrong"),
    [
        ("form", "version", "2"),
        ("form", "office", "jobcenter"),
        ("submission", "id", "not-a-ulid"),
        ("submission", "reference", "MD-0000-0000"),
        ("submission", "language", "xx"),
        ("submission", "created_at", "2026-03-02"),
        ("submission", "name", "ERIKSSON"),
    ],
)
def test_a_broken_frame_does_not_fit(part: str, key: str, wrong: str) -> None:
    broken = document(PERSON, ANSWERS)
    broken[part][key] = wrong
    assert not validator(PERSON).is_valid(broken)


@pytest.mark.parametrize("form_id", SENT)
def test_every_schema_is_one(form_id: str) -> None:
    Draft202012Validator.check_schema(json_schema(SENT[form_id]))


def test_the_published_schemas_fit_the_forms(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(CONTENT), str(SCHEMAS), "--check"]) == 0, capsys.readouterr().out


def test_a_schema_that_is_old_missing_or_left_over_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(CONTENT), str(tmp_path / "schemas")]) == 0
    assert main([str(CONTENT), str(tmp_path / "schemas"), "--check"]) == 0
    (tmp_path / "schemas" / "nachricht-jobcenter.schema.json").write_text("{}")
    (tmp_path / "schemas" / "nachricht-schulamt.schema.json").unlink()
    (tmp_path / "schemas" / "old.schema.json").write_text("{}")
    assert main([str(CONTENT), str(tmp_path / "schemas"), "--check"]) == 1
    said = capsys.readouterr().out
    assert [Path(line.split()[0]).name.split(".")[0] for line in said.splitlines()] == [
        "nachricht-jobcenter",
        "nachricht-schulamt",
        "old",
    ]
    assert main([str(CONTENT), str(tmp_path / "schemas")]) == 0
    assert main([str(CONTENT), str(tmp_path / "schemas"), "--check"]) == 0
    assert main(["content"]) == 2
