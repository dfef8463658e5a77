"""Remember an answer for a while: what changes slowly is not asked of the database at every message."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
MAX_KEPT = 500


class Kept(Generic[Answer]):
    """Any thread. Two who ask at once may both compute: no harm."""

    def __init__(self, seconds: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._monotonic = monotonic
        self._answers: dict[Hashable, tuple[float, Answer]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, compute: Callable[[], Answer]) -> Answer:
        with self._lock:
            kept = self._answers.get(key)
        if kept is not None and self._monotonic() - kept[0] < self._seconds:
            return kept[1]
        answer = compute()
        with self._lock:
            if len(self._answers) >= MAX_KEPT:
                self._answers.clear()
            self._answers[key] = (self._monotonic(), answer)
        return answer
