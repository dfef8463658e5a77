"""Form files: what loads, and how an editor is told what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.forms.__main__ import main
from appliance.forms.definition import KnownFact, Operator, QuestionType, TemplateField
from appliance.forms.errors import FormErrors
from appliance.forms.loading import load_form, load_forms
from tests.unit.forms.specimens import FORM_YAML, write_form


def errors_of(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    path = write_form(tmp_path, text)
    with pytest.raises(FormErrors) as failure:
        load_form(path)
    assert all(error.path == path for error in failure.value.errors)
    return [(error.line, error.message) for error in failure.value.errors]


def line_with(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_a_good_file_loads_with_all_its_parts(tmp_path: Path) -> None:
    form = load_form(write_form(tmp_path, FORM_YAML))
    assert [question.id for question in form.questions] == ["family_name", "married", "wedding", "children"]
    assert form.questions[0].known is KnownFact.FAMILY_NAME
    assert form.questions[2].show_if[0].operator is Operator.IS
    assert form.questions[2].show_if[0].value == "yes"
    assert form.questions[2].past is True
    assert form.questions[3].type is QuestionType.GROUP
    assert form.questions[3].items[0].reuse == "family_name"
    assert form.version == "2026-03"
    assert form.drafts == {"en"}
    assert form.german_title == "Muster"
    assert form.attachments[0].show_if


# What the editor changed; what stands in the message; on which line (a part of it).
MISTAKES = [
    ("term: Verheiratet", "trem: Verheiratet", "Did you mean `term`?", "trem"),
    ("        term: Verheiratet\n", "", "`term` is missing", "- id: married"),
    ("- id: wedding", "- id: married", "`married` is used already in line", None),
    ("type: yes_no", "type: yesno", "`yesno` is not known as `type`. Did you mean `yes_no`?", "yesno"),
    ("question: married\n", "question: maried\n", "Did you mean `married`?", "question: maried"),
    ("question: married\n", "question: children\n", "`children`, which is not asked before", "question: children"),
    ("is: yes\n", "is: maybe\n", "`maybe` is not a possible answer of `married`", "question: married"),
    ("is: yes\n", "at_least: 3\n", "`at_least` does not fit `married`", "question: married"),
    ("is: yes\n", "equals: yes\n", "exactly one of", "question: married"),
    ("is: yes\n", "is: yes\n            is_not: no\n", "exactly one of", "question: married"),
    (", en: Are you married?", "", "has no text in: en", "Sind Sie verheiratet"),
    (", en: Are you married?", ", en: ''", "`en` must be one text", "Sind Sie verheiratet"),
    ("en: Specimen}", "en: Specimen, fr: X}", "has a text in `fr`, which is not in", "title: {de: Muster"),
    ("reuse: family_name", "reuse: surname", "there is no such question", "reuse: surname"),
    ("reuse: family_name", "reuse: married", "`reuse` needs the same type", "reuse: married"),
    ("office: wohnungsamt", "office: wonungsamt", "Did you mean `wohnungsamt`?", "wonungsamt"),
    ("topics: [wohnen]", "topics: [wohnen, living]", "`living` is not known as `topics`", "living"),
    ("minutes: 3", "minutes: three", "`minutes` must be a whole number", "three"),
    ("past: yes", "past: perhaps", "`past` must be yes or no", "perhaps"),
    ("past: yes", "maximum: 4", "`maximum` has no meaning for a question of type date", "maximum: 4"),
    ("known: family_name", "known: birth_date", "needs a question of type date", "known: birth_date"),
    ("known: family_name", "known: shoe_size", "`shoe_size` is not known as `known`", "shoe_size"),
    ("maximum: 2", "minimum: 5\n        maximum: 2", "`minimum` 5 is greater than `maximum` 2", "minimum: 5"),
    ("maximum: 2", "required: yes", "write `minimum: 1`", "required: yes"),
    ("reuse: family_name", "known: family_name", "`known` cannot stand in a group", None),
    ("id: married", "id: Married!", "cannot be an id", "Married!"),
    ("id: specimen", "id: other", "must be the name of the folder: `specimen`", "id: other"),
    ("languages: [de, en]", "languages: [en]", "must contain de", "languages"),
    ("minutes: 3", "minutes: 3\nminutes: 4", "`minutes` stands here twice", "minutes: 4"),
    ("minutes: 3", "minutes: 3\n  : ]", "cannot be read from here", None),
]


@pytest.mark.parametrize(("old", "new", "message", "place"), MISTAKES)
def test_a_mistake_is_named_in_plain_words_with_its_line(
    tmp_path: Path, old: str, new: str, message: str, place: str | None
) -> None:
    assert old in FORM_YAML
    text = FORM_YAML.replace(old, new, 1)
    errors = errors_of(tmp_path, text)
    matching = [line for line, words in errors if message in words]
    assert matching, errors
    if place is not None:
        assert matching == [line_with(text, place)]


def test_all_errors_of_a_file_come_together_in_the_order_of_lines(tmp_path: Path) -> None:
    text = (
        FORM_YAML.replace("type: name", "type: nome", 1)
        .replace("minutes: 3", "minutes: x")
        .replace("past: yes", "past: x")
    )
    lines = [line for line, _ in errors_of(tmp_path, text)]
    assert len(lines) >= 3
    assert lines == sorted(lines)


def test_a_group_in_a_group_is_refused(tmp_path: Path) -> None:
    text = FORM_YAML.replace("            type: name\n", "            type: group\n")
    assert any("cannot stand in another group" in message for _, message in errors_of(tmp_path, text))


def test_a_choice_id_used_twice_and_one_without_words(tmp_path: Path) -> None:
    choices = """type: choice
        choices:
          - {id: one, label: {de: Eins, en: One}}
          - {id: one, label: {de: Zwei, en: Two}}
          - {id: three, label: {de: Drei}}
"""
    messages = [message for _, message in errors_of(tmp_path, FORM_YAML.replace("type: yes_no\n", choices))]
    assert any("The choice `one` stands here twice" in message for message in messages)
    assert any("has no text in: en" in message for message in messages)


TEMPLATE = """
template:
  pdf: form.pdf
  fields:
    - {pdf_field: Name, question: family_name}
    - {pdf_field: Jahr, question: wedding.year}
    - {pdf_field: Kind1, question: "children[0].name"}
    - {pdf_field: Ja, question: married, on_state: Yes, when: yes}
"""


def test_a_template_loads_into_its_field_map(tmp_path: Path) -> None:
    path = write_form(tmp_path, FORM_YAML + TEMPLATE)
    (path.parent / "form.pdf").write_bytes(b"%PDF-1.7")
    template = load_form(path).template
    assert template is not None
    assert template.path == path.parent / "form.pdf"
    assert template.fields[3] == TemplateField("Ja", "married", "Yes", "yes")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("question: family_name}", "question: surname}", "no such question"),
        ("wedding.year", "wedding.week", "has no part `week`"),
        ("children[0].name", "children[2].name", "no such question"),
        ("children[0].name", "children", "no such question"),
        ("when: yes", "when: perhaps", "`perhaps` is not a possible answer"),
        (", when: yes", "", "needs both `on_state` and `when`"),
        ("pdf: form.pdf", "pdf: missing.pdf", "There is no file `missing.pdf`"),
    ],
)
def test_a_template_that_points_nowhere_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = write_form(tmp_path, FORM_YAML + TEMPLATE.replace(old, new))
    (path.parent / "form.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(FormErrors) as failure:
        load_form(path)
    assert message in str(failure.value)


@pytest.mark.parametrize(
    "content", [b"", b"- a list\n", b"just words", b"\xff\xfe\x00", b"a: \x07", b"a: &x [*x]"]
)
def test_no_bytes_make_it_crash(tmp_path: Path, content: bytes) -> None:
    path = write_form(tmp_path, "")
    path.write_bytes(content)
    with pytest.raises(FormErrors):
        load_form(path)


def test_all_forms_of_a_directory_and_all_their_errors(tmp_path: Path) -> None:
    write_form(tmp_path, FORM_YAML)
    assert [form.id for form in load_forms(tmp_path)] == ["specimen"]
    write_form(tmp_path, FORM_YAML.replace("minutes: 3", "minutes: x"), "one")
    write_form(tmp_path, "", "two")
    with pytest.raises(FormErrors) as failure:
        load_forms(tmp_path)
    assert {error.path.parent.name for error in failure.value.errors} == {"one", "two"}


def test_the_editors_command_prints_path_line_and_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_form(tmp_path, FORM_YAML)
    assert main([str(tmp_path)]) == 0
    assert main([str(path)]) == 0
    path.write_text(FORM_YAML.replace("minutes: 3", "minutes: x"), encoding="utf-8")
    capsys.readouterr()
    assert main([str(path.parent)]) == 1
    assert f"{path}:7: `minutes` must be a whole number, not `x`." in capsys.readouterr().out
    assert main([str(tmp_path / "nowhere")]) == 2
    assert main([]) == 2
