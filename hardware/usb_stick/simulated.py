"""The simulated stick: same port, and levers for what a visitor does with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

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
from hardware.usb_stick.folder import FolderLimits
from hardware.usb_stick.names import is_offered_file, is_offered_folder, shown_name


class SimulatedUsbStick:
    """Implements ports.UsbStick. The levers may be pulled from any thread; answers come at once."""

    def __init__(self, publish: Publish, limits: FolderLimits | None = None) -> None:
        self._publish = publish
        self._limits = limits or FolderLimits()
        self._inserted: Mapping[str, bytes] | None = None
        """Paths and contents, the newest first."""
        self._broken = False
        self._listed: dict[str, str] = {}
        self._looks = 0
        self._running = False

    def start(self) -> None:
        self._running = True
        if self._inserted is not None:
            self._tell(StickInserted())

    def look(self) -> None:
        self._tell(self._look())

    def read(self, file_id: str) -> None:
        self._tell(self._read(file_id))

    def release(self) -> None:
        self._listed = {}

    def close(self) -> None:
        self._running = False

    def insert(self, files: Mapping[str, bytes]) -> None:
        """Plug in a stick with these paths (`folder/paper.pdf`), the newest first."""
        if self._inserted is not None:
            self.pull()
        self._inserted, self._broken = dict(files), False
        self._tell(StickInserted())

    def pull(self) -> None:
        """Pull the stick out."""
        if self._inserted is not None:
            self._inserted, self._listed = None, {}
            self._tell(StickRemoved())

    def wear_out(self) -> None:
        """From now on nothing on the stick can be read."""
        self._broken = True

    def delete(self, path: str) -> None:
        """A file that was there is there no longer."""
        if self._inserted is not None:
            self._inserted = {each: data for each, data in self._inserted.items() if each != path}

    def _look(self) -> HardwareEvent:
        self._listed = {}
        if self._inserted is None:
            return StickFailed(StickFailure.NO_STICK)
        if self._broken:
            return StickFailed(StickFailure.UNREADABLE)
        offered = [path for path, data in self._inserted.items() if data and self._is_offered(path)]
        if not offered:
            return StickFailed(StickFailure.NO_PDF)
        self._looks += 1
        self._listed = {
            f"{self._looks}-{n}": path for n, path in enumerate(offered[: self._limits.files], start=1)
        }
        return StickListed(
            tuple(
                StickFile(file_id, shown_name(PurePosixPath(path).name), len(self._inserted[path]))
                for file_id, path in self._listed.items()
            )
        )

    def _is_offered(self, path: str) -> bool:
        *folders, name = PurePosixPath(path).parts
        return is_offered_file(name) and len(folders) < self._limits.depth and all(map(is_offered_folder, folders))

    def _read(self, file_id: str) -> HardwareEvent:
        path = self._listed.get(file_id)
        if self._broken:
            return StickFailed(StickFailure.UNREADABLE)
        if self._inserted is None or path is None or path not in self._inserted:
            return StickFailed(StickFailure.FILE_GONE)
        data = self._inserted[path]
        if len(data) > self._limits.file_bytes:
            return StickFailed(StickFailure.TOO_LARGE)
        return StickFileRead(file_id, shown_name(PurePosixPath(path).name), data)

    def _tell(self, event: HardwareEvent) -> None:
        if self._running:
            self._publish(event)
