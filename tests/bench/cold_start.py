"""From the command to the first screen that can be used, files not yet in memory; against one label."""

from __future__ import annotations

from tests.bench.display import Bench, display, running
from tests.bench.page_cache import forget_files
from tests.bench.result import Result, slower_at_most
from tests.bench.rounds import interleaved

GOAL = 2.0


def measure(quick: bool) -> list[Result]:
    with display() as bench:
        # The first start of each writes bytecode and Kivy's home, which an image has already.
        _start(bench, bench.ours)
        _start(bench, bench.bare)
        found = interleaved(
            3 if quick else 8, lambda: _start(bench, bench.ours), lambda: _start(bench, bench.bare)
        )
    ours_s, bare_s = (min(times) for times in found)
    return [slower_at_most("cold start to first screen", ours_s, bare_s, GOAL, "against one label")]


def _start(bench: Bench, command: list[str]) -> float:
    forget_files([bench.directory])
    with running(command) as (_, seconds):
        return seconds
