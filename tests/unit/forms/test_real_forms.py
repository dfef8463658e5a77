"""The forms that visitors meet: complete, short enough for a kiosk, and answerable to the end."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from appliance.content.text import Text
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
from appliance.forms.definition import FormDefinition, KnownFact, Question, QuestionType
from appliance.forms.loading import load_forms
from appliance.forms.path import QuestionRef, next_unanswered, visible
from appliance.forms.summary import attachments, summary
from appliance.forms.validation import entry_for, parse

FORMS = load_forms(Path("content/forms"))
TODAY = dt.date(2026, 3, 2)
LANGUAGES = ("de", "en", "ar", "uk")
SCRIPTS = {"ar": r"[\u0600-\u06ff]", "uk": r"[\u0400-\u04ff]"}
# Letters that only other Cyrillic or Arabic-script languages have: a slip of the keyboard.
FOREIGN = {"ar": r"[\u0400-\u04ffپچژگکی]", "uk": r"[ыэъё\u0600-\u06ff]"}
by_id = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)


def all_questions(form: FormDefinition) -> Iterator[Question]:
    for question in form.questions:
        yield question
        yield from question.items


def texts(form: FormDefinition) -> Iterator[Text]:
    yield from (form.title, form.summary, *form.declarations, *form.signatures)
    yield from (attachment.label for attachment in form.attachments)
    yield from (section.title for section in form.sections)
    for question in all_questions(form):
        yield from (question.label, question.help, question.where, question.another, question.item_term)
        yield from (choice.label for choice in question.choices)


def test_the_three_forms_are_there() -> None:
    assert {form.id: form.office for form in FORMS} == {
        "wohnberechtigungsschein": "wohnungsamt",
        "verlaengerung-aufenthaltserlaubnis": "amt-fuer-migration",
        "schulanmeldung-seiteneinsteiger": "schulamt",
    }


@by_id
def test_languages_and_drafts(form: FormDefinition) -> None:
    assert form.languages == LANGUAGES
    assert form.drafts == {"en", "ar", "uk"}


@by_id
def test_every_text_is_written_in_its_own_script(form: FormDefinition) -> None:
    for text in filter(None, texts(form)):
        assert set(text.by_language) == set(LANGUAGES)
        for language, script in SCRIPTS.items():
            assert re.search(script, text.by_language[language]), text.by_language
            assert not re.search(FOREIGN[language], text.by_language[language]), text.by_language


@by_id
def test_texts_fit_a_kiosk(form: FormDefinition) -> None:
    for question in all_questions(form):
        for text, limit in (
            (question.label, 60),
            (question.another, 60),
            (question.help, 140),
            (question.where, 140),
        ):
            for words in text.by_language.values():
                assert len(words) <= limit, words


@by_id
def test_labels_are_questions(form: FormDefinition) -> None:
    for question in all_questions(form):
        for language, words in question.label.by_language.items():
            assert words.endswith("؟" if language == "ar" else "?"), words


@by_id
def test_each_form_knows_what_a_scan_tells(form: FormDefinition) -> None:
    known = {question.known for question in form.questions}
    assert {KnownFact.FAMILY_NAME, KnownFact.GIVEN_NAMES, KnownFact.BIRTH_DATE, KnownFact.NATIONALITY} <= known


@by_id
@pytest.mark.parametrize("seed", range(12))
def test_any_visitor_reaches_the_end(form: FormDefinition, seed: int) -> None:
    chance = random.Random(seed)
    answers = Answers()
    for _ in range(300):
        ref = next_unanswered(form, answers)
        if ref is None:
            break
        answer = an_answer(ref, chance)
        assert parse(ref.question, entry_for(ref.question, answer), TODAY) == answer
        answers = answers.with_answer(ref.key, answer)
    assert next_unanswered(form, answers) is None
    rows = [row for section in summary(form, answers, "ar") for row in section.rows]
    assert [row.key for row in rows] == [ref.key for ref in visible(form, answers)]
    assert all(row.german_term and row.german_value and row.value for row in rows)
    assert attachments(form, answers)


def an_answer(ref: QuestionRef, chance: random.Random) -> Answer:
    question = ref.question
    if not question.required and chance.random() < 0.5:
        return Skipped()
    match question.type:
        case QuestionType.YES_NO:
            return ChoiceAnswer(chance.choice(["yes", "no"]))
        case QuestionType.CHOICE:
            return ChoiceAnswer(chance.choice(question.choices).id)
        case QuestionType.CHOICES:
            return ChoicesAnswer((chance.choice(question.choices).id,))
        case QuestionType.COUNTRY | QuestionType.NATIONALITY:
            return ChoiceAnswer(chance.choice(["UKR", "SYR", "DEU", "XKX"]))
        case QuestionType.DATE:
            return DateAnswer(2015, 5, 17)
        case QuestionType.NUMBER:
            return NumberAnswer(chance.randint(question.minimum or 0, question.maximum or 99))
        case QuestionType.MONEY:
            return MoneyAnswer(Decimal("1850.50"))
        case QuestionType.ADDRESS:
            return AddressAnswer("Musterstraße", "12", "44137", "Dortmund")
        case QuestionType.PHONE:
            return TextAnswer("+49 231 50123")
        case QuestionType.EMAIL:
            return TextAnswer("name@example.org")
        case _:
            return TextAnswer("Muster")
