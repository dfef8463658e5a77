"""How the screen's evenness is measured."""

from __future__ import annotations

from appliance.clock import ManualClock
from kivy_ui.frame_times import FrameTimes


def test_rate_and_longest_stall_since_the_last_question() -> None:
    clock = ManualClock()
    frames = FrameTimes(clock.monotonic)
    for pause in (0.1, 0.1, 0.5, 0.1):
        clock.advance(pause)
        frames.turned()
    read = frames.read()
    assert (read.fps, read.longest_stall_ms) == (5.0, 500.0)
    clock.advance(0.1)
    frames.turned()
    assert frames.read().longest_stall_ms == 100.0
