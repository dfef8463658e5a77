"""Keeps the garbage collector away from what lives as long as the terminal: a full collection took 90 ms."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def long_lived() -> Iterator[None]:
    """What is made within is never looked at by the collector, which rests meanwhile."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
