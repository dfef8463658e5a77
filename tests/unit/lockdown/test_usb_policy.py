"""Which USB devices are let in: the policy's lines, and the program that follows them on a tree like sysfs."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from appliance.lockdown.usb_policy import usb_policy
from hardware.events import DeviceRole
from hardware.settings import DeviceSettings, MatchSettings

SYSTEMD = Path(__file__).parents[3] / "systemd"
SCANNER = MatchSettings(DeviceRole.SCANNER, "0627", "0001")
KEYBOARD, MOUSE, TOUCH = "03/01/01", "03/01/02", "03/00/00"


@dataclass
class Usb:
    """What the kernel shows of the USB in sysfs, and takes from there."""

    root: Path
    settings: DeviceSettings = field(default_factory=DeviceSettings)

    def plug(self, port: str, ids: str, *interfaces: str) -> list[Path]:
        """Plug a device in, as it is after the kernel has seen it and before anybody has let it in."""
        device = self.root / "sys/devices/pci0/usb1" / port
        device.mkdir(parents=True)
        links = self.root / "sys/bus/usb/devices"
        links.mkdir(parents=True, exist_ok=True)
        (self.root / "sys/bus/usb/drivers_probe").touch()
        for name, value in zip(("idVendor", "idProduct"), ids.split(":"), strict=True):
            (device / name).write_text(value + "\n")
        return [self._interface(device, number, codes) for number, codes in enumerate(interfaces)]

    def _interface(self, device: Path, number: int, codes: str) -> Path:
        interface = device / f"{device.name}:1.{number}"
        interface.mkdir()
        names = ("bInterfaceClass", "bInterfaceSubClass", "bInterfaceProtocol", "authorized")
        for name, value in zip(names, (*codes.split("/"), "0"), strict=True):
            (interface / name).write_text(value + "\n")
        (self.root / "sys/bus/usb/devices" / interface.name).symlink_to(interface)
        return interface

    def judge(self, *words: object) -> int:
        policy = self.root / "policy"
        policy.write_text(usb_policy(self.settings))
        environ = {**os.environ, "MIGRADO_USB_POLICY": str(policy)}
        command = [str(SYSTEMD / "migrado-usb"), *map(str, words)]
        return subprocess.run(command, env=environ, check=False).returncode

    def is_let_in(self, interface: Path) -> bool:
        assert self.judge(interface) == 0
        return (interface / "authorized").read_text().strip() == "1"

    def probed(self) -> str:
        return (self.root / "sys/bus/usb/drivers_probe").read_text().strip()


@pytest.fixture
def usb(tmp_path: Path) -> Usb:
    return Usb(tmp_path)


def test_the_shipped_policy_is_the_one_without_settings() -> None:
    assert (SYSTEMD / "usb-policy").read_text() == usb_policy(DeviceSettings())


@pytest.mark.parametrize(
    ("ids", "codes"),
    [
        ("0eef:0001", TOUCH),
        ("04b8:0e15", "07/01/02"),
        ("0403:6001", "ff/ff/ff"),
        ("0781:5567", "08/06/50"),
        ("05e0:1200", KEYBOARD),
        ("1d6b:0002", "09/00/00"),
        ("1a86:55d4", "02/02/01"),
    ],
    ids=["touchscreen", "printer", "serial converter", "stick", "scanner", "hub", "serial line"],
)
def test_what_a_terminal_has_is_let_in_and_given_to_its_driver(usb: Usb, ids: str, codes: str) -> None:
    (interface,) = usb.plug("1-1", ids, codes)
    assert usb.is_let_in(interface)
    assert usb.probed() == interface.name


@pytest.mark.parametrize(
    ("ids", "codes"),
    [
        ("046d:c31c", KEYBOARD),
        ("046d:c077", MOUSE),
        ("0bda:8153", "02/06/00"),
        ("0525:a4a2", "e0/01/03"),
        ("0525:a4a2", "02/02/ff"),
        ("148f:5370", "ff/ff/ff"),
        ("046d:0825", "0e/01/00"),
        ("046d:0a38", "01/01/00"),
        ("05e0:1200", MOUSE),
    ],
    ids=[
        "keyboard",
        "mouse",
        "network",
        "RNDIS",
        "RNDIS as a serial line",
        "Wi-Fi",
        "camera",
        "sound",
        "a scanner's mouse",
    ],
)
def test_what_a_terminal_has_not_is_kept_from_every_driver(usb: Usb, ids: str, codes: str) -> None:
    (interface,) = usb.plug("1-1", ids, codes)
    assert not usb.is_let_in(interface)
    assert usb.probed() == ""


def test_a_keyboard_that_was_there_before_the_policy_is_put_out(usb: Usb) -> None:
    (interface,) = usb.plug("1-1", "046d:c31c", KEYBOARD)
    (interface / "authorized").write_text("1\n")
    assert not usb.is_let_in(interface)


def test_a_scanner_that_looks_like_any_keyboard_is_let_in_by_its_settings(usb: Usb) -> None:
    (interface,) = usb.plug("1-1", "0627:0001", KEYBOARD)
    assert not usb.is_let_in(interface)
    usb.settings = DeviceSettings(match=(SCANNER,))
    assert usb.is_let_in(interface)


def test_a_second_keyboard_of_the_same_make_is_kept_out_until_the_first_is_gone(usb: Usb) -> None:
    usb.settings = DeviceSettings(match=(SCANNER,))
    (first,) = usb.plug("1-1", "0627:0001", KEYBOARD)
    (second,) = usb.plug("1-2", "0627:0001", KEYBOARD)
    assert usb.is_let_in(first)
    assert not usb.is_let_in(second)
    assert usb.is_let_in(first)
    (usb.root / "sys/bus/usb/devices" / first.name).unlink()
    assert usb.is_let_in(second)


def test_of_a_stick_that_is_a_keyboard_too_only_the_stick_is_let_in(usb: Usb) -> None:
    stick, keyboard = usb.plug("1-1", "0781:5567", "08/06/50", KEYBOARD)
    assert usb.is_let_in(stick)
    assert not usb.is_let_in(keyboard)


def test_a_driver_of_several_interfaces_is_tried_again_when_the_last_is_in(usb: Usb) -> None:
    control, data = usb.plug("1-1", "0c2e:0b6a", "02/02/01", "0a/00/00")
    assert usb.is_let_in(control)
    (usb.root / "sys/bus/usb/drivers_probe").write_text("")
    assert usb.is_let_in(data)
    assert usb.probed().split() in ([control.name], [control.name, data.name], [data.name])


@pytest.mark.parametrize(
    ("ids", "ours"), [(("05e0", "1200"), True), (("0627", "0001"), True), (("046d", "c31c"), False), ((), False)]
)
def test_udev_may_ask_whose_a_keyboard_is(usb: Usb, ids: tuple[str, ...], ours: bool) -> None:
    usb.settings = DeviceSettings(match=(SCANNER,))
    assert (usb.judge("--keyboard", *ids) == 0) is ours


@pytest.mark.parametrize(
    ("match", "lines"),
    [
        (MatchSettings(DeviceRole.TOUCH, "0EEF", ""), ["03 * * 0eef *"]),
        (MatchSettings(DeviceRole.RECEIPT, "0483", "5743"), ["07 * * 0483 5743", "ff * * 0483 5743"]),
        (MatchSettings(DeviceRole.SCANNER, "0627", "0001"), ["03 01 01 0627 0001 one", "ff * * 0627 0001"]),
        (MatchSettings(None, "0627", "0001"), []),
        (MatchSettings(DeviceRole.SCANNER, path="/dev/ttyUSB0"), []),
        (MatchSettings(DeviceRole.TOUCH, "*", "0001"), ["03 * * none 0001"]),
    ],
)
def test_each_configured_device_has_its_lines(match: MatchSettings, lines: list[str]) -> None:
    before = usb_policy(DeviceSettings()).splitlines()
    after = usb_policy(DeviceSettings(match=(match,))).splitlines()
    assert [line for line in after[len(before) :] if not line.startswith("#")] == lines
