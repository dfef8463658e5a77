"""A mistake inside the driver: the printer is unknown, not what it was last seen as; it goes on by itself."""

from __future__ import annotations

import queue
import time

from hardware.events import DeviceFailed, DeviceState, DeviceStatusChanged, HardwareEvent
from hardware.receipt_printer.escpos_driver import EscposReceiptPrinter
from hardware.receipt_printer.settings import ReceiptPrinterSettings
from hardware.receipt_printer.transport import Transport


class Ready:
    """Answers every question with: all is well. After `breaks` it fails as no line does."""

    def __init__(self) -> None:
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.broken = False

    def write(self, data: bytes) -> int:
        if self.broken:
            raise KeyError("ERIKSSON")
        self._answers.put(b"\x12")
        return len(data)

    def read(self, timeout_seconds: float) -> bytes:
        try:
            return self._answers.get(timeout=timeout_seconds or 0.001)
        except queue.Empty:
            return b""

    def close(self) -> None:
        pass


def test_a_driver_that_fails_says_that_nobody_knows() -> None:
    events: list[HardwareEvent] = []
    line = Ready()

    def open_line(_settings: ReceiptPrinterSettings) -> Transport:
        return line

    settings = ReceiptPrinterSettings("tcp://192.0.2.7", idle_poll_seconds=0.05)
    printer = EscposReceiptPrinter(settings, events.append, open_line)
    printer.start()

    def until(state: DeviceState) -> None:
        end = time.monotonic() + 5
        while printer.status().state is not state:
            assert time.monotonic() < end, events
            time.sleep(0.01)

    until(DeviceState.READY)
    line.broken = True
    until(DeviceState.UNKNOWN)
    line.broken = False
    until(DeviceState.READY)
    printer.close()
    assert any(isinstance(event, DeviceFailed) and event.error == "KeyError" for event in events)
    states = [event.status.state for event in events if isinstance(event, DeviceStatusChanged)]
    assert states == [DeviceState.UNKNOWN, DeviceState.READY] * 2 or states == [
        DeviceState.READY,
        DeviceState.UNKNOWN,
        DeviceState.READY,
    ]


def test_an_address_that_is_none_is_unknown_from_the_start() -> None:
    events: list[HardwareEvent] = []
    printer = EscposReceiptPrinter(ReceiptPrinterSettings("bluetooth://7"), events.append)
    printer.start()
    end = time.monotonic() + 5
    while not any(isinstance(event, DeviceStatusChanged) for event in events):
        assert time.monotonic() < end
        time.sleep(0.01)
    printer.close()
    assert printer.status().state is DeviceState.UNKNOWN
