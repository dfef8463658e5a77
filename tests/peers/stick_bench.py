"""Sticks to try: the twin, and the real driver over an ext4 image that is really mounted (which needs root)."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from hardware.device_match import DeviceFacts
from hardware.events import HardwareEvent
from hardware.hotplug import Plugged, Unplugged
from hardware.ports import UsbStick
from hardware.usb_stick.folder import FolderLimits
from hardware.usb_stick.mount_driver import MountedUsbStick
from hardware.usb_stick.mounting import MountCommands
from hardware.usb_stick.simulated import SimulatedUsbStick
from tests.peers.fed_udev import FedSource

LIMITS = FolderLimits(file_bytes=50_000)
_IMAGE_BYTES = 8 * 1024 * 1024
_MOUNT = ("mount", "-t", "{type}", "-o", "{options},X-mount.mkdir,loop", "{node}", "{directory}")
_UNMOUNT = ("umount", "{directory}")


class StickBench(Protocol):
    """A terminal's socket, and what a visitor does with a stick. Files are given with the newest first."""

    stick: UsbStick
    events: queue.SimpleQueue[HardwareEvent]

    def insert(self, files: Mapping[str, bytes]) -> None: ...

    def pull(self) -> None: ...

    def wear_out(self) -> None: ...

    def delete(self, path: str) -> None: ...

    def tear_down(self) -> None: ...


class TwinBench:
    def __init__(self) -> None:
        self.events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
        twin = SimulatedUsbStick(self.events.put, LIMITS)
        self.stick: UsbStick = twin
        self.insert = twin.insert
        self.pull = twin.pull
        self.wear_out = twin.wear_out
        self.delete = twin.delete

    def tear_down(self) -> None:
        """Nothing is held."""


class MountBench:
    """The stick is an image of a file system; udev's word for it is the test's."""

    def __init__(self, folder: Path, mount: tuple[str, ...] = _MOUNT, unmount: tuple[str, ...] = _UNMOUNT) -> None:
        self.contents = folder / "contents"
        self.image = folder / "stick.img"
        self.directory = folder / "mounted"
        self.source = FedSource()
        self.events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
        commands = MountCommands(str(self.directory), mount, unmount)
        self.stick: UsbStick = MountedUsbStick(self.source, self.events.put, commands, LIMITS, retry_seconds=0.05)

    @property
    def facts(self) -> DeviceFacts:
        return DeviceFacts(
            "block", "0781", "5581", str(self.image), bus="usb", file_system="ext4", disk=str(self.image)
        )

    def insert(self, files: Mapping[str, bytes]) -> None:
        self.write(files)
        self.plug_in()

    def plug_in(self) -> None:
        self.source.present = [self.facts]
        self.source.changes.put(Plugged(self.facts))

    def pull(self) -> None:
        self.source.present = []
        self.source.changes.put(Unplugged(str(self.image)))

    def wear_out(self) -> None:
        self.image.write_bytes(bytes(_IMAGE_BYTES))

    def delete(self, path: str) -> None:
        (self.contents / path).unlink()
        self.format()

    def write(self, files: Mapping[str, bytes]) -> None:
        shutil.rmtree(self.contents, ignore_errors=True)
        self.contents.mkdir()
        for age, (path, data) in enumerate(files.items()):
            file = self.contents / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            os.utime(file, (1_700_000_000 - 60 * age,) * 2)
        self.format()

    def format(self) -> None:
        self.image.unlink(missing_ok=True)
        command = ("mke2fs", "-q", "-t", "ext4", "-d", str(self.contents), str(self.image), "8M")
        subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "PATH": _with_system_programs()}
        )

    def is_mounted(self) -> bool:
        return os.path.ismount(self.directory)

    def tear_down(self) -> None:
        self.stick.close()
        for _ in range(20):
            if not self.is_mounted():
                return
            time.sleep(0.1)
        subprocess.run(["umount", str(self.directory)], check=False, capture_output=True)


def why_not_mountable(folder: Path) -> str:
    """Return why this machine cannot mount an image; empty where it can."""
    bench = MountBench(folder)
    try:
        bench.write({"paper.pdf": b"%PDF"})
    except OSError as error:
        return f"mke2fs: {error.strerror}"
    command = ("mount", "-o", "loop,ro,X-mount.mkdir", str(bench.image), str(bench.directory))
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        return f"mount: {done.stderr.strip() or done.returncode}"
    subprocess.run(["umount", str(bench.directory)], check=True)
    return ""


def _with_system_programs() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


BENCHES: dict[str, Callable[[Path], StickBench]] = {"twin": lambda _: TwinBench(), "mounted-ext4": MountBench}
