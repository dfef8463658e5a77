"""A visitor at the board, led by a terminal in memory that shows the same screens: where to tap, what to see.

Each tap is made twice: on the board's glass, and on the shadow's screen under Xvfb. Then the board has to look
like the shadow before anything else is tapped. Imports Kivy's window: only after the fixture `display`.
"""

from __future__ import annotations

from pathlib import Path

from kivy.base import EventLoop
from kivy.core.window import Window
from PIL import Image

from appliance.forms.answers import Entry
from appliance.forms.definition import Question, QuestionType
from appliance.session.states import Idle
from kivy_ui.theme import Screen as Panel
from kivy_ui.touch_provider import FingerEvent
from kivy_ui.turning import upright
from tests.flows.visit import Story
from tests.system.image.pictures import SHARE_OFF, places_off, share_off
from tests.system.image.qemu import HEIGHT, WIDTH
from tests.system.image.site import BoardSite
from tests.ui.capture import picture_of
from tests.ui.driver import Hands

LOOKS_S = 300.0
LOOSE = 0.08
"""Where a terminal shows a reference, a number or a time of its own."""
NOWHERE = (0.5, 0.004)
"""The middle of the lowest edge, where nothing can be touched; from the lower left."""
_SHORT = {
    QuestionType.ADDRESS: Entry({"street": "Weg", "house_number": "1", "postcode": "44137", "city": "Unna"}),
    QuestionType.EMAIL: Entry({"value": "a@b.de"}),
    QuestionType.LONG_TEXT: Entry({"value": "Lift"}),
}
"""Each letter is a tap, and each tap on the board takes its time."""


class BriefStory(Story):
    """A visitor of few words."""

    def entry_for(self, question: Question) -> Entry:
        return _SHORT.get(question.type) or super().entry_for(question)


class Visitor(Hands):
    def __init__(self, story: Story, site: BoardSite) -> None:
        self.site = site
        self._finger: FingerEvent | None = None
        super().__init__(story, Panel(*upright(WIDTH, HEIGHT, site.rotation), site.dpi))

    def picture(self) -> Image.Image:
        """What the shadow shows."""
        assert self.root.screen is not None
        return picture_of(self.root.screen)

    def tap_at(self, x: float, y: float) -> None:
        before = self.picture()
        self.site.machine.tap(*self._on_glass(x, y))
        super().tap_at(x, y)
        self.awaits(since=before)

    def place_of(self, key: str) -> tuple[float, float]:
        """Return where on the glass the target with this word of the interface is."""
        target = self.target(lambda each: each.name == self.word(key))
        assert target is not None, f"nothing called {key}; there is {self._names()}"
        return self._on_glass(target.center_x, target.center_y)

    def presses(self, words: str) -> None:
        """Put a finger on something, and leave it there."""
        target = self.target(lambda each: each.name == words)
        assert target is not None, f"nothing called {words!r}; there is {self._names()}"
        before = self.picture()
        self.site.machine.touch(*self._on_glass(target.center_x, target.center_y))
        width, height = Window.size
        self._finger = FingerEvent("test", 0, (target.center_x / width, target.center_y / height))
        EventLoop.post_dispatch_input("begin", self._finger)
        assert places_off(before, self.picture()), "pressed looks like not pressed"
        self.awaits(since=before)

    def lifts_elsewhere(self) -> None:
        """Take the finger to where nothing is, and lift it: nothing was chosen."""
        assert self._finger is not None
        before = self.picture()
        x, y = NOWHERE
        self.site.machine.slide(*self.site.on_glass(x, 1 - y))
        self.site.machine.lift()
        self._finger.move(NOWHERE)
        EventLoop.post_dispatch_input("update", self._finger)
        EventLoop.post_dispatch_input("end", self._finger)
        self._finger = None
        self.look()
        self.awaits(since=before)

    def awaits(self, *, since: Image.Image | None = None, share: float = SHARE_OFF) -> float:
        """Wait until the board shows what the shadow does, first of all where that changed; return the seconds."""
        wanted = self.picture()
        if isinstance(self.story.situation, Idle):
            share = max(share, LOOSE)  # the welcome goes through the languages
        changed = places_off(since, wanted) if since is not None else frozenset()
        return self.site.until_looks(lambda seen: _is_like(seen, wanted, changed, share), wanted, LOOKS_S)

    def keep(self, name: str) -> Path:
        """Keep a picture of the board's screen."""
        return self.site.keep(name)

    def _on_glass(self, x: float, y: float) -> tuple[float, float]:
        """From the picture's pixels, as Kivy counts them."""
        return self.site.on_glass(x / self.panel.width, 1 - y / self.panel.height)


def _is_like(seen: Image.Image, wanted: Image.Image, changed: frozenset[int], share: float) -> bool:
    still_off = places_off(seen, wanted) & changed
    return share_off(seen, wanted) <= share and len(still_off) * 4 <= len(changed)
