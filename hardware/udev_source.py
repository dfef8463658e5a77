"""What udev knows of devices, read through pyudev."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence

import pyudev

from hardware.device_match import KEYBOARD, PRINTER, TOUCHSCREEN, DeviceFacts
from hardware.hotplug import Plugged, Unplugged

DEVICES = ("input", "tty", "usbmisc", "usb")
DISKS = ("block",)
_CAPABILITIES = {"ID_INPUT_TOUCHSCREEN": TOUCHSCREEN, "ID_INPUT_KEYBOARD": KEYBOARD}
_PRINTER_INTERFACE = ":0701"
"""USB class 07, subclass 01, in ID_USB_INTERFACES."""


class UdevSource:
    """Implements hotplug.DeviceSource for some of the kernel's subsystems."""

    def __init__(self, subsystems: Sequence[str] = DEVICES) -> None:
        self._subsystems = tuple(subsystems)
        self._monitor: pyudev.Monitor | None = None

    def open(self) -> Sequence[DeviceFacts]:
        try:
            context = pyudev.Context()
        except ImportError as error:  # what pyudev raises where libudev is missing
            raise OSError("libudev is missing") from error
        monitor = pyudev.Monitor.from_netlink(context)
        for subsystem in self._subsystems:
            monitor.filter_by(subsystem)
        monitor.start()
        self._monitor = monitor
        present = [_facts(device) for name in self._subsystems for device in context.list_devices(subsystem=name)]
        return [facts for facts in present if facts is not None]

    def next_change(self, timeout: float) -> Plugged | Unplugged | None:
        if self._monitor is None:
            raise OSError("not open")
        device = self._monitor.poll(timeout)
        if device is None or device.device_node is None:
            return None
        if device.action == "remove":
            return Unplugged(device.device_node)
        facts = _facts(device)
        return Plugged(facts) if facts is not None else None

    def close(self) -> None:
        # pyudev closes the socket with the object; there is no call for it.
        self._monitor = None


def _facts(device: pyudev.Device) -> DeviceFacts | None:
    node = device.device_node
    if node is None:
        return None
    properties = device.properties
    capabilities = {name for key, name in _CAPABILITIES.items() if properties.get(key) == "1"}
    if _PRINTER_INTERFACE in properties.get("ID_USB_INTERFACES", ""):
        capabilities.add(PRINTER)
    links: tuple[str, ...] = ()
    with contextlib.suppress(OSError):
        links = tuple(device.device_links)
    return DeviceFacts(
        device.subsystem or "",
        properties.get("ID_VENDOR_ID", "").lower(),
        properties.get("ID_MODEL_ID", "").lower(),
        node,
        links,
        frozenset(capabilities),
        properties.get("ID_BUS", ""),
        _file_system(properties),
        _disk(device) if device.subsystem == "block" else "",
        f"{properties.get('MAJOR', '')}:{properties.get('MINOR', '')}",
    )


def _file_system(properties: Mapping[str, str]) -> str:
    """Return the type of what can be mounted; not of parts of arrays or of what is locked."""
    return properties.get("ID_FS_TYPE", "") if properties.get("ID_FS_USAGE") == "filesystem" else ""


def _disk(device: pyudev.Device) -> str:
    whole = device.find_parent("block", "disk") if device.device_type == "partition" else device
    return (whole.device_node or "") if whole is not None else ""
