"""The machine's disks, and why each may or may not be written to. Paths are given: tests bring their own /sys.

Sources: Linux, Documentation/ABI/stable/sysfs-block; proc(5) for mountinfo and swaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SECTOR = 512
"""/sys counts in these, whatever the disk does."""


@dataclass(frozen=True)
class Machine:
    block: Path = Path("/sys/block")
    mounts: Path = Path("/proc/self/mountinfo")
    swaps: Path = Path("/proc/swaps")
    devices: Path = Path("/dev")


@dataclass(frozen=True)
class Disk:
    name: str
    path: Path
    size: int
    model: str
    is_removable: bool
    mounted: tuple[str, ...]
    """Where it, or a partition of it, is mounted."""
    used_by: tuple[str, ...]
    """RAID, LVM, encryption, swap."""

    @property
    def why_not(self) -> str:
        """Empty: it may be written to."""
        if not self.is_removable:
            return "is no removable disk"
        if self.size == 0:
            return "has no card in it"
        if self.mounted:
            return f"is mounted at {', '.join(self.mounted)}: unmount it first"
        if self.used_by:
            return f"is in use by {', '.join(self.used_by)}"
        return ""


def disks(machine: Machine) -> tuple[Disk, ...]:
    return tuple(_disk(machine, each) for each in sorted(machine.block.iterdir()))


def disk_at(machine: Machine, path: Path) -> Disk | None:
    """Return the whole disk of this name; none for a partition, a file, or whatever else."""
    real = path.resolve()
    return next((each for each in disks(machine) if each.path.resolve() == real), None)


def _disk(machine: Machine, entry: Path) -> Disk:
    parts = [entry, *(child.parent for child in entry.glob("*/partition"))]
    numbers = {_text(part / "dev") for part in parts}
    names = {part.name for part in parts}
    model = " ".join(filter(None, (_text(entry / "device/vendor"), _text(entry / "device/model"))))
    return Disk(
        entry.name,
        machine.devices / entry.name,
        int(_text(entry / "size") or 0) * SECTOR,
        model or _text(entry / "device/name"),
        _is_removable(entry),
        tuple(sorted(_mounts(machine.mounts, numbers))),
        (*sorted(_holders(parts)), *_swaps(machine.swaps, names)),
    )


def _is_removable(entry: Path) -> bool:
    """SD cards in a reader of the machine's own bus do not say so themselves, but that they are SD cards."""
    return _text(entry / "removable") == "1" or _text(entry / "device/type") == "SD"


def _mounts(path: Path, numbers: set[str]) -> Iterator[str]:
    for line in _text(path).splitlines():
        fields = line.split(" ")
        if len(fields) > 4 and fields[2] in numbers:
            yield fields[4]


def _holders(parts: list[Path]) -> Iterator[str]:
    for part in parts:
        if (part / "holders").is_dir():
            yield from (holder.name for holder in (part / "holders").iterdir())


def _swaps(path: Path, names: set[str]) -> tuple[str, ...]:
    used = {Path(line.split()[0]).name for line in _text(path).splitlines()[1:] if line.split()}
    return ("swap",) if used & names else ()


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace").strip()
    except OSError:
        return ""
