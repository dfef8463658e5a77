"""Whole visits by taps on the real screen, in German and in Arabic."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.session import events as ev
from appliance.session import states as st
from kivy_ui.theme import Screen as Panel
from tests.flows.visit import Story

pytestmark = pytest.mark.ui
PANEL = Panel(1920, 1080, 102.0)


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[object]:
    from tests.ui.driver import Hands

    made = Hands(Story(tmp_path), PANEL)
    yield made
    made.close()


@pytest.mark.parametrize("language", ["de", "ar"])
def test_from_the_first_touch_to_the_receipt(hands, language: str) -> None:  # type: ignore[no-untyped-def]
    """Language, office, form, passport, every question, check, preview, print, receipt, end."""
    story = hands.story
    name = next(each.name for each in story.terminal.offering.languages if each.tag == language)
    hands.taps_word(name)
    hands.taps_word("Wohnungsamt")
    hands.taps_intent(ev.FormChosen("wohnberechtigungsschein"))
    hands.taps("intro.scan")
    story.scanner.insert_passport()
    hands.look()
    assert hands.reads("ERIKSSON") or hands.reads("MUSTER")
    hands.taps("document.use")
    hands.answers_everything()

    hands.taps("check.next")
    hands.taps("preview.print")
    story.sees(st.Printing)
    story.printer_works()
    story.receipt_printer_works()
    hands.look()
    story.sees(st.TakingReceipt)
    assert hands.reads(story.visit.application.reference)
    hands.taps("receipt.finish")
    story.sees(st.Goodbye)
    assert len(story.a4.printed) == 1
    assert len(story.receipt.printed) == 1
