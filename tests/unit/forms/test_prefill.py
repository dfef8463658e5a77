"""What a scan or an earlier answer puts into the fields: facts only, never a guess."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.forms.answers import Answers, ChoiceAnswer, Entry, TextAnswer
from appliance.forms.definition import KnownFact, Question, QuestionType
from appliance.forms.path import find
from appliance.forms.prefill import entry_from_document, starting_entry
from hardware.id_scanner.document import MrzFormat, PartialDate, Sex, TravelDocument
from tests import samples
from tests.unit.forms.specimens import ask, form_of

T = QuestionType
PASSPORT = replace(samples.PASSPORT, nationality="UKR", expiry_date=PartialDate(2030, 4, 15))
PERMIT = replace(PASSPORT, document_code="AR", mrz_format=MrzFormat.TD1)
KINDS = {
    KnownFact.FAMILY_NAME: ask("q", T.NAME),
    KnownFact.GIVEN_NAMES: ask("q", T.NAME),
    KnownFact.BIRTH_DATE: ask("q", T.DATE, partial_date=True),
    KnownFact.SEX: ask("q", T.CHOICE, choices=("female", "male", "diverse")),
    KnownFact.NATIONALITY: ask("q", T.NATIONALITY),
    KnownFact.DOCUMENT_NUMBER: ask("q", T.TEXT),
    KnownFact.DOCUMENT_EXPIRY: ask("q", T.DATE),
    KnownFact.DOCUMENT_TYPE: ask("q", T.CHOICE, choices=("passport", "id_card", "residence_permit")),
    KnownFact.PERMIT_EXPIRY: ask("q", T.DATE),
}


def question(fact: KnownFact) -> Question:
    return replace(KINDS[fact], known=fact)


def told(fact: KnownFact, document: TravelDocument) -> Entry | None:
    return entry_from_document(question(fact), document)


def test_a_passport_tells_its_facts() -> None:
    assert told(KnownFact.FAMILY_NAME, PASSPORT) == Entry({"value": "ERIKSSON"})
    assert told(KnownFact.GIVEN_NAMES, PASSPORT) == Entry({"value": "ANNA MARIA"})
    assert told(KnownFact.BIRTH_DATE, PASSPORT) == Entry({"day": "12", "month": "08", "year": "1974"})
    assert told(KnownFact.SEX, PASSPORT) == Entry({"value": "female"})
    assert told(KnownFact.NATIONALITY, PASSPORT) == Entry({"value": "UKR"})
    assert told(KnownFact.DOCUMENT_NUMBER, PASSPORT) == Entry({"value": "L898902C3"})
    assert told(KnownFact.DOCUMENT_EXPIRY, PASSPORT) == Entry({"day": "15", "month": "04", "year": "2030"})
    assert told(KnownFact.DOCUMENT_TYPE, PASSPORT) == Entry({"value": "passport"})
    assert told(KnownFact.PERMIT_EXPIRY, PASSPORT) is None


def test_a_residence_permit_is_not_taken_for_a_passport() -> None:
    assert told(KnownFact.DOCUMENT_TYPE, PERMIT) == Entry({"value": "residence_permit"})
    assert told(KnownFact.PERMIT_EXPIRY, PERMIT) == Entry({"day": "15", "month": "04", "year": "2030"})
    assert told(KnownFact.DOCUMENT_NUMBER, PERMIT) is None
    assert told(KnownFact.DOCUMENT_EXPIRY, PERMIT) is None
    assert told(KnownFact.FAMILY_NAME, PERMIT) == Entry({"value": "ERIKSSON"})


@pytest.mark.parametrize(
    ("fact", "check"),
    [
        (KnownFact.BIRTH_DATE, "birth_date"),
        (KnownFact.DOCUMENT_EXPIRY, "expiry_date"),
        (KnownFact.DOCUMENT_NUMBER, "document_number"),
    ],
)
def test_a_field_whose_check_digit_fails_is_left_to_the_visitor(fact: KnownFact, check: str) -> None:
    wrong = replace(PASSPORT, checks=replace(PASSPORT.checks, **{check: False}))
    assert told(fact, wrong) is None
    without_digit = replace(PASSPORT, checks=replace(PASSPORT.checks, **{check: None}))
    assert told(fact, without_digit) is not None


@pytest.mark.parametrize(
    ("code", "nationality"),
    [("D", "DEU"), ("RKS", "XKX"), ("XXK", "XKX"), ("XXA", "XXA"), ("XXB", None), ("UNO", None), ("UTO", None)],
)
def test_nationality_codes_of_documents(code: str, nationality: str | None) -> None:
    entry = told(KnownFact.NATIONALITY, replace(PASSPORT, nationality=code))
    assert entry == (Entry({"value": nationality}) if nationality else None)


def test_nothing_is_guessed() -> None:
    assert told(KnownFact.SEX, replace(PASSPORT, sex=Sex.UNSPECIFIED)) is None
    assert told(KnownFact.FAMILY_NAME, replace(PASSPORT, names_truncated=True)) is None
    assert told(KnownFact.GIVEN_NAMES, replace(PASSPORT, secondary_identifier="")) is None
    assert told(KnownFact.BIRTH_DATE, replace(PASSPORT, birth_date=PartialDate(1974))) == Entry(
        {"day": "", "month": "", "year": "1974"}
    )
    assert entry_from_document(ask("q", T.NAME), PASSPORT) is None


def test_own_answer_before_reuse_before_the_document() -> None:
    asked = replace(ask("spouse", T.NAME, reuse="name"), known=KnownFact.FAMILY_NAME)
    form = form_of(ask("name", T.NAME), asked)
    ref = find(form, Answers(), "spouse")
    assert ref is not None
    assert starting_entry(form, Answers(), ref, None) == Entry()
    assert starting_entry(form, Answers(), ref, PASSPORT) == Entry({"value": "ERIKSSON"})
    answers = Answers({"name": TextAnswer("Muster")})
    assert starting_entry(form, answers, ref, PASSPORT) == Entry({"value": "Muster"})
    answers = answers.with_answer("spouse", TextAnswer("Beispiel"))
    assert starting_entry(form, answers, ref, PASSPORT) == Entry({"value": "Beispiel"})


def test_an_item_reuses_its_own_group_first_and_then_the_form() -> None:
    items = (ask("name", T.NAME, reuse="name"), ask("again", T.NAME, reuse="name"))
    form = form_of(ask("name", T.NAME), ask("people", T.GROUP, minimum=0, maximum=2, items=items))
    answers = Answers({"name": TextAnswer("Muster"), "people+": ChoiceAnswer("yes")})
    first, again = find(form, answers, "people[0].name"), find(form, answers, "people[0].again")
    assert first is not None
    assert again is not None
    assert starting_entry(form, answers, first, None) == Entry({"value": "Muster"})
    answers = answers.with_answer("people[0].name", TextAnswer("Kind"))
    assert starting_entry(form, answers, again, None) == Entry({"value": "Kind"})
