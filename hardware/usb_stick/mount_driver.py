"""Real sticks: udev says that one is there; it is mounted only while the visitor's question is answered."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from hardware.device_match import DeviceFacts, Override
from hardware.events import (
    HardwareEvent,
    Publish,
    StickFailed,
    StickFailure,
    StickFile,
    StickFileRead,
    StickInserted,
    StickListed,
    StickRemoved,
)
from hardware.hotplug import DeviceSource, Plugged, Unplugged
from hardware.usb_stick.folder import FolderLimits, FoundFile, StickProblem, find_pdfs, read_file
from hardware.usb_stick.mounting import MountCommands, mounted, unmount_left_behind
from hardware.usb_stick.names import shown_name
from hardware.usb_stick.volume_match import Volume, match_volume, own_disks
from hardware.worker import DeviceWorker

_WAIT_SECONDS = 0.1
_RETRY_SECONDS = 30.0
_MOST_VOLUMES = 4
_MOUNTS = Path("/proc/self/mountinfo")

log = logging.getLogger(__name__)


class MountedUsbStick:
    """Implements ports.UsbStick. Between questions nothing is mounted, so a stick may be pulled out any time."""

    def __init__(
        self,
        source: DeviceSource,
        publish: Publish,
        commands: MountCommands,
        limits: FolderLimits | None = None,
        overrides: Sequence[Override] = (),
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self._source = source
        self._commands = commands
        self._limits = limits or FolderLimits()
        self._overrides = tuple(overrides)
        self._retry_seconds = retry_seconds
        self._worker = DeviceWorker(None, publish, self._poll, name="stick")
        self._listening = self._complained = False
        self._own_disks: frozenset[str] = frozenset()
        self._volumes: dict[str, Volume] = {}
        self._files: dict[str, tuple[Volume, FoundFile]] = {}
        self._looks = 0
        self._round = 0
        self._asking = threading.RLock()  # a subscriber may release the stick

    def start(self) -> None:
        self._worker.start()

    def look(self) -> None:
        self._ask(self._look)

    def read(self, file_id: str) -> None:
        self._ask(partial(self._read, file_id))

    def release(self) -> None:
        with self._asking:
            self._round += 1
        self._worker.submit(self._files.clear)

    def close(self) -> None:
        with self._asking:
            self._round += 1
        self._worker.stop()
        self._source.close()

    def _ask(self, question: Callable[[], HardwareEvent]) -> None:
        asked_in = self._round

        def answer() -> None:
            if asked_in != self._round:
                return
            event = self._answer(question)
            with self._asking:
                if asked_in == self._round:
                    self._worker.publish(event)

        self._worker.submit(answer)

    def _answer(self, question: Callable[[], HardwareEvent]) -> HardwareEvent:
        try:
            return question()
        except StickProblem as problem:
            return StickFailed(problem.reason)
        except Exception as error:  # noqa: BLE001 - the visitor waits for an answer, whatever went wrong
            # Only the type: the text of an OSError names the file.
            log.warning("stick: %s", type(error).__name__)
            return StickFailed(StickFailure.UNREADABLE)

    def _look(self) -> HardwareEvent:
        self._files.clear()
        volumes = tuple(self._volumes.values())[:_MOST_VOLUMES]
        if not volumes:
            return StickFailed(StickFailure.NO_STICK)
        seen = {volume: self._found(volume) for volume in volumes}
        if all(files is None for files in seen.values()):
            return StickFailed(StickFailure.UNREADABLE)
        found = [(volume, each) for volume, files in seen.items() for each in files or ()]
        found.sort(key=lambda pair: -pair[1].modified)
        self._looks += 1
        self._files |= {
            f"{self._looks}-{number}": pair for number, pair in enumerate(found[: self._limits.files], start=1)
        }
        if not found:
            return StickFailed(StickFailure.NO_PDF)
        return StickListed(
            tuple(
                StickFile(file_id, shown_name(each.parts[-1]), each.size)
                for file_id, (_, each) in self._files.items()
            )
        )

    def _found(self, volume: Volume) -> list[FoundFile] | None:
        """Look at one volume; None for one that cannot be read."""
        try:
            with mounted(volume, self._commands) as directory:
                return find_pdfs(directory, self._limits)
        except (OSError, StickProblem):
            return None

    def _read(self, file_id: str) -> HardwareEvent:
        if file_id not in self._files:
            raise StickProblem(StickFailure.FILE_GONE)
        volume, found = self._files[file_id]
        if found.size > self._limits.file_bytes:
            raise StickProblem(StickFailure.TOO_LARGE)
        with mounted(volume, self._commands) as directory:
            data = read_file(directory, found.parts, self._limits.file_bytes)
        return StickFileRead(file_id, shown_name(found.parts[-1]), data)

    def _poll(self) -> float:
        try:
            if not self._listening:
                self._begin()
            self._follow(self._source.next_change(_WAIT_SECONDS))
        except Exception as error:  # noqa: BLE001 - also a flood of events that udev could not hold
            self._source.close()
            self._listening = False
            if not self._complained:
                log.warning("sticks cannot be noticed: %s", type(error).__name__)
            self._complained = True
            return self._retry_seconds
        return 0.0

    def _begin(self) -> None:
        unmount_left_behind(self._commands)
        present = self._source.open()
        self._own_disks = own_disks(present, _MOUNTS.read_text(errors="replace"), self._commands.directory)
        self._listening = True
        matched = (self._match(facts) for facts in present)
        self._hold({volume.node: volume for volume in matched if volume is not None})

    def _match(self, facts: DeviceFacts) -> Volume | None:
        return match_volume(facts, self._own_disks, self._overrides)

    def _follow(self, change: Plugged | Unplugged | None) -> None:
        match change:
            case Plugged(facts):
                volume = self._match(facts)
                rest = {node: each for node, each in self._volumes.items() if node != facts.node}
                self._hold(rest if volume is None else {**rest, volume.node: volume})
            case Unplugged(gone):
                self._hold({node: each for node, each in self._volumes.items() if node != gone})

    def _hold(self, volumes: dict[str, Volume]) -> None:
        """Take over which volumes there are; a stick's several volumes come and go as one."""
        was_there = bool(self._volumes)
        for node in set(self._volumes) - set(volumes):
            self._files = {key: pair for key, pair in self._files.items() if pair[0].node != node}
        self._volumes = volumes
        if bool(volumes) is not was_there:
            self._worker.publish(StickInserted() if volumes else StickRemoved())
