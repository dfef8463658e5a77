"""Turns taken by several ways of doing the same, so that what else the machine does hits them alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def interleaved(rounds: int, *runs: Callable[[], float]) -> tuple[list[float], ...]:
    """Call each run once a round and return what each returned, round by round."""
    found: tuple[list[float], ...] = tuple([] for _ in runs)
    for _ in range(rounds):
        for run, values in zip(runs, found, strict=True):
            values.append(run())
    return found


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that it took, without a garbage collection from before."""
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
