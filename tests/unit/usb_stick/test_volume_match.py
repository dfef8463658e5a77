"""Which block device is a visitor's stick, and with which options it is mounted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hardware.device_match import DeviceFacts, Override
from hardware.events import DeviceRole
from hardware.usb_stick.volume_match import match_volume, own_disks

STICK = DeviceFacts(
    "block",
    "0781",
    "5581",
    "/dev/sda1",
    ("/dev/disk/by-label/PAPERS",),
    bus="usb",
    file_system="vfat",
    disk="/dev/sda",
    number="8:1",
)
MOUNTINFO = """\
22 27 0:20 / /sys rw,nosuid shared:7 - sysfs sysfs rw
27 1 8:18 / / rw,relatime shared:1 - ext4 /dev/sdb2 rw
90 27 8:1 / /run/migrado/stick ro,nosuid - vfat /dev/sda1 ro
"""


@pytest.mark.parametrize(
    ("file_system", "kernel_type", "more"),
    [("vfat", "vfat", "utf8"), ("exfat", "exfat", ""), ("ntfs", "ntfs3", ""), ("ext4", "ext4", "noload")],
)
def test_a_usb_volume_is_mounted_so_that_nothing_on_it_runs_or_changes(
    file_system: str, kernel_type: str, more: str
) -> None:
    volume = match_volume(replace(STICK, file_system=file_system))
    assert volume is not None
    assert (volume.node, volume.name, volume.kernel_type) == ("/dev/sda1", "sda1", kernel_type)
    assert {"ro", "nosuid", "nodev", "noexec", "nosymfollow"} <= set(volume.options.split(","))
    assert more in volume.options


@pytest.mark.parametrize(
    "facts",
    [
        replace(STICK, bus="ata"),
        replace(STICK, bus=""),
        replace(STICK, subsystem="usb"),
        *(replace(STICK, file_system=name) for name in ("", "xfs", "btrfs", "iso9660", "crypto_LUKS", "ntfs3")),
    ],
)
def test_other_disks_and_file_systems_are_left_alone(facts: DeviceFacts) -> None:
    assert match_volume(facts) is None


def test_an_override_without_a_role_takes_a_device_out() -> None:
    assert match_volume(STICK, overrides=[Override(None, path="/dev/disk/by-label/PAPERS")]) is None
    assert match_volume(STICK, overrides=[Override(None, path="/dev/sdb1")]) is not None
    assert match_volume(STICK, overrides=[Override(DeviceRole.SCANNER, vendor="0781")]) is not None


def test_every_volume_of_a_disk_that_the_terminal_runs_from_is_its_own() -> None:
    other_slot = replace(STICK, node="/dev/sdb3", disk="/dev/sdb", number="8:19", file_system="ext4")
    running = replace(other_slot, node="/dev/sdb2", number="8:18")
    own = own_disks([STICK, running, other_slot], MOUNTINFO, "/run/migrado/stick")
    assert own == {"/dev/sdb"}
    assert match_volume(other_slot, own) is None
    assert match_volume(STICK, own) is not None


@pytest.mark.parametrize("text", ["", "\n", "27 1", "nonsense without numbers at all"])
def test_mounts_that_say_nothing_make_no_disk_ours(text: str) -> None:
    assert own_disks([STICK], text, "/run/migrado/stick") == frozenset()
