"""The terminal at rest on its idle screen: processor time of one core, and memory.

OpenGL is in software here and counts: what a graphics chip would draw is in these figures.
"""

from __future__ import annotations

import time

import psutil

from tests.bench.display import display, running
from tests.bench.result import Result

SETTLE_S, SETTLE_QUICK_S = 8.0, 3.0
MOST_CPU_PERCENT = 2.0
MOST_MEGABYTES = 250.0


def measure(quick: bool) -> list[Result]:
    settle_s, watched_s = (SETTLE_QUICK_S, 14.0) if quick else (SETTLE_S, 42.0)
    with display() as bench:
        ours_cpu, ours_memory = _rest(bench.ours, settle_s, watched_s)
        bare_cpu, bare_memory = _rest(bench.bare, settle_s, watched_s)
    return [
        _figure("idle CPU", "% of a core", ours_cpu, bare_cpu, MOST_CPU_PERCENT),
        _figure("resident memory", "MB", ours_memory, bare_memory, MOST_MEGABYTES),
    ]


def _figure(name: str, unit: str, ours: float, bare: float, most: float) -> Result:
    goal = f"<= {most:g} {unit}"
    ratio = ours / bare if bare else None
    return Result(name, f"{ours:.1f} {unit}", f"{bare:.1f} {unit}", ratio, goal, ours <= most, "1920 x 1080")


def _rest(command: list[str], settle_s: float, watched_s: float) -> tuple[float, float]:
    with running(command) as (process, _):
        watched = psutil.Process(process.pid)
        time.sleep(settle_s)
        before = watched.cpu_times()
        began = time.monotonic()
        time.sleep(watched_s)
        after = watched.cpu_times()
        used = after.user + after.system - before.user - before.system
        return 100 * used / (time.monotonic() - began), watched.memory_info().rss / 1e6
