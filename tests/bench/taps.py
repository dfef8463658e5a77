"""From a tap to the next screen on the display, against a bare ScreenManager switch."""

from __future__ import annotations

import statistics
import subprocess
import sys

from tests.bench.display import display
from tests.bench.result import Result, slower_at_most
from tests.bench.rounds import interleaved

GOAL = 3.0
RUN_LIMIT_S = 120


def measure(quick: bool) -> list[Result]:
    count = 45 if quick else 120
    ours: list[float] = []
    bare: list[float] = []
    with display():
        interleaved(1 if quick else 3, lambda: _run("visits", count, ours), lambda: _run("switches", count, bare))
    note = f"{len(ours)} taps, p50 {statistics.median(ours) * 1e3:.0f} and {statistics.median(bare) * 1e3:.0f} ms"
    return [slower_at_most("tap to next screen, p95", p95(ours), p95(bare), GOAL, note)]


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _run(what: str, count: int, into: list[float]) -> float:
    """Each run is a process of its own; the first screens of a process are part of what people see."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.screen.taps", what, str(count)],
        capture_output=True,
        text=True,
        timeout=RUN_LIMIT_S,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-500:])
    times = [float(line) for line in done.stdout.split()]
    into += times
    return statistics.median(times)
