"""The archive that the kernel unpacks first (cpio "newc"): made from names and bytes, with no time in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

DIRECTORY, FILE, LINK, DEVICE = 0o040000, 0o100000, 0o120000, 0o020000


@dataclass(frozen=True)
class Entry:
    name: str
    mode: int
    content: bytes = b""
    device: tuple[int, int] = (0, 0)


def directory(name: str) -> Entry:
    return Entry(name, DIRECTORY | 0o755)


def file(name: str, content: bytes, mode: int = 0o644) -> Entry:
    return Entry(name, FILE | mode, content)


def link(name: str, target: str) -> Entry:
    return Entry(name, LINK | 0o777, target.encode())


def device(name: str, major: int, minor: int) -> Entry:
    return Entry(name, DEVICE | 0o600, device=(major, minor))


def archived(entries: Iterable[Entry]) -> bytes:
    parts = [_packed(number, entry) for number, entry in enumerate(entries, start=1)]
    return b"".join([*parts, _packed(0, Entry("TRAILER!!!", 0))])


def _packed(number: int, entry: Entry) -> bytes:
    name = entry.name.encode() + b"\0"
    numbers = (number, entry.mode, 0, 0, 1, 0, len(entry.content), 0, 0, *entry.device, len(name), 0)
    head = b"070701" + b"".join(b"%08X" % value for value in numbers)
    return _padded(head + name) + _padded(entry.content)


def _padded(content: bytes) -> bytes:
    return content + bytes(-len(content) % 4)
