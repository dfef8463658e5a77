"""Which image was found good in which slot: a file a slot on the data partition, which both images share."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

_SLOT = re.compile(r"(?:^|\s)(?:migrado|rauc)\.slot=(\w+)")


class Proofs:
    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def proven(self, slot: str, image: str) -> bool:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return (self._directory / slot).read_text(encoding="utf-8") == image
        return False

    def other_proven(self, slot: str) -> bool:
        with contextlib.suppress(OSError):
            return any(path.name != slot and not path.name.startswith(".") for path in self._directory.iterdir())
        return False

    def forget(self, slot: str) -> None:
        """Something else is written to this slot. Raises OSError."""
        (self._directory / slot).unlink(missing_ok=True)

    def note(self, slot: str, image: str) -> None:
        """Raises OSError."""
        self._directory.mkdir(parents=True, exist_ok=True)
        _write_durably(self._directory / slot, image.encode())


def is_writable(directory: Path) -> bool:
    """Say whether a byte reaches the disk under this directory."""
    probe = directory / ".writable"
    try:
        _write_durably(probe, b"1")
        probe.unlink()
    except OSError:
        return False
    return True


def booted_slot(command_line: str) -> str:
    """Return the slot that the boot loader named to the kernel (`migrado.slot=a`); empty where there is none."""
    found = _SLOT.search(command_line)
    return found[1] if found else ""


def image_name(os_release: Mapping[str, str]) -> str:
    """Return what tells one image from another. Source: os-release(5)."""
    return " ".join(os_release.get(key, "") for key in ("IMAGE_ID", "IMAGE_VERSION", "BUILD_ID")).strip()


def _write_durably(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.fresh")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
