"""Keeps the garbage collector away from what lives as long as the terminal: a full collection took 90 ms."""

from __future__ import annotations

import gc


def rest_collector() -> None:
    """Let the collector rest until `keep`: a start makes nothing but what is going to stay."""
    gc.disable()


def keep() -> None:
    """Never look again at what there is by now, and collect what comes after it."""
    gc.freeze()
    gc.enable()
