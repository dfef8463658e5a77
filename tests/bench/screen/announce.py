"""Says when the first screen is on the display and can be used, on a clock that parent and child share."""

from __future__ import annotations

import time
from collections.abc import Callable

from kivy.clock import Clock
from kivy.core.window import Window


def announce_first_frame(then: Callable[[], None] = lambda: None) -> None:
    """Print the monotonic time of the first flip of a running loop; after it, taps are taken."""

    def flipped(*_: object) -> None:
        Window.unbind(on_flip=flipped)
        print(time.monotonic(), flush=True)
        then()

    # Scheduled: what is flipped before the loop turns shows nothing that one could tap.
    Clock.schedule_once(lambda _seconds: Window.bind(on_flip=flipped), 0)
