"""What is said, in which language, in each situation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.content.text import LANGUAGES
from appliance.session import states as st
from appliance.session.states import TroubleKind
from appliance.session.surroundings import Surroundings
from appliance.session.visit import Display
from hardware.events import DeviceRole, DeviceStatus
from kivy_ui.presenter import present
from kivy_ui.views_form import CountryQuestionView, TypedQuestionView
from kivy_ui.views_page import MessageView, RowsView, Weight
from tests.ui.sample_form import FORM_ID
from tests.ui.samples import READY, content, session, situations


def view(name: str, language: str = "de") -> object:
    return present(session(situations(language)[name], language, Display()), content())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_situation_has_a_view_in_every_language(language: str) -> None:
    shown = {type(each) for each in situations(language).values()}
    assert len(shown) >= 26
    for name in situations(language):
        assert view(name, language) == view(name, language), name


def test_german_stands_under_arabic_but_not_under_german() -> None:
    arabic, german = view("check", "ar"), view("check")
    assert isinstance(arabic, RowsView)
    assert isinstance(german, RowsView)
    assert arabic.title.german == german.title.text
    assert german.title.german == ""
    assert all(line.label.german for group in arabic.groups for line in group.lines)


def test_the_official_term_stands_under_every_question_for_german_readers_too() -> None:
    asked = view("question-name")
    assert isinstance(asked, TypedQuestionView)
    assert asked.asked.label.german == "Familienname, wie im Pass"


def test_printing_offers_no_way_back_and_no_second_print() -> None:
    printing = view("printing")
    assert isinstance(printing, MessageView)
    assert printing.chrome.back is None
    assert printing.actions == ()


@pytest.mark.parametrize("kind", TroubleKind)
def test_trouble_says_what_happened_that_nothing_is_lost_and_what_comes_next(kind: TroubleKind) -> None:
    trouble = view(f"trouble-{kind}", "tr")
    assert isinstance(trouble, MessageView)
    words = [content().interface.get(key, "tr").text for key in ("trouble.safe", f"trouble.{kind}.next")]
    assert set(words) <= {paragraph.text for paragraph in trouble.paragraphs}
    assert trouble.title.german
    assert [action.weight for action in trouble.actions][-1] is Weight.MAIN


def test_the_sheet_that_is_out_is_named() -> None:
    trouble = view("trouble-paper_out")
    assert isinstance(trouble, MessageView)
    assert "2" in trouble.title.text
    assert [sheet.done for sheet in trouble.picture.sheets] == [True, True, False]


def test_nobody_is_said_to_know_when_the_monitor_does_not_listen() -> None:
    state = session(situations("de")["trouble-jam"], "de", Display())
    told = content().interface.german("trouble.told")
    alone = present(replace(state, surroundings=Surroundings(READY, monitor_listens=False)), content())
    heard = present(state, content())
    assert isinstance(alone, MessageView)
    assert isinstance(heard, MessageView)
    assert told in {each.text for each in heard.paragraphs}
    assert told not in {each.text for each in alone.paragraphs}


def test_the_document_is_offered_only_where_the_reader_works_and_helps() -> None:
    page = st.AnsweringQuestion(FORM_ID, "name")
    state = session(page, "de", Display())
    deaf: dict[DeviceRole, DeviceStatus] = {
        role: status for role, status in READY.items() if role is not DeviceRole.SCANNER
    }
    without = present(replace(state, surroundings=Surroundings(deaf)), content())
    with_reader = present(state, content())
    unrelated = present(replace(state, situation=st.AnsweringQuestion(FORM_ID, "email")), content())
    assert isinstance(with_reader, TypedQuestionView)
    assert isinstance(without, TypedQuestionView)
    assert isinstance(unrelated, TypedQuestionView)
    assert with_reader.asked.scan is not None
    assert without.asked.scan is None
    assert unrelated.asked.scan is None


def test_an_expired_document_is_said_to_be_expired_and_can_be_used() -> None:
    document = view("document")
    assert isinstance(document, RowsView)
    assert content().interface.german("document.expired") in " ".join(note.words.text for note in document.notes)
    assert document.actions[-1].weight is Weight.MAIN
    assert "08.1974" in [line.value.text for line in document.groups[0].lines]


def test_a_language_without_a_voice_offers_none() -> None:
    spoken, silent = view("home", "ar"), view("home", "ti")
    assert spoken.chrome.listen is not None  # type: ignore[attr-defined]
    assert silent.chrome.listen is None  # type: ignore[attr-defined]


def test_countries_are_the_same_object_each_time_so_that_views_compare_fast() -> None:
    one, other = view("question-country", "ar"), view("question-country", "ar")
    assert isinstance(one, CountryQuestionView)
    assert isinstance(other, CountryQuestionView)
    assert one.countries is other.countries
    assert len(one.countries) > 190
