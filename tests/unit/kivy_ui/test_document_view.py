"""What a visitor sees of a document that was read."""

from __future__ import annotations

from dataclasses import replace

from appliance.session.states import AtHome, ConfirmingDocument
from appliance.session.visit import Display
from kivy_ui.presenter import present
from kivy_ui.views_page import RowsView
from tests.samples import PASSPORT
from tests.ui.samples import content, session


def values_of(nationality: str) -> list[str]:
    page = ConfirmingDocument(replace(PASSPORT, nationality=nationality), AtHome())
    view = present(session(page, "de", Display()), content())
    assert isinstance(view, RowsView)
    return [line.value.text for group in view.groups for line in group.lines]


def test_a_nationality_is_named_and_a_code_of_no_country_stands_as_it_is() -> None:
    assert "Ukraine" in values_of("UKR")
    assert "UTO" in values_of("UTO")


def test_a_nationality_that_was_not_read_is_said_to_be_so() -> None:
    unreadable = content().interface.get("document.unreadable", "de").text
    assert unreadable in values_of("")
    assert unreadable not in values_of("UKR")
