"""The files of the update on the data partition: what the terminal and the updater say to each other lies here.

`wanted.json` is the terminal's, `state.json` the updater's; `changed` lies there from a change of what is wanted
until the updater has begun to look at it. Bundles are named by their SHA-256, and `.part` until they are whole.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TypeVar

import msgspec

from appliance.storage.durable_file import OsFiles, write_atomically
from appliance.telemetry.messages import UpdateState, UpdateWanted
from appliance.updating.memory import Memory

T = TypeVar("T", bound=msgspec.Struct)


class UpdateFolder:
    """Whatever cannot be read counts as not there."""

    def __init__(self, state: Path) -> None:
        self.path = state / "update"
        self.state_file = self.path / "state.json"
        self._wanted_file = self.path / "wanted.json"
        self._memory_file = self.path / "memory.json"
        self._changed_file = self.path / "changed"

    def wanted(self) -> UpdateWanted | None:
        return _read(self._wanted_file, UpdateWanted)

    def want(self, wanted: UpdateWanted | None) -> None:
        """Say what is wanted from now on. Raises OSError."""
        if wanted is not None:
            _write(self._wanted_file, wanted)
        elif self._wanted_file.exists():
            self._wanted_file.unlink()
            OsFiles().sync_directory(self.path)
        else:
            return
        self._changed_file.touch()

    @property
    def has_changed(self) -> bool:
        return self._changed_file.exists()

    def take_changed(self) -> None:
        self._changed_file.unlink(missing_ok=True)

    def state(self) -> UpdateState | None:
        return _read(self.state_file, UpdateState)

    def say(self, state: UpdateState) -> None:
        """Raises OSError."""
        _write(self.state_file, state)

    def memory(self) -> Memory:
        return _read(self._memory_file, Memory) or Memory()

    def remember(self, memory: Memory) -> None:
        """Raises OSError."""
        _write(self._memory_file, memory)

    def bundle(self, wanted: UpdateWanted) -> Path:
        return self.path / f"{wanted.sha256}.raucb"

    def part(self, wanted: UpdateWanted) -> Path:
        return self.path / f"{wanted.sha256}.part"

    def sweep(self, kept: UpdateWanted | None) -> None:
        """Remove all that was fetched, but for the bundle that is still needed."""
        keep = (self.bundle(kept), self.part(kept)) if kept else ()
        for path in (*self.path.glob("*.raucb"), *self.path.glob("*.part")):
            if path not in keep:
                path.unlink(missing_ok=True)


def _read(path: Path, kind: type[T]) -> T | None:
    with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
        return msgspec.json.decode(path.read_bytes(), type=kind)
    return None


def _write(path: Path, content: msgspec.Struct) -> None:
    write_atomically(OsFiles(), path, msgspec.json.encode(content))
