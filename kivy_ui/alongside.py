"""One long piece of work on a thread of its own; the owner thread looks for its result between two frames."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def alongside(work: Callable[[], T]) -> Future[T]:
    """Begin now. The process does not wait for it when it ends."""
    future: Future[T] = Future()
    threading.Thread(target=_do, args=(work, future), name="start", daemon=True).start()
    return future


def _do(work: Callable[[], T], future: Future[T]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001 - the owner thread raises it
        future.set_exception(error)
