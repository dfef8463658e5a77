"""`./dev bench [names] [--quick]`: how fast, how small, how sturdy; each figure beside a bare baseline."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping, Sequence

from tests.bench import (
    cold_start,
    idle,
    ingest,
    mrz_parsing,
    outbox_kill,
    outbox_speed,
    pdf,
    store_kill,
    store_writes,
    taps,
)
from tests.bench.result import Measurement, Result
from tests.bench.table import table

MEASUREMENTS: Mapping[str, Measurement] = {
    "start": cold_start.measure,
    "taps": taps.measure,
    "idle": idle.measure,
    "mrz": mrz_parsing.measure,
    "pdf": pdf.measure,
    "ingest": ingest.measure,
    "store": store_writes.measure,
    "kill": store_kill.measure,
    "outbox": outbox_speed.measure,
    "outbox-kill": outbox_kill.measure,
}


def main() -> int:
    chosen = _options()
    results: list[Result] = []
    for name in chosen.names or MEASUREMENTS:
        began = time.monotonic()
        print(f"==> {name}", end=" ", file=sys.stderr, flush=True)
        results += _measured(name, chosen.quick)
        print(f"{time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    load = os.getloadavg()[0]
    print(f"\n{table(results)}\n\n{os.cpu_count()} cores, load {load:.1f}")
    return 1 if any(result.met is False for result in results) else 0


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    options.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(MEASUREMENTS)}; all by default")
    options.add_argument("--quick", action="store_true", help="fewer rounds, under two minutes in all")
    chosen = options.parse_args()
    unknown = set(chosen.names) - set(MEASUREMENTS)
    if unknown:
        options.error(f"no such measurement: {', '.join(sorted(unknown))}")
    return chosen


def _measured(name: str, quick: bool) -> Sequence[Result]:
    """A measurement that breaks is a goal that is missed; the others go on."""
    try:
        return MEASUREMENTS[name](quick)
    except Exception as error:  # noqa: BLE001 - whatever it is, the rest of the table is wanted
        return [Result(name, "-", met=False, note=f"failed: {type(error).__name__}: {error}")]


if __name__ == "__main__":
    sys.exit(main())
