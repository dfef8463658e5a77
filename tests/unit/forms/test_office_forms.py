"""Messages and conversation sheets: one file each, one form for every office, in all languages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.content.catalogue import Catalogue, load_catalogue, read_offices
from appliance.content.text import LANGUAGES, Text
from appliance.forms.answers import Answers, ChoiceAnswer, Entry, Skipped, TextAnswer
from appliance.forms.definition import FormDefinition, FormKind, Question, QuestionType
from appliance.forms.errors import FormErrors
from appliance.forms.loading import load_form, load_forms
from appliance.forms.office_forms import check_all_forms, for_office
from appliance.forms.path import visible
from appliance.forms.problem import Problem
from appliance.forms.validation import parse
from appliance.forms.vocabulary import OFFICES
from tests.unit.forms.specimens import FORM_YAML, ask, write_form

CONTENT = Path(__file__).resolve().parents[3] / "content"
NAMES = {office.id: office.name for office in read_offices(CONTENT / "offices.yaml", [])}
SHARED = load_forms(CONTENT / "messages")
TODAY = dt.date(2026, 3, 2)
SCRIPTS = {
    "uk": r"[\u0400-\u04ff]",
    "ru": r"[\u0400-\u04ff]",
    "bg": r"[\u0400-\u04ff]",
    "ar": r"[\u0600-\u06ff]",
    "fa": r"[\u0600-\u06ff]",
    "ti": r"[\u1200-\u137f]",
}
# Letters that only other languages of the same script have: a slip of the keyboard.
FOREIGN = {"uk": r"[ыэъё]", "ru": r"[іїєґ]", "bg": r"[ыэёіїє]", "ar": r"[پچژگکی]", "fa": r"[يكةى]"}
MESSAGE_YAML = (
    FORM_YAML.replace("office: wohnungsamt\ntopics: [wohnen]\n", "kind: message\n")
    .replace("legal_basis: § 0 MusterG\n", "")
    .replace("signatures:\n  - {de: Unterschrift, en: Signature}\n", "")
    .replace("title: {de: Muster, en: Specimen}", 'title: {de: "An: {office}", en: "To: {office}"}', 1)
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    forms, errors = check_all_forms(CONTENT, NAMES)
    assert not errors
    return load_catalogue(CONTENT, {form.id: form for form in forms})


def questions(form: FormDefinition) -> Iterator[Question]:
    for question in form.questions:
        yield question
        yield from question.items


def texts(form: FormDefinition) -> Iterator[Text]:
    yield from (form.title, form.summary)
    yield from (section.title for section in form.sections)
    for question in questions(form):
        yield from filter(None, (question.label, question.help, question.where))
        yield from (choice.label for choice in question.choices)


@pytest.mark.parametrize("office", OFFICES)
def test_every_office_has_a_message_and_a_conversation_sheet(catalogue: Catalogue, office: str) -> None:
    message, sheet = catalogue.message_form(office), catalogue.conversation_sheet(office)
    assert message is not None
    assert sheet is not None
    assert (message.id, message.kind, message.office) == (f"nachricht-{office}", FormKind.MESSAGE, office)
    assert (sheet.id, sheet.kind, sheet.office) == (f"gespraech-{office}", FormKind.CONVERSATION, office)
    assert message.german_title == f"Nachricht an: {NAMES[office]}"
    assert NAMES[office] in message.title.by_language["ar"]
    assert all(
        "{" not in text for form in (message, sheet) for each in texts(form) for text in each.by_language.values()
    )


def test_they_are_not_listed_among_the_applications(catalogue: Catalogue) -> None:
    assert {form.kind for form in catalogue.applications} == {FormKind.APPLICATION}
    assert len(catalogue.applications) == 3
    for office in OFFICES:
        assert all(form.kind is FormKind.APPLICATION for form in catalogue.by_office(office).forms)
    assert not [hit for hit in catalogue.search("Nachricht", "de") if hit.id.startswith("nachricht-")]
    assert not [hit for hit in catalogue.search("Gesprächszettel", "de") if hit.id.startswith("gespraech-")]
    assert catalogue.message_form("finanzamt") is None


@pytest.mark.parametrize("form", SHARED, ids=lambda form: form.id)
def test_every_text_is_in_all_languages_in_its_own_script(form: FormDefinition) -> None:
    assert form.languages == LANGUAGES
    assert form.drafts == frozenset(LANGUAGES) - {"de"}
    for text in texts(form):
        assert set(text.by_language) == set(LANGUAGES)
        for language, script in SCRIPTS.items():
            assert re.search(script, text.by_language[language]), text.by_language[language]
        for language, foreign in FOREIGN.items():
            assert not re.search(foreign, text.by_language[language]), text.by_language[language]


@pytest.mark.parametrize("form", SHARED, ids=lambda form: form.id)
def test_texts_fit_a_kiosk(form: FormDefinition) -> None:
    for question in questions(form):
        for words in question.label.by_language.values():
            assert len(words) <= 60, words
            assert words.endswith(("?", "؟")), words
        for words in (*question.help.by_language.values(), *question.where.by_language.values()):
            assert len(words) <= 140, words


@pytest.mark.parametrize("office", OFFICES)
def test_every_office_has_something_to_apply_for(catalogue: Catalogue, office: str) -> None:
    sheet = catalogue.conversation_sheet(office)
    assert sheet is not None
    (apply_for,) = [question for question in sheet.questions if question.id == "apply_for"]
    assert len(apply_for.choices) >= 2
    assert apply_for.choices[-1].id == "something_else"


@pytest.mark.parametrize(
    ("wish", "contact"),
    [
        ("none_needed", set()),
        ("email", {"email"}),
        ("letter", {"address"}),
        ("call", {"phone"}),
        ("appointment", {"phone"}),
    ],
)
def test_contact_data_is_asked_for_only_where_it_is_needed(
    catalogue: Catalogue, wish: str, contact: set[str]
) -> None:
    form = catalogue.message_form("jobcenter")
    assert form is not None
    answers = Answers({"topic": ChoiceAnswer("money"), "text": TextAnswer("?"), "wish": ChoiceAnswer(wish)})
    asked = {ref.key for ref in visible(form, answers.with_answer("earlier_number", Skipped()))}
    assert asked & {"phone", "email", "address"} == contact


def test_own_text_may_be_in_any_script_and_long() -> None:
    question = ask("words", QuestionType.OWN_TEXT)
    for text in ("لدي سؤال", "ኣብ ጥቓ ቤት ትምህርቲ", "Добрий день!\nДруге речення", "می‌خواهم", "x" * 1000):
        assert parse(question, Entry({"value": text}), TODAY) == TextAnswer(text)
    too_long = parse(question, Entry({"value": "x" * 1001}), TODAY)
    assert isinstance(too_long, Problem)
    assert too_long.code == "too_long"
    assert parse(question, Entry({"value": "\x00"}), TODAY) == Problem("name_characters", values=("U+0000",))


def test_a_message_needs_neither_office_nor_law_nor_signature(tmp_path: Path) -> None:
    form = load_form(write_form(tmp_path, MESSAGE_YAML))
    assert (form.kind, form.office, form.topics, form.signatures) == (FormKind.MESSAGE, "", (), ())
    assert for_office(form, "schulamt", "Schulamt").title.by_language == {
        "de": "An: Schulamt",
        "en": "To: Schulamt",
    }


def test_an_office_in_a_message_is_named_as_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(FormErrors, match="`office` has no meaning for a message"):
        load_form(write_form(tmp_path, MESSAGE_YAML.replace("kind: message", "kind: message\noffice: schulamt")))
    with pytest.raises(FormErrors, match="not known as `kind`"):
        load_form(write_form(tmp_path, MESSAGE_YAML.replace("kind: message", "kind: massage")))


def test_a_form_in_the_wrong_folder_is_named_and_left_out(tmp_path: Path) -> None:
    write_form(tmp_path / "forms", MESSAGE_YAML)
    write_form(tmp_path / "messages", FORM_YAML)
    forms, errors = check_all_forms(tmp_path, NAMES)
    assert forms == ()
    assert sorted(error.message for error in errors) == [
        "A form of kind application belongs in the folder `forms`.",
        "A form of kind message belongs in the folder `messages`.",
    ]
