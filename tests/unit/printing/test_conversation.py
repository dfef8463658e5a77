"""The conversation sheet: both languages side by side, and always one page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from appliance.content.languages import load_languages
from appliance.content.text import LANGUAGES, RIGHT_TO_LEFT
from appliance.forms.answers import Answer, Answers, ChoicesAnswer, TextAnswer
from appliance.forms.loading import load_form
from appliance.forms.office_forms import for_office
from appliance.printing.application import Addressee
from appliance.printing.conversation import Conversation, conversation
from appliance.printing.conversation_pdf import render_conversation
from appliance.printing.receipt import load_receipt_words
from tests.unit.printing.read_pdf import folded, fonts_of, ink_of, text_of

CONTENT = Path(__file__).resolve().parents[3] / "content"
SHARED = load_form(CONTENT / "messages/gespraech/form.yaml")
OFFICES = {"jobcenter": "Jobcenter", "wohnungsamt": "Wohnungsamt", "amt-fuer-migration": "Amt für Migration"}
NAMES = {language.tag: language for language in load_languages(CONTENT / "languages.yaml")}
WORDS = load_receipt_words(CONTENT / "receipt")
OWN_WORDS = "ابني مريض ولا أستطيع الحضور يوم 12."


def sheet(language: str, office: str = "wohnungsamt", **more: Answer) -> Conversation:
    answers: dict[str, Answer] = {
        "wants": ChoicesAnswer(("apply", "letter")),
        "apply_for": ChoicesAnswer(("something_else",)),
        "please": ChoicesAnswer(("interpreter", "write_down")),
        "own_words": TextAnswer(OWN_WORDS),
        "family_name": TextAnswer("ERIKSSON"),
        "given_names": TextAnswer("ANNA MARIA"),
    }
    return conversation(
        for_office(SHARED, office, OFFICES[office]),
        Answers({**answers, **more}),
        addressee=Addressee(OFFICES[office]),
        language=NAMES[language],
        words=WORDS,
        date=dt.date(2026, 3, 2),
    )


def everything(language: str, office: str) -> Conversation:
    """All that can be chosen, and the longest names and words."""
    questions = {question.id: question for question in for_office(SHARED, office, OFFICES[office]).questions}
    chosen = {
        id_: ChoicesAnswer(tuple(choice.id for choice in questions[id_].choices))
        for id_ in ("wants", "apply_for", "please")
    }
    name = TextAnswer("W" * 80)
    return sheet(language, office, **chosen, own_words=TextAnswer("W" * 200), family_name=name, given_names=name)


def test_german_and_the_visitors_language_stand_side_by_side() -> None:
    text = folded(text_of(render_conversation(sheet("uk")))[0])
    for expected in (
        "Gesprächszettel:",
        "ERIKSSON ANNA MARIA",
        "Ukrainisch Українська",
        "Mein Anliegen Навіщо ви йдете до установи?",
        "Ich möchte etwas",
        "Я хочу подати заяву.",
        "Bitte schreiben Sie es",
        "Будь ласка, запишіть",
        "Es ist kein Antrag.",
        "Kofinanziert von der",
    ):
        assert expected in text


def test_the_wish_for_an_interpreter_names_the_language() -> None:
    (wish, _) = next(topic.phrases for topic in sheet("uk").topics if topic.heading.german == "Meine Bitte")
    assert wish.german == "Ich brauche eine Person, die für mich dolmetscht: Ukrainisch"
    assert wish.own is not None
    assert wish.own.text == "Мені потрібен перекладач: Українська"


def test_for_german_there_is_one_column() -> None:
    text = folded(text_of(render_conversation(sheet("de")))[0])
    assert text.count("Bitte schreiben Sie es mir auf.") == 1
    assert "dolmetscht: " not in text


def test_what_is_not_chosen_is_not_there() -> None:
    made = sheet("ar", wants=ChoicesAnswer(("letter",)))
    assert [topic.heading.german for topic in made.topics][:2] == ["Mein Anliegen", "Meine Bitte"]
    assert "beantragen" not in folded(text_of(render_conversation(made))[0])


def test_an_office_offers_what_it_grants() -> None:
    ids = {
        office: {
            c.id for q in for_office(SHARED, office, name).questions if q.id == "apply_for" for c in q.choices
        }
        for office, name in OFFICES.items()
    }
    assert "housing_benefit" in ids["wohnungsamt"] - ids["jobcenter"]
    assert "basic_income" in ids["jobcenter"] - ids["wohnungsamt"]
    assert all("something_else" in offered for offered in ids.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("office", OFFICES)
def test_it_always_fits_one_page(language: str, office: str) -> None:
    pdf = render_conversation(everything(language, office))
    assert len(text_of(pdf)) == 1
    left, right = ink_of(pdf, page=0, top_mm=0, bottom_mm=297)
    assert left >= 24.5
    assert right <= 190.6
    assert ink_of(pdf, page=0, top_mm=270.5, bottom_mm=273.5, sideways=False) == (0.0, 0.0)


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT))
def test_what_reads_from_the_right_ends_at_the_right_margin(language: str) -> None:
    pdf = render_conversation(sheet(language))
    assert ink_of(pdf, page=0, top_mm=40, bottom_mm=60)[1] == pytest.approx(190, abs=1)


def test_a_usual_sheet_is_large() -> None:
    """Phrases of 17 points have capitals of more than 4 mm: they are read across a desk."""
    usual, full = (render_conversation(made) for made in (sheet("en"), everything("en", "wohnungsamt")))
    assert ink_of(usual, page=0, top_mm=41, bottom_mm=70, sideways=False)[0] < 3
    assert ink_of(usual, page=0, top_mm=36, bottom_mm=268, sideways=False)[1] > 190
    assert len(text_of(full)) == 1


def test_the_fonts_are_embedded_and_a_traceback_says_nothing() -> None:
    fonts = fonts_of(render_conversation(sheet("ti")))
    assert {"NotoSans-Regular", "NotoSansEthiopic-Regular", "NotoSansArabic-Regular"} <= fonts.keys()
    assert all(fonts.values())
    assert repr(sheet("ti")) == "Conversation(gespraech-wohnungsamt)"
