"""Which block device is a visitor's stick? A pure function over what udev and the kernel's mounts say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hardware.device_match import DeviceFacts, Override

_BLOCK = "block"
_USB = "usb"
_OPTIONS = "ro,nosuid,nodev,noexec,nosymfollow"
_KERNEL_TYPES = {"vfat": "vfat", "exfat": "exfat", "ntfs": "ntfs3", "ext4": "ext4"}
"""What udev's ID_FS_TYPE says, and the kernel's driver for it."""
_MORE_OPTIONS = {
    "vfat": ",utf8",
    # Even read-only, ext4 would write: it replays the journal of a stick that was pulled out too early.
    "ext4": ",noload",
}


@dataclass(frozen=True)
class Volume:
    """A file system on a stick, and how it is to be mounted."""

    node: str
    """`/dev/sda1`"""
    kernel_type: str
    options: str

    @property
    def name(self) -> str:
        """`sda1`"""
        return self.node.rpartition("/")[2]


def match_volume(
    facts: DeviceFacts, own_disks: frozenset[str] = frozenset(), overrides: Sequence[Override] = ()
) -> Volume | None:
    """Return the volume that a block device is; None for what is none, or not a visitor's.

    `own_disks` are the disks that the terminal itself runs from: they may be on USB as well. An override without
    a role takes a device out.
    """
    is_stick = facts.subsystem == _BLOCK and facts.bus == _USB and facts.disk not in own_disks
    kernel_type = _KERNEL_TYPES.get(facts.file_system)
    if not is_stick or kernel_type is None:
        return None
    if any(override.role is None and override.fits(facts) for override in overrides):
        return None
    return Volume(facts.node, kernel_type, _OPTIONS + _MORE_OPTIONS.get(facts.file_system, ""))


def own_disks(present: Iterable[DeviceFacts], mountinfo: str, stick_directory: str) -> frozenset[str]:
    """Return the disks of which anything is mounted elsewhere than where sticks are.

    `mountinfo` is the text of /proc/self/mountinfo (proc(5)): the third field is the device's numbers, the fifth
    the place.
    """
    lines = (line.split(" ") for line in mountinfo.splitlines())
    mounted = {line[2] for line in lines if len(line) > 4 and line[4] != stick_directory}
    return frozenset(facts.disk for facts in present if facts.disk and facts.number in mounted)
