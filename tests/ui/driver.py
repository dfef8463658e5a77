"""A visitor's hands and eyes: sees the words on the screen and taps them, through Kivy's own touch dispatch."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator

from kivy.base import EventLoop
from kivy.core.window import Window

from appliance.forms.answers import Entry
from appliance.forms.definition import QuestionType
from appliance.forms.values import choice_text
from appliance.session import states as st
from kivy_ui.content_port import Content
from kivy_ui.look import Look, look_for
from kivy_ui.presenter import display_of, language_of, present
from kivy_ui.root import Root, drag_px
from kivy_ui.router import SCREENS
from kivy_ui.theme import Screen as Panel
from kivy_ui.touch_provider import FingerEvent
from kivy_ui.widgets.label import Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.scroll import Scroll
from kivy_ui.widgets.scroll import Window as ScrollWindow
from kivy_ui.widgets.target import Target
from tests.flows.visit import Story

_PAGES = ("key ABC", "key 123", "key É Ł Ș", "key Ú Ž Ż")
_LEFT_OUT = {QuestionType.PHONE: " ", QuestionType.MONEY: "."}
"""What people write but the keys for it do not offer."""
_uids = itertools.count(1)


class Hands:
    """Plays one `Story` on a real screen."""

    def __init__(self, story: Story, panel: Panel) -> None:
        self.story = story
        self.panel = panel
        offering = story.terminal.offering
        self.content = Content(offering.interface, offering.languages, offering.catalogue, offering.staff_words)
        Window.size = (panel.width, panel.height)
        self.root = Root(story.terminal.bus.publish, drag_px(self._look()), SCREENS)
        Window.add_widget(self.root)
        self.root.size = (panel.width, panel.height)
        self.look()

    def close(self) -> None:
        Window.remove_widget(self.root)

    def _look(self) -> Look:
        session = self.story.terminal.session
        return look_for(self.panel, display_of(session), language_of(session))

    def look(self) -> None:
        """Let everything settle, and show what came of it; a new screen may say something itself."""
        self.story.settle()
        self._show()
        shown = self.story.terminal.session
        self.story.settle()
        if self.story.terminal.session is not shown:
            self._show()

    def _show(self) -> None:
        self.root.show(present(self.story.terminal.session, self.content), self._look())
        self.root.size = (self.panel.width, self.panel.height)

    # eyes

    def texts(self) -> list[str]:
        return [node.text for node in self._nodes() if isinstance(node, Label)]

    def reads(self, words: str) -> bool:
        return any(words in text for text in self.texts())

    def word(self, key: str, **values: object) -> str:
        language = language_of(self.story.terminal.session)
        return self.content.interface.get(key, language, **values).text

    def _nodes(self) -> Iterator[Node]:
        waiting: list[Node] = [self.root.screen] if self.root.screen is not None else []
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(node.nodes())

    def target(self, fits: Callable[[Target], bool]) -> Target | None:
        return next((node for node in self._nodes() if isinstance(node, Target) and fits(node)), None)

    # hands

    def taps(self, key: str, **values: object) -> None:
        """Tap the target with this word of the interface."""
        self.taps_word(self.word(key, **values))

    def taps_word(self, words: str) -> None:
        target = self.target(lambda each: each.name == words)
        assert target is not None, f"nothing to tap called {words!r}; there is {self._names()}"
        self.tap(target)

    def taps_intent(self, wanted: object) -> None:
        """Tap what gives rise to this intent, or to any of this kind."""
        target = self.target(
            lambda each: isinstance(each.intent, wanted) if isinstance(wanted, type) else each.intent == wanted
        )
        assert target is not None, f"nothing to tap for {wanted}; there is {self._names()}"
        self.tap(target)

    def tap(self, target: Target) -> None:
        self._bring_into_view(target)
        self.tap_at(target.center_x, target.center_y)

    def tap_at(self, x: float, y: float) -> None:
        width, height = Window.size
        touch = FingerEvent("test", next(_uids), (x / width, y / height))
        EventLoop.post_dispatch_input("begin", touch)
        EventLoop.post_dispatch_input("end", touch)
        self.look()

    def _bring_into_view(self, target: Target) -> None:
        """Scroll with the page's arrow until the target lies in its window."""
        scroll = self._scroll_of(target)
        for _ in range(60):
            if scroll is None or (scroll.window.y <= target.y and target.top <= scroll.window.top):
                return
            down = target.y < scroll.window.y
            arrow = self.word("common.scroll_down" if down else "common.scroll_up")
            found = self.target(lambda each, name=arrow: each.name == name)  # type: ignore[misc]
            assert found is not None, f"{target.name!r} is out of sight and there is no arrow"
            self.tap_at(found.center_x, found.center_y)

    def _scroll_of(self, target: Target) -> Scroll | None:
        node, window = target.parent, None
        while node is not None and node is not self.root:
            if isinstance(node, ScrollWindow):
                window = node
            if isinstance(node, Scroll) and window is not None:
                return node
            node = node.parent
        return None

    def _names(self) -> list[str]:
        return [node.name for node in self._nodes() if isinstance(node, Target)]

    # a form

    def types(self, text: str) -> None:
        for character in text:
            self._press(character)

    def _press(self, character: str) -> None:
        wanted = {f"key {character.lower()}", f"key {character.upper()}"}
        for page in (None, *_PAGES):
            if page is not None:
                turn = self.target(lambda each, name=page: each.name == name)  # type: ignore[misc]
                if turn is None:
                    continue
                self.tap(turn)
            key = self.target(lambda each: each.name in wanted)
            if key is not None:
                self.tap(key)
                return
        raise AssertionError(f"no key types {character!r}; there is {self._names()}")

    def submits(self) -> None:
        """Tap the main action of a question."""
        on_keyboard = self.target(lambda each: each.name == "key submit")
        if on_keyboard is not None:
            self.tap(on_keyboard)
        else:
            self.taps("question.continue")

    def answers_everything(self) -> None:
        """Answer each question on the screen, until all can be checked."""
        for _ in range(200):
            page = self.story.situation
            if not isinstance(page, st.AnsweringQuestion):
                break
            self._answers()
            after = self.story.situation
            stuck = isinstance(after, st.AnsweringQuestion) and after.key == page.key
            assert not stuck, f"{page.key}: {after}"
        self.story.sees(st.CheckingAnswers)

    def _answers(self) -> None:
        question, page = self.story.question, self.story.sees(st.AnsweringQuestion)
        if page.entry.parts:
            self.submits()
            return
        entry = self.story.entry_for(question)
        if question.type in (QuestionType.CHOICE, QuestionType.CHOICES, QuestionType.YES_NO, QuestionType.GROUP):
            self.taps_word(self._choice_word(entry.get("value") or entry.get("choices")))
            self.submits()
        elif question.type in (QuestionType.COUNTRY, QuestionType.NATIONALITY):
            self._chooses_country(entry)
        else:
            self._types_parts(entry)

    def _choice_word(self, choice: str) -> str:
        language = language_of(self.story.terminal.session)
        return choice_text(self.story.question, choice, language)

    def _chooses_country(self, entry: Entry) -> None:
        name = self._choice_word(entry.get("value"))
        card = self.target(lambda each: each.name == name)
        if card is None:
            self.types("ukr")
            card = self.target(lambda each: each.name == name)
        assert card is not None, f"no {name!r} in {self._names()}"
        self.tap(card)
        if isinstance(self.story.situation, st.AnsweringQuestion) and self.story.situation.entry.parts:
            self.submits()

    def _brings_keyboard(self, part: str) -> None:
        """On a small display it comes when a field is touched."""
        if self.target(lambda each: each.name.startswith("key ")) is None:
            self.taps_word(f"field {part}")

    def _types_parts(self, entry: Entry) -> None:
        for part, text in entry.parts.items():
            left_out = _LEFT_OUT.get(self.story.question.type, "")
            self._brings_keyboard(part)
            typed = "".join(character for character in text if character not in left_out)
            self.types(typed.zfill(2) if part in ("day", "month") else typed)
            if part in ("street", "house_number", "postcode"):
                self.submits()
        self.submits()


def wait_until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.01)
