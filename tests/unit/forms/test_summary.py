"""What "check your answers" and the paper show."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

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
from appliance.forms.countries import country_list, country_name
from appliance.forms.definition import Attachment, Operator, QuestionType
from appliance.forms.summary import attachments, summary
from appliance.forms.values import template_answer, value_text
from tests.unit.forms.specimens import FAMILY, ask, when, words

T = QuestionType
YES, NO = ChoiceAnswer("yes"), ChoiceAnswer("no")
ANSWERS = Answers(
    {
        "name": TextAnswer("Muster"),
        "status": ChoiceAnswer("married"),
        "spouse": TextAnswer("Beispiel"),
        "spouse_born": DateAnswer(1991, 8, 24),
        "children+": YES,
        "children[0].name": TextAnswer("Eins"),
        "children[0].goes_to_school": YES,
        "children[0].school": TextAnswer("Schule"),
        "children[0]+": YES,
        "children[1].name": TextAnswer("Zwei"),
        "children[1].goes_to_school": NO,
        "children[1].school": TextAnswer("Verborgen"),
        "children[1]+": NO,
        "allowance": MoneyAnswer(Decimal(1850)),
        "nickname": Skipped(),
    }
)


def test_values_are_german_in_form_and_local_in_words() -> None:
    choice = ask("q", T.CHOICE, choices=("one", "two"))
    several = ask("q", T.CHOICES, choices=("one", "two"))
    cases: list[tuple[Answer, str]] = [
        (DateAnswer(1991, 8, 24), "24.08.1991"),
        (DateAnswer(1991, 8), "08.1991"),
        (DateAnswer(1991), "1991"),
        (MoneyAnswer(Decimal("1234567.5")), "1.234.567,50 €"),
        (NumberAnswer(12), "12"),
        (AddressAnswer("Musterstraße", "12 a", "44137", "Dortmund"), "Musterstraße 12 a, 44137 Dortmund"),
        (Skipped(), "–"),
    ]
    for answer, text in cases:
        assert value_text(ask("q", T.TEXT), answer, "en") == text
    assert value_text(choice, ChoiceAnswer("one"), "en") == "one-en"
    assert value_text(choice, ChoiceAnswer("one")) == "one-de"
    assert value_text(several, ChoicesAnswer(("one", "two")), "en") == "one-en, two-en"
    assert value_text(ask("q", T.YES_NO), NO, "uk") == "Ні"
    assert value_text(ask("q", T.YES_NO), NO) == "Nein"


def test_countries_have_names_in_the_visitors_language_and_in_german() -> None:
    nationality = ask("q", T.NATIONALITY)
    assert value_text(nationality, ChoiceAnswer("SYR"), "ar") == "سوريا"
    assert value_text(nationality, ChoiceAnswer("SYR")) == "Syrien"
    assert value_text(nationality, ChoiceAnswer("XKX"), "uk") == "Косово"
    assert value_text(nationality, ChoiceAnswer("XXA")) == "Staatenlos"
    assert country_name("UKR", "de-simple") == "Ukraine"


def test_a_country_list_is_sorted_by_name_and_ends_with_the_special_ones() -> None:
    listed = country_list(T.NATIONALITY, "de")
    assert [code for code, _ in listed[-2:]] == ["XXA", "XXX"]
    names = [name for _, name in listed]
    assert names.index("Ägypten") < names.index("Albanien") < names.index("Österreich") < names.index("Polen")
    assert all(code != "XXA" for code, _ in country_list(T.COUNTRY, "de"))


def test_rows_carry_both_languages() -> None:
    first = summary(FAMILY, ANSWERS, "en")[0]
    status = next(row for row in first.rows if row.key == "status")
    assert status.label.text == "status in English?"
    assert status.german_term == "Status"
    assert (status.value, status.german_value) == ("married-en", "married-de")


def test_each_item_of_a_group_is_a_section_and_the_rest_goes_on_after_it() -> None:
    sections = summary(FAMILY, ANSWERS, "en")
    assert [section.title.text for section in sections] == ["All", "Child 1", "Child 2", "All"]
    assert [section.german_title for section in sections] == ["Alles", "Kind 1", "Kind 2", "Alles"]
    assert [section.index for section in sections] == [None, 0, 1, None]
    assert [row.key for row in sections[1].rows if row.on_paper] == [
        "children[0].name",
        "children[0].goes_to_school",
        "children[0].school",
    ]


def test_hidden_answers_appear_nowhere() -> None:
    values = [row.german_value for section in summary(FAMILY, ANSWERS, "en") for row in section.rows]
    assert "Verborgen" not in values
    single = ANSWERS.with_answer("status", ChoiceAnswer("single"))
    values = [row.german_value for section in summary(FAMILY, single, "en") for row in section.rows]
    assert "Beispiel" not in values
    assert "24.08.1991" not in values


def test_that_there_is_none_goes_on_paper_and_questions_about_more_do_not() -> None:
    none = summary(FAMILY, Answers({"children+": NO}), "de")
    assert [(row.key, row.on_paper) for section in none for row in section.rows] == [("children+", True)]
    off_paper = {row.key for section in summary(FAMILY, ANSWERS, "de") for row in section.rows if not row.on_paper}
    assert off_paper == {"children+", "children[0]+", "children[1]+"}


def test_attachments_follow_the_answers() -> None:
    always = Attachment(words("Ausweis"))
    wedding = Attachment(words("Heiratsurkunde"), (when("status", Operator.IS, "married"),))
    births = Attachment(words("Geburtsurkunden"), (when("children", Operator.AT_LEAST, "2"),))
    form = replace(FAMILY, attachments=(always, wedding, births))
    assert attachments(form, ANSWERS) == (always, wedding, births)
    fewer = ANSWERS.with_answer("children[0]+", NO).with_answer("status", ChoiceAnswer("single"))
    assert attachments(form, fewer) == (always,)


def test_template_places() -> None:
    assert template_answer(FAMILY, ANSWERS, "spouse_born.year") == ("1991", ())
    assert template_answer(FAMILY, ANSWERS, "spouse_born") == ("24.08.1991", ())
    assert template_answer(FAMILY, ANSWERS, "children[0].name") == ("Eins", ())
    assert template_answer(FAMILY, ANSWERS, "status") == ("married-de", ("married",))
    assert template_answer(FAMILY, ANSWERS, "children[1].school") == ("", ())
    assert template_answer(FAMILY, ANSWERS, "nickname") == ("", ())
    assert template_answer(FAMILY, ANSWERS, "no such place") == ("", ())
