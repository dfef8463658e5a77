"""Hot-plug over a source that is fed with facts, and on a machine that may have no udev at all."""

from __future__ import annotations

import logging
import queue
from collections.abc import Sequence

import pytest

from hardware.device_match import TOUCHSCREEN, DeviceFacts, Override
from hardware.events import DeviceAttached, DeviceDetached, DeviceRole, HardwareEvent
from hardware.hotplug import Hotplug, Plugged, Unplugged, locate
from hardware.udev_source import DISKS, UdevSource
from tests.peers.fed_udev import FedSource

TOUCH = DeviceFacts("input", "222a", "0001", "/dev/input/event3", (), frozenset({TOUCHSCREEN}))
SCANNER = DeviceFacts("tty", "065a", "a002", "/dev/ttyACM0")
KEYBOARD = DeviceFacts("input", "046d", "c31c", "/dev/input/event9")
PATIENCE = 5.0


class NoUdev(FedSource):
    def open(self) -> Sequence[DeviceFacts]:
        self.opened += 1
        raise OSError("no udev")


def started(source: FedSource, *overrides: Override) -> tuple[Hotplug, queue.SimpleQueue[HardwareEvent]]:
    events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
    hotplug = Hotplug(source, events.put, overrides, retry_seconds=0.01)
    hotplug.start()
    return hotplug, events


def test_what_is_there_at_the_start_is_attached() -> None:
    hotplug, events = started(FedSource(KEYBOARD, TOUCH, SCANNER))
    assert events.get(timeout=PATIENCE) == DeviceAttached(DeviceRole.TOUCH, "/dev/input/event3")
    assert events.get(timeout=PATIENCE) == DeviceAttached(DeviceRole.SCANNER, "/dev/ttyACM0")
    hotplug.close()


def test_a_device_comes_and_goes_once() -> None:
    source = FedSource()
    hotplug, events = started(source)
    for change in (Plugged(TOUCH), Plugged(TOUCH), Unplugged(TOUCH.node), Unplugged(TOUCH.node), Plugged(SCANNER)):
        source.changes.put(change)
    assert [events.get(timeout=PATIENCE) for _ in range(3)] == [
        DeviceAttached(DeviceRole.TOUCH, TOUCH.node),
        DeviceDetached(DeviceRole.TOUCH, TOUCH.node),
        DeviceAttached(DeviceRole.SCANNER, SCANNER.node),
    ]
    hotplug.close()


def test_devices_of_no_role_are_silent() -> None:
    source = FedSource(KEYBOARD)
    hotplug, events = started(source)
    source.changes.put(Unplugged(KEYBOARD.node))
    source.changes.put(Plugged(SCANNER))
    assert events.get(timeout=PATIENCE) == DeviceAttached(DeviceRole.SCANNER, SCANNER.node)
    hotplug.close()


def test_overrides_reach_the_matching() -> None:
    hotplug, events = started(FedSource(SCANNER), Override(DeviceRole.RECEIPT, path=SCANNER.node))
    assert events.get(timeout=PATIENCE) == DeviceAttached(DeviceRole.RECEIPT, SCANNER.node)
    hotplug.close()


def test_after_a_broken_monitor_it_looks_again_at_what_is_there() -> None:
    source = FedSource(TOUCH)
    hotplug, events = started(source)
    assert isinstance(events.get(timeout=PATIENCE), DeviceAttached)
    source.present = [SCANNER]
    source.changes.put(OSError("overrun"))
    assert events.get(timeout=PATIENCE) == DeviceDetached(DeviceRole.TOUCH, TOUCH.node)
    assert events.get(timeout=PATIENCE) == DeviceAttached(DeviceRole.SCANNER, SCANNER.node)
    hotplug.close()
    assert source.closed == source.opened


def test_without_udev_it_complains_once_and_stays_quiet(caplog: pytest.LogCaptureFixture) -> None:
    source = NoUdev()
    with caplog.at_level(logging.WARNING):
        hotplug, events = started(source)
        while source.opened < 4:
            hotplug._closing.wait(0.01)
        hotplug.close()
    assert len(caplog.records) == 1
    assert events.empty()


def test_after_closing_nothing_is_published() -> None:
    source = FedSource()
    hotplug, events = started(source)
    hotplug.close()
    source.changes.put(Plugged(TOUCH))
    with pytest.raises(queue.Empty):
        events.get(timeout=0.2)


def test_locating_finds_the_first_device_of_a_role() -> None:
    source = FedSource(KEYBOARD, SCANNER, TOUCH)
    assert locate(lambda: source, DeviceRole.TOUCH) == TOUCH.node
    assert locate(lambda: source, DeviceRole.RECEIPT) is None
    assert locate(NoUdev, DeviceRole.TOUCH) is None
    assert source.closed == 2


@pytest.mark.parametrize("source", [UdevSource(), UdevSource(DISKS)], ids=["devices", "disks"])
def test_the_real_udev_answers_or_raises_oserror(source: UdevSource) -> None:
    try:
        present = source.open()
        assert all(device.node.startswith("/dev/") for device in present)
        assert source.next_change(0.01) is None
    except OSError:
        assert locate(UdevSource, DeviceRole.TOUCH) is None
    finally:
        source.close()
