"""Which device is this: known makers, capabilities, and what the configuration says instead."""

from __future__ import annotations

import pytest

from hardware.device_match import KEYBOARD, PRINTER, TOUCHSCREEN, DeviceFacts, Override, match_role
from hardware.events import DeviceRole

FTDI = DeviceFacts("tty", "0403", "6001", "/dev/ttyUSB0", ("/dev/serial/by-id/usb-FTDI_reader",))


def facts(subsystem: str, vendor: str, product: str = "0001", node: str = "", *capabilities: str) -> DeviceFacts:
    return DeviceFacts(subsystem, vendor, product, node, (), frozenset(capabilities))


@pytest.mark.parametrize(
    ("device", "role"),
    [
        (facts("input", "222a", "0001", "/dev/input/event3", TOUCHSCREEN), DeviceRole.TOUCH),
        (facts("input", "222a", "0001", "/dev/input/mouse0", TOUCHSCREEN), None),
        (facts("input", "0c2e", "0901", "/dev/input/event4", KEYBOARD), DeviceRole.SCANNER),
        (facts("input", "046d", "c31c", "/dev/input/event5", KEYBOARD), None),
        (facts("input", "0c2e", "0901", "/dev/input/event6"), None),
        (facts("tty", "065a", "a002", "/dev/ttyACM0"), DeviceRole.SCANNER),
        (FTDI, None),
        (facts("usbmisc", "0519", "0003", "/dev/usb/lp0"), DeviceRole.RECEIPT),
        (facts("usbmisc", "04b8", "0202", "/dev/usb/lp0"), DeviceRole.RECEIPT),
        (facts("usbmisc", "04b8", "0e15", "/dev/usb/lp0"), DeviceRole.RECEIPT),
        (facts("usbmisc", "04b8", "08a1", "/dev/usb/lp0"), None),
        (facts("usb", "04b8", "08a1", "/dev/bus/usb/001/005", PRINTER), DeviceRole.A4),
        (facts("usb", "04f9", "0001", "/dev/bus/usb/001/005", PRINTER), DeviceRole.A4),
        (facts("usb", "0519", "0003", "/dev/bus/usb/001/005", PRINTER), None),
        (facts("usb", "0781", "5581", "/dev/bus/usb/001/006"), None),
        (facts("block", "0781", "5581", "/dev/sda"), None),
    ],
)
def test_what_a_device_is_without_any_configuration(device: DeviceFacts, role: DeviceRole | None) -> None:
    assert match_role(device) is role


@pytest.mark.parametrize(
    "override",
    [
        Override(DeviceRole.SCANNER, vendor="0403", product="6001"),
        Override(DeviceRole.SCANNER, vendor="0403"),
        Override(DeviceRole.SCANNER, path="/dev/ttyUSB0"),
        Override(DeviceRole.SCANNER, path="/dev/serial/by-id/usb-FTDI_reader"),
        Override(DeviceRole.SCANNER, "0403", "6001", "/dev/ttyUSB0"),
    ],
)
def test_an_override_that_fits_decides(override: Override) -> None:
    assert match_role(FTDI, [override]) is DeviceRole.SCANNER


@pytest.mark.parametrize(
    "override",
    [
        Override(DeviceRole.SCANNER),
        Override(DeviceRole.SCANNER, vendor="0404"),
        Override(DeviceRole.SCANNER, vendor="0403", product="6002"),
        Override(DeviceRole.SCANNER, vendor="0403", path="/dev/ttyUSB1"),
    ],
)
def test_an_override_has_to_fit_in_all_that_it_says(override: Override) -> None:
    assert match_role(FTDI, [override]) is None


def test_ids_in_capitals_are_the_same() -> None:
    device = facts("tty", "0abc", "00de", "/dev/ttyUSB3")
    assert match_role(device, [Override(DeviceRole.RECEIPT, "0ABC", "00DE")]) is DeviceRole.RECEIPT


def test_the_first_override_wins_and_may_take_a_device_out() -> None:
    scanner = facts("tty", "065a", "a002", "/dev/ttyACM0")
    assert match_role(scanner, [Override(None, vendor="065a")]) is None
    overrides = [Override(DeviceRole.RECEIPT, vendor="065a"), Override(None, vendor="065a")]
    assert match_role(scanner, overrides) is DeviceRole.RECEIPT
