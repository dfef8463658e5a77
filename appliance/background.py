"""Work that takes longer than a frame, in order, on one thread beside the owner thread."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Protocol, TypeAlias

Work: TypeAlias = Callable[[], None]
_STOP_SECONDS = 2.0

log = logging.getLogger(__name__)


class Background(Protocol):
    def submit(self, work: Work) -> None:
        """Do this soon. What it raises is logged by type; work that matters catches its own errors."""

    def close(self) -> None: ...


class ThreadBackground:
    def __init__(self, name: str = "background") -> None:
        self._work: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, work: Work) -> None:
        self._work.put(work)

    def close(self) -> None:
        self._work.put(None)
        self._thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            attempt(work)
            del work  # it holds what a visitor typed, and the next may be long in coming


class InlineBackground:
    """The twin: does the work at once, on the calling thread."""

    def submit(self, work: Work) -> None:
        attempt(work)

    def close(self) -> None:
        pass


def attempt(work: Work) -> None:
    try:
        work()
    except Exception as error:  # noqa: BLE001 - the thread goes on; a trace could hold what a visitor typed
        log.error("background work failed: %s", type(error).__name__)
