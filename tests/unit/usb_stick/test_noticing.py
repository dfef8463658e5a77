"""Sticks that come and go: several volumes, foreign disks, a udev that breaks or was never there."""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from hardware.device_match import DeviceFacts
from hardware.events import HardwareEvent, StickFailed, StickFailure, StickInserted, StickRemoved
from hardware.hotplug import Plugged, Unplugged
from hardware.usb_stick.mount_driver import MountedUsbStick
from hardware.usb_stick.mounting import MountCommands
from tests.peers.fed_udev import FedSource

FIRST = DeviceFacts(
    "block", "0781", "5581", "/dev/sda1", bus="usb", file_system="vfat", disk="/dev/sda", number=""
)
SECOND = replace(FIRST, node="/dev/sda2", file_system="ext4")
LOCKED = replace(FIRST, node="/dev/sdb", file_system="", disk="/dev/sdb")
PATIENCE = 5.0


class NoUdev(FedSource):
    def open(self) -> Sequence[DeviceFacts]:
        self.opened += 1
        raise OSError("no udev")


class Socket:
    """Where sticks are plugged in; nothing can be mounted."""

    def __init__(self) -> None:
        self.source = FedSource()
        self.events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
        commands = MountCommands("/nonexistent", ("false",), ("true",))
        self.stick = MountedUsbStick(self.source, self.events.put, commands, retry_seconds=0.01)
        self.stick.start()

    def does(self, *changes: Plugged | Unplugged | OSError) -> None:
        for change in changes:
            self.source.changes.put(change)

    def tells(self, *events: HardwareEvent) -> None:
        assert [self.events.get(timeout=PATIENCE) for _ in events] == list(events)


@pytest.fixture
def socket() -> Iterator[Socket]:
    made = Socket()
    yield made
    made.stick.close()


def test_the_volumes_of_a_stick_come_and_go_as_one(socket: Socket) -> None:
    socket.does(Plugged(FIRST), Plugged(SECOND), Unplugged(FIRST.node), Unplugged(SECOND.node), Plugged(FIRST))
    socket.tells(StickInserted(), StickRemoved(), StickInserted())


def test_a_card_that_leaves_its_reader_is_gone_though_the_reader_stays(socket: Socket) -> None:
    socket.does(Plugged(FIRST), Plugged(replace(FIRST, file_system="")), Plugged(FIRST))
    socket.tells(StickInserted(), StickRemoved(), StickInserted())


def test_what_cannot_be_a_stick_is_not_told(socket: Socket) -> None:
    socket.does(Plugged(LOCKED), Unplugged(LOCKED.node), Plugged(FIRST))
    socket.tells(StickInserted())


def test_a_stick_none_of_whose_volumes_can_be_mounted_is_unreadable(socket: Socket) -> None:
    socket.does(Plugged(FIRST), Plugged(SECOND))
    socket.tells(StickInserted())
    socket.stick.look()
    socket.tells(StickFailed(StickFailure.UNREADABLE))


def test_after_a_broken_monitor_it_looks_again_at_what_is_there(socket: Socket) -> None:
    socket.does(Plugged(FIRST))
    socket.tells(StickInserted())
    socket.does(OSError("overrun"))
    socket.tells(StickRemoved())
    socket.source.present = [SECOND]
    socket.does(OSError("overrun"))
    socket.tells(StickInserted())


def test_without_udev_it_complains_once_and_says_that_there_is_no_stick(caplog: pytest.LogCaptureFixture) -> None:
    source, events = NoUdev(), queue.SimpleQueue[HardwareEvent]()
    stick = MountedUsbStick(
        source, events.put, MountCommands("/nonexistent", ("false",), ("true",)), retry_seconds=0.01
    )
    with caplog.at_level(logging.WARNING):
        stick.start()
        while source.opened < 4:
            stick.look()
            assert events.get(timeout=PATIENCE) == StickFailed(StickFailure.NO_STICK)
        stick.close()
    assert len(caplog.records) == 1


def test_what_is_released_while_it_is_looked_at_is_not_answered() -> None:
    source, events = FedSource(FIRST), queue.SimpleQueue[HardwareEvent]()
    stick = MountedUsbStick(source, events.put, MountCommands("/nonexistent", ("sleep", "0.5"), ("true",)))
    stick.start()
    assert events.get(timeout=PATIENCE) == StickInserted()
    stick.look()
    time.sleep(0.3)
    stick.release()
    with pytest.raises(queue.Empty):
        events.get(timeout=1.0)
    stick.close()


def test_a_released_question_is_not_answered_any_more() -> None:
    events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
    stick = MountedUsbStick(FedSource(), events.put, MountCommands("/nonexistent", ("false",), ("true",)))
    stick.look()
    stick.release()
    stick.start()
    with pytest.raises(queue.Empty):
        events.get(timeout=0.3)
    stick.close()
