"""A finger that taps through Kivy's own dispatch and looks at the clock until the next flip."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

from kivy.base import EventLoop, runTouchApp
from kivy.core.window import Window

from kivy_ui.touch_provider import FingerEvent

LIMIT_S = 5.0
_RESTING_TURNS = 4
_uids = itertools.count(1)


class Finger:
    def __init__(self) -> None:
        runTouchApp(embedded=True)
        self._flips = 0
        Window.bind(on_flip=self._flipped)
        self.rest()

    def tap(self, x: float, y: float, answer: Callable[[], None] = lambda: None) -> float:
        """Return the seconds until what the tap led to is on the display; `answer` is what the app does then."""
        seen, began = self._flips, time.perf_counter()
        touch(x, y)
        answer()
        while self._flips == seen:
            EventLoop.idle()
            assert time.perf_counter() - began < LIMIT_S, "nothing was drawn"
        took = time.perf_counter() - began
        self.rest()
        return took

    def rest(self) -> None:
        """Let everything that is due be done and drawn."""
        for _ in range(_RESTING_TURNS):
            EventLoop.idle()

    def _flipped(self, *_: object) -> None:
        self._flips += 1


def touch(x: float, y: float) -> None:
    """Touch and let go."""
    width, height = Window.system_size
    finger = FingerEvent("bench", next(_uids), (x / width, y / height))
    EventLoop.post_dispatch_input("begin", finger)
    EventLoop.post_dispatch_input("end", finger)
