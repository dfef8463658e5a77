"""From the command to the first screen that can be used, files not yet in memory; against one label.

The first screen takes touches while the rest of the terminal is still being put together: how long a finger that
taps at once waits for the next screen is told beside it.
"""

from __future__ import annotations

from tests.bench.display import Bench, display, running
from tests.bench.page_cache import forget_files
from tests.bench.result import Result, slower_at_most, value_at_most
from tests.bench.rounds import interleaved

GOAL = 2.0
LONGEST_WAIT_S = 1.0


def measure(quick: bool) -> list[Result]:
    with display() as bench:
        # The first start of each writes bytecode and Kivy's home, which an image has already.
        _wait(bench)
        _start(bench, bench.bare)
        ours, bare, waits = interleaved(
            3 if quick else 8,
            lambda: _start(bench, bench.ours),
            lambda: _start(bench, bench.bare),
            lambda: _wait(bench),
        )
    return [
        slower_at_most("cold start to first screen", min(ours), min(bare), GOAL, "against one label"),
        value_at_most("touch at once to next screen", min(waits), LONGEST_WAIT_S, "s", "while it still starts"),
    ]


def _start(bench: Bench, command: list[str]) -> float:
    forget_files([bench.directory])
    with running(command) as (_, seconds):
        return seconds


def _wait(bench: Bench) -> float:
    """Return the seconds from the first screen, touched at once, to the next."""
    forget_files([bench.directory])
    with running(bench.touched) as (process, _):
        assert process.stdout is not None
        return float(process.stdout.readline())
