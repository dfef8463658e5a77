"""An application that is sent, by taps on the real screen: papers, a yes, the proof; and its state later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.outbox.status_code import qr_text
from appliance.session import events as ev
from appliance.session import sending_states as ss
from appliance.session import states as st
from kivy_ui.theme import Screen as Panel
from tests.demo.sample_papers import stick_files
from tests.flows.sending import FORM, SendingStory

pytestmark = pytest.mark.ui
PANEL = Panel(1920, 1080, 102.0)


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[object]:
    from tests.ui.driver import Hands

    made = Hands(SendingStory(tmp_path), PANEL)
    yield made
    made.close()


def fills_in(hands, language: str) -> None:  # type: ignore[no-untyped-def]
    story = hands.story
    name = next(each.name for each in story.terminal.offering.languages if each.tag == language)
    hands.taps_word(name)
    hands.taps_word("Wohnungsamt")
    hands.taps_intent(ev.FormChosen(FORM))
    hands.taps("intro.start")
    story.answers_everything()
    hands.look()
    hands.taps("check.next")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_sent_and_printed_with_papers_and_asked_about_later(hands, language: str) -> None:  # type: ignore[no-untyped-def]
    story = hands.story
    fills_in(hands, language)
    hands.taps("send.both")
    story.stick.insert(stick_files())
    story.settle()
    hands.look()
    hands.taps("papers.look")
    hands.taps_word(f"{hands.word('papers.add')}: Mietvertrag.pdf")
    assert len(story.visit.papers) == 1
    hands.taps("papers.go_on")
    hands.taps("consent.yes")
    hands.taps("preview.send_and_print")
    story.sees(st.Printing)
    story.network_works()
    story.printer_works()
    story.receipt_printer_works()
    hands.look()
    code = story.sent.status_code
    assert hands.reads(story.visit.application.reference)
    hands.taps("receipt.finish")
    (package,) = story.arrived()
    assert "papers/unterlage-1.pdf" in package.files

    story.does(ev.WentOn())
    hands.look()
    hands.taps_word("Українська")
    hands.taps("home.status")
    story.scanner.show_code(qr_text(code))
    story.settle()
    hands.look()
    assert story.sees(st.ShowingStatus).note is not None
    assert hands.reads("Wohnungsamt")


def test_no_yes_no_sending(hands) -> None:  # type: ignore[no-untyped-def]
    fills_in(hands, "tr")
    hands.taps("send.send")
    hands.taps("papers.go_on_without")
    hands.taps("consent.no")
    hands.story.sees(ss.AddingPapers)
    hands.story.network_works(60)
    assert hands.story.arrived() == []


def test_the_code_is_typed_key_by_key(hands) -> None:  # type: ignore[no-untyped-def]
    story = hands.story
    story.is_asked_how("de")
    code = story.sends().status_code
    story.network_works()
    story.does(ev.EndConfirmed(), ev.WentOn())
    hands.look()
    hands.taps_word("Deutsch")
    hands.taps("home.status")
    for character in code:
        hands.taps_word(f"key {character}")
    hands.submits()
    assert story.sees(st.ShowingStatus).note is not None
