"""The idle screen's "read aloud" and what follows from it, on the real screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from kivy_ui.theme import Screen as Panel
from tests.flows.visit import Story

pytestmark = pytest.mark.ui


def test_the_welcome_is_spoken_in_turn_and_then_every_page(tmp_path: Path) -> None:
    from tests.ui.driver import Hands

    story = Story(tmp_path)
    hands = Hands(story, Panel(1920, 1080, 102.0))
    hands.taps_word(hands.content.interface.get("idle.read_aloud", "de").text)
    first = story.speaker.said[-1].language
    hands.root.turn(8.0)
    hands.look()
    assert story.speaker.said[-1].language != first

    hands.taps_word("Türkçe")
    assert story.speaker.said[-1].language == "tr"
    home = len(story.speaker.said)
    hands.taps_word("Wohnungsamt")
    assert len(story.speaker.said) == home + 1
    hands.taps("bar.stop_listening")
    hands.taps("bar.back")
    assert len(story.speaker.said) == home + 1
    hands.close()
