"""A server's file system in memory, with the moments in which the world may end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from appliance.outbox.ports import NotNow


class DropInMemory:
    """`moment` is called before and after every change; what it raises comes to the caller, done or not."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.directories = {"eingang", "antworten"}
        self.moment: Callable[[], None] = lambda: None
        self.loses_half = False
        """The next write arrives by half, and the server does not notice."""

    @contextmanager
    def connect(self) -> Iterator[DropInMemory]:
        yield self

    def size_of(self, path: str) -> int | None:
        self.moment()
        return len(self.files[path]) if path in self.files else None

    def has_directory(self, path: str) -> bool:
        return path in self.directories

    def write(self, path: str, content: bytes) -> None:
        self.files[path] = b""
        self.moment()
        self.files[path] = content[: len(content) // 2]
        self.moment()
        if not self.loses_half:
            self.files[path] = content
        self.loses_half = False
        self.moment()

    def rename(self, old: str, new: str) -> None:
        self.moment()
        if old not in self.files:
            raise NotNow("file-missing")
        self.files[new] = self.files.pop(old)
        self.moment()

    def remove(self, path: str) -> None:
        del self.files[path]

    def read(self, path: str, most: int) -> bytes | None:
        content = self.files.get(path)
        return content[: most + 1] if content is not None else None
