"""From answers to the values of an official PDF's fields."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from appliance.content.text import NO_TEXT, Text
from appliance.forms.answers import (
    AddressAnswer,
    Answer,
    Answers,
    ChoiceAnswer,
    ChoicesAnswer,
    DateAnswer,
    Skipped,
    TextAnswer,
)
from appliance.forms.definition import (
    Choice,
    Condition,
    FormDefinition,
    Operator,
    Question,
    QuestionType,
    Section,
    Template,
    TemplateField,
)
from appliance.printing.template_values import FieldText, FieldTick, TemplateValue, template_values

LABEL = Text({"de": "Frage"})


def question(name: str, kind: QuestionType, *choices: str) -> Question:
    options = tuple(Choice(choice, Text({"de": choice.title(), "en": "x"})) for choice in choices)
    return Question(name, kind, LABEL, name.title(), required=False, choices=options)


FORM = FormDefinition(
    id="test-form",
    version="1",
    title=LABEL,
    german_title="Antrag",
    office="wohnungsamt",
    topics=(),
    summary=NO_TEXT,
    minutes=1,
    sections=(
        Section(
            "one",
            LABEL,
            (
                question("name", QuestionType.NAME),
                question("born", QuestionType.DATE),
                question("home", QuestionType.ADDRESS),
                question("status", QuestionType.CHOICE, "ledig", "verheiratet"),
                question("income", QuestionType.CHOICES, "lohn", "rente"),
                replace(
                    question("spouse", QuestionType.NAME),
                    show_if=(Condition("status", Operator.IS, "verheiratet"),),
                ),
            ),
        ),
    ),
    attachments=(),
    declarations=(),
    legal_basis="",
    signatures=(),
)
ANSWERS: dict[str, Answer] = {
    "name": TextAnswer("Đặng"),
    "born": DateAnswer(1974, 8, 2),
    "home": AddressAnswer("Musterstraße", "12", "44137", "Dortmund"),
    "status": ChoiceAnswer("ledig"),
    "income": ChoicesAnswer(("lohn", "rente")),
    "spouse": TextAnswer("Mustermann"),
}


def values(*fields: TemplateField, **changes: Answer) -> tuple[TemplateValue, ...]:
    form = replace(FORM, template=Template(Path("form.pdf"), fields))
    return template_values(form, Answers({**ANSWERS, **changes}))


def test_answers_and_parts_of_them_become_german_texts() -> None:
    assert values(
        TemplateField("a", "name"),
        TemplateField("b", "home.postcode"),
        TemplateField("c", "born"),
        TemplateField("d", "born.day"),
        TemplateField("e", "status"),
    ) == (
        FieldText("a", "Đặng"),
        FieldText("b", "44137"),
        FieldText("c", "02.08.1974"),
        FieldText("d", "02"),
        FieldText("e", "Ledig"),
    )


def test_boxes_are_ticked_for_what_was_chosen_only() -> None:
    assert values(
        TemplateField("l", "status", on_state="/Ja", when="ledig"),
        TemplateField("v", "status", on_state="/Ja", when="verheiratet"),
        TemplateField("i", "income", on_state="Lohn", when="lohn"),
        TemplateField("i", "income", on_state="Rente", when="rente"),
    ) == (FieldTick("l", "/Ja"), FieldTick("i", "Lohn"), FieldTick("i", "Rente"))


def test_what_was_skipped_or_is_not_asked_stays_empty() -> None:
    spouse = TemplateField("s", "spouse")
    assert values(spouse) == ()
    assert values(spouse, status=ChoiceAnswer("verheiratet")) == (FieldText("s", "Mustermann"),)
    assert values(TemplateField("n", "name"), name=Skipped()) == ()


def test_a_form_without_a_template_has_no_values() -> None:
    assert template_values(FORM, Answers(ANSWERS)) == ()


def test_values_do_not_get_into_a_traceback() -> None:
    assert repr(values(TemplateField("a", "name"))) == "(FieldText(a),)"
