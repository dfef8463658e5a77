"""Typing on the on-screen keyboard, as the session hears it."""

from __future__ import annotations

from typing import Any

import pytest

from appliance.forms.answers import Entry
from appliance.session.events import AnswerGiven, EntryChanged
from appliance.session.visit import Display, TextSize
from tests.ui.samples import session, situations

pytestmark = pytest.mark.ui


class Typist:
    """A question on a screen, its keys by name, and what it published."""

    def __init__(
        self, name: str, panel: str = "1920x1080", display: Display | None = None, **changed: Any
    ) -> None:
        from dataclasses import replace

        from kivy_ui.presenter import present
        from kivy_ui.stage import Stage
        from tests.ui.gallery import PANELS, look_of, screen_for
        from tests.ui.samples import content

        self.heard: list[Any] = []
        situation = replace(situations("de")[name], **changed)
        state = session(situation, "de", display or Display())
        self.view = present(state, content())
        self.screen: Any = screen_for(self.view, Stage(look_of(state, PANELS[panel]), self.heard.append))
        self.screen.place(0, 0, PANELS[panel].width, PANELS[panel].height)

    def taps(self, *names: str) -> Typist:
        from tests.ui.layout_check import targets_of

        for name in names:
            next(target for target in targets_of(self.screen) if target.name == name).tap()
        return self

    def types(self, text: str) -> Typist:
        return self.taps(*(f"key {letter}" for letter in text))

    def names(self) -> list[str]:
        from tests.ui.layout_check import targets_of

        return [target.name for target in targets_of(self.screen)]

    @property
    def entry(self) -> Entry:
        return next(each.entry for each in reversed(self.heard) if isinstance(each, EntryChanged))


def test_a_name_begins_with_a_capital_and_goes_on_small() -> None:
    typist = Typist("question-name", entry=Entry())
    typist.types("Anna")
    assert typist.entry == Entry({"value": "Anna"})


def test_delete_and_the_arrows_correct_in_the_middle() -> None:
    typist = Typist("question-name", entry=Entry({"value": "Ana"}))
    typist.taps("key left").types("n")
    assert typist.entry.get() == "Anna"
    typist.taps("key delete")
    assert typist.entry.get() == "Ana"


def test_a_long_press_offers_the_letters_behind_and_typing_one_goes_back() -> None:
    from tests.ui.layout_check import targets_of

    typist = Typist("question-name", entry=Entry())
    key = next(target for target in targets_of(typist.screen) if target.name == "key S")
    assert key.held is not None
    key.held()
    typist.types("Ș").types("t")
    assert typist.entry.get() == "Șt"


def test_a_date_goes_on_by_itself_and_the_main_key_gives_the_answer() -> None:
    typist = Typist("question-date", entry=Entry())
    typist.types("24081991")
    assert typist.entry == Entry({"day": "24", "month": "08", "year": "1991"})
    typist.taps("key submit")
    assert typist.heard[-1] == AnswerGiven(Entry({"day": "24", "month": "08", "year": "1991"}))


def test_in_an_address_the_main_key_goes_through_the_empty_fields_first() -> None:
    typist = Typist("question-address", entry=Entry({"street": "Musterstraße"}))
    typist.taps("key 123").types("1").taps("key submit")
    assert not any(isinstance(each, AnswerGiven) for each in typist.heard)
    typist.types("44137")
    assert typist.entry.get("postcode") == "44137"


def test_a_problem_is_said_beside_the_field() -> None:
    from kivy_ui.widgets.label import Label

    typist = Typist("question-problem")
    labels = [node.text for node in typist.screen.walk() if isinstance(node, Label)]
    assert any("IBAN" in text and len(text) > 20 for text in labels)


def test_choosing_tells_and_shows_the_choice_and_choosing_again_takes_it_back() -> None:
    typist = Typist("question-choices", entry=Entry())
    typist.taps("Zur Miete", "Bei Verwandten")
    assert typist.entry == Entry({"choices": "rent family"})
    typist.taps("Zur Miete")
    assert typist.entry == Entry({"choices": "family"})


def test_a_country_is_found_by_its_first_letters() -> None:
    typist = Typist("question-country", entry=Entry())
    typist.types("Eri").taps("Eritrea", "key submit")
    assert typist.heard[-1] == AnswerGiven(Entry({"value": "ERI"}))


def test_on_a_low_display_the_keyboard_comes_with_the_field_and_goes_again() -> None:
    typist = Typist("question-name", "1280x800", entry=Entry())
    assert "key A" not in typist.names()
    typist.taps("field value").types("A")
    assert typist.entry.get() == "A"
    typist.taps("key close")
    assert "key a" not in typist.names()


TYPED = ("name", "long_text", "date", "money", "address", "iban", "phone", "email", "country", "problem")


@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("panel", ["1920x1080", "1280x800", "1080x1920"])
def test_every_page_of_the_keyboard_fits_over_every_question(panel: str, size: TextSize) -> None:
    from tests.ui.gallery import PANELS
    from tests.ui.layout_check import faults_of

    faults: list[str] = []
    for name in TYPED:
        typist = Typist(f"question-{name}", panel, Display(size))
        if panel == "1280x800":
            typist.taps(next(name for name in typist.names() if name.startswith("field ")))
        for page in ("", "key É Ł Ș", "key Ú Ž Ż", "key ABC", "key 123"):
            if page and page not in typist.names():
                continue
            typist.taps(*[page] if page else [])
            faults += [f"{name} {page}: {fault}" for fault in faults_of(typist.screen, PANELS[panel])]
    assert faults == []
