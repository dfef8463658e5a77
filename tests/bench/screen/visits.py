"""Taps of whole visits on our screen, in several languages; only taps that lead to another page are measured."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from appliance.session import events as ev
from appliance.session import states as st
from kivy_ui.long_lived import keep, rest_collector
from kivy_ui.text_layout import forget_texts
from kivy_ui.textures import forget_textures
from kivy_ui.theme import Screen as Panel
from tests.bench.display import DPI, HEIGHT, WIDTH
from tests.bench.screen.finger import Finger
from tests.flows.visit import Story, some_entry
from tests.ui.driver import Hands

LANGUAGES = ("de", "ar", "en", "uk")
FORM = "wohnberechtigungsschein"
GOODBYE_S = 10


class TimedHands(Hands):
    def __init__(self, story: Story) -> None:
        self.times: list[float] = []
        super().__init__(story, Panel(WIDTH, HEIGHT, DPI))
        self.finger = Finger()

    def tap_at(self, x: float, y: float) -> None:
        before = self._page()
        took = self.finger.tap(x, y, self.look)
        if self._page() != before:
            self.times.append(took)

    def _page(self) -> object:
        situation = self.story.situation
        return type(situation), getattr(situation, "key", None)


def taps(count: int) -> Iterator[float]:
    with tempfile.TemporaryDirectory() as state:
        rest_collector()
        hands = TimedHands(Story(Path(state)))
        keep()
        for language in itertools.cycle(LANGUAGES):
            if len(hands.times) >= count:
                break
            _visit(hands, language)
    yield from hands.times[:count]


def _visit(hands: TimedHands, language: str) -> None:
    """Fill in a form up to "check your answers", and leave."""
    story = hands.story
    names = {each.tag: each.name for each in story.terminal.offering.languages}
    hands.taps_word(names[language])
    story.does(ev.FormChosen(FORM))
    hands.look()
    hands.finger.rest()
    hands.taps_intent(ev.FormStarted)
    while isinstance(story.situation, st.AnsweringQuestion):
        story.does(ev.EntryChanged(some_entry(story.question)))
        hands.look()
        hands.finger.rest()
        hands.submits()
    hands.taps_intent(ev.EndTapped)
    hands.taps_intent(ev.EndConfirmed)
    story.waits(GOODBYE_S)
    # As the app does when a visit ends.
    forget_textures()
    forget_texts()
    hands.look()
    hands.finger.rest()
