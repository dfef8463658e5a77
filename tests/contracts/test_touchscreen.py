"""The contract of ports.Touchscreen: the twin, and the evdev driver over recordings of both kinds of panel."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

import pytest

from hardware.events import (
    DeviceRole,
    DeviceState,
    DeviceStatusChanged,
    HardwareEvent,
    TouchContact,
    TouchLost,
    TouchRestored,
)
from hardware.input_recording import RecordedSource, parse_recording
from hardware.input_stream import Axis
from hardware.ports import Touchscreen
from hardware.touchscreen.evdev_driver import EvdevTouchscreen, TouchSettings
from hardware.touchscreen.ghost_filter import GhostLimits
from hardware.touchscreen.simulated import SimulatedTouchscreen

PATIENCE = 5.0
RETRY = 0.05
RANGE = 1000
LIMITS = GhostLimits(shortest=0.01)

E = TypeVar("E")


class Bench(Protocol):
    """A touchscreen and a hand. Positions are 0..1 of the picture as a person sees it."""

    touchscreen: Touchscreen
    events: queue.SimpleQueue[HardwareEvent]

    def press(self, x: float, y: float) -> None: ...

    def slide(self, x: float, y: float) -> None: ...

    def release(self) -> None: ...

    def unplug(self) -> None: ...

    def plug_in(self) -> None: ...


class TwinBench:
    def __init__(self) -> None:
        self.events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
        twin = SimulatedTouchscreen(self.events.put)
        self.touchscreen: Touchscreen = twin
        self.press = twin.press
        self.slide = twin.slide
        self.release = twin.release
        self.unplug = twin.unplug
        self.plug_in = twin.plug_in


class RecordedBench:
    """A panel of 0..1000, mounted in one of four ways."""

    def __init__(self, multitouch: bool, rotation: int) -> None:
        self._rotation = rotation
        names = (0x35, 0x36, 0x39, 0x2F) if multitouch else (0x00, 0x01)
        self._x, self._y = names[:2]
        self._down = "3 0x39 1" if multitouch else "1 0x14a 1"
        self._up = "3 0x39 -1" if multitouch else "1 0x14a 0"
        self._source = RecordedSource({code: Axis(0, RANGE) for code in names if code != 0x2F})
        self.events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
        settings = TouchSettings(rotation=rotation, limits=LIMITS)
        self.touchscreen: Touchscreen = EvdevTouchscreen(
            self._source, settings, self.events.put, retry_seconds=RETRY
        )
        self.unplug = self._source.unplug
        self.plug_in = self._source.plug_in

    def press(self, x: float, y: float) -> None:
        self._play(self._down, *self._position(x, y))

    def slide(self, x: float, y: float) -> None:
        time.sleep(2 * LIMITS.shortest)
        self._play(*self._position(x, y))

    def release(self) -> None:
        time.sleep(2 * LIMITS.shortest)
        self._play(self._up)

    def _position(self, x: float, y: float) -> tuple[str, str]:
        turned = {0: (x, y), 90: (y, 1 - x), 180: (1 - x, 1 - y), 270: (1 - y, x)}[self._rotation]
        across, down = (round(part * RANGE) for part in turned)
        return f"3 {self._x} {across}", f"3 {self._y} {down}"

    def _play(self, *events: str) -> None:
        self._source.play(parse_recording("\n".join(f"0 {event}" for event in (*events, "0 0 0"))))


BENCHES: dict[str, Callable[[], Bench]] = {
    "twin": TwinBench,
    "multitouch": lambda: RecordedBench(multitouch=True, rotation=0),
    "multitouch-90": lambda: RecordedBench(multitouch=True, rotation=90),
    "multitouch-180": lambda: RecordedBench(multitouch=True, rotation=180),
    "single-270": lambda: RecordedBench(multitouch=False, rotation=270),
    "single": lambda: RecordedBench(multitouch=False, rotation=0),
}


@pytest.fixture(params=list(BENCHES))
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    made = BENCHES[request.param]()
    yield made
    made.touchscreen.close()


@pytest.fixture
def ready(bench: Bench) -> Bench:
    bench.touchscreen.start()
    assert next_event(bench, DeviceStatusChanged).status.state is DeviceState.READY
    return bench


def next_event(bench: Bench, kind: type[E]) -> E:
    event = bench.events.get(timeout=PATIENCE)
    assert isinstance(event, kind)
    return event


def assert_contact(bench: Bench, phase: str, x: float, y: float) -> None:
    contact = next_event(bench, TouchContact)
    assert contact.phase == phase
    assert (contact.x, contact.y) == pytest.approx((x, y), abs=0.002)


def assert_silent(bench: Bench) -> None:
    with pytest.raises(queue.Empty):
        bench.events.get(timeout=0.2)


def test_before_the_start_nothing_is_known(bench: Bench) -> None:
    assert bench.touchscreen.status().state is DeviceState.UNKNOWN
    assert bench.touchscreen.status().role is DeviceRole.TOUCH


def test_a_tap_is_a_down_and_an_up_at_its_place(ready: Bench) -> None:
    ready.press(0.2, 0.7)
    ready.release()
    assert_contact(ready, "down", 0.2, 0.7)
    assert_contact(ready, "up", 0.2, 0.7)
    assert_silent(ready)


def test_a_second_tap_at_the_same_place_is_told_too(ready: Bench) -> None:
    for _ in range(2):
        ready.press(0.4, 0.4)
        ready.release()
        assert_contact(ready, "down", 0.4, 0.4)
        assert_contact(ready, "up", 0.4, 0.4)


def test_a_finger_that_slides_is_followed(ready: Bench) -> None:
    ready.press(0.1, 0.5)
    assert_contact(ready, "down", 0.1, 0.5)
    ready.slide(0.3, 0.6)
    assert_contact(ready, "move", 0.3, 0.6)
    ready.release()
    assert_contact(ready, "up", 0.3, 0.6)


def test_unplugged_under_a_finger_it_lifts_the_finger_and_comes_back(ready: Bench) -> None:
    ready.press(0.8, 0.1)
    assert_contact(ready, "down", 0.8, 0.1)
    ready.unplug()
    assert_contact(ready, "up", 0.8, 0.1)
    assert next_event(ready, DeviceStatusChanged).status.state is DeviceState.ABSENT
    next_event(ready, TouchLost)
    ready.plug_in()
    assert next_event(ready, DeviceStatusChanged).status.state is DeviceState.READY
    next_event(ready, TouchRestored)
    assert ready.touchscreen.status().state is DeviceState.READY
    ready.press(0.3, 0.3)
    assert_contact(ready, "down", 0.3, 0.3)


def test_unplugged_from_the_beginning_it_is_absent_until_it_is_plugged_in(bench: Bench) -> None:
    bench.unplug()
    bench.touchscreen.start()
    assert next_event(bench, DeviceStatusChanged).status.state is DeviceState.ABSENT
    assert_silent(bench)
    bench.plug_in()
    assert next_event(bench, DeviceStatusChanged).status.state is DeviceState.READY
    assert_silent(bench)


def test_after_closing_nothing_is_published(ready: Bench) -> None:
    begun = time.monotonic()
    ready.touchscreen.close()
    assert time.monotonic() - begun < 2.0
    ready.press(0.5, 0.5)
    ready.release()
    assert_silent(ready)


@pytest.mark.parametrize("rotation", [45, 91])
def test_a_panel_that_cannot_be_calibrated_is_reported_and_tried_again(rotation: int) -> None:
    broken = RecordedBench(multitouch=True, rotation=0)
    events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
    driver = EvdevTouchscreen(broken._source, TouchSettings(rotation=rotation), events.put)
    driver.start()
    assert type(events.get(timeout=PATIENCE)).__name__ == "DeviceFailed"
    driver.close()


def test_a_stuck_finger_is_let_go_by_time_alone() -> None:
    source = RecordedSource({0: Axis(0, RANGE), 1: Axis(0, RANGE)})
    events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
    limits = GhostLimits(shortest=0.01, stuck_after=0.3)
    driver = EvdevTouchscreen(source, TouchSettings(limits=limits), events.put)
    driver.start()
    assert isinstance(events.get(timeout=PATIENCE), DeviceStatusChanged)
    source.play(parse_recording("0 1 0x14a 1\n0 3 0 500\n0 3 1 500\n0 0 0 0"))
    phases = [getattr(events.get(timeout=PATIENCE), "phase", "") for _ in range(2)]
    assert phases == ["down", "up"]
    driver.close()
