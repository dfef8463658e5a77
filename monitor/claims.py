"""Who is on the way: a mark that staff set on a task so that no two people walk. It ends with the task."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

CLAIM_LASTS_S = 1800.0


class Claims:
    """Any thread. In memory only: after a restart people simply claim again."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._claimed: dict[str, float] = {}
        self._lock = threading.Lock()

    def claim(self, key: str) -> None:
        with self._lock:
            self._claimed.setdefault(key, self._now())

    def release(self, key: str) -> None:
        with self._lock:
            self._claimed.pop(key, None)

    def since(self, key: str) -> float | None:
        with self._lock:
            return self._claimed.get(key)

    def keep_only(self, keys: Iterable[str]) -> None:
        """Drop the marks of tasks that are done, and those that have been forgotten."""
        wanted, oldest = set(keys), self._now() - CLAIM_LASTS_S
        with self._lock:
            self._claimed = {k: at for k, at in self._claimed.items() if k in wanted and at >= oldest}
