"""kill -9 at random moments of a process that writes: every acknowledged record is there, none is half there.

`python -m tests.bench.store_kill --kills 1000`
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from appliance.clock import SystemClock
from appliance.storage.records import StoreReport
from appliance.storage.tinydb_store import TinyDbStore
from tests.bench.result import Result

KILLS, KILLS_QUICK = 1000, 100
RUN_LIMIT_S = 400
LONGEST_LIFE_S = 0.04
COUNTER = "commits"
READY = b"r"
"""The child writes from here on; its life is counted from this moment."""


@dataclass(frozen=True)
class Outcome:
    kills: int
    acknowledged: int
    """Records whose `flush` had returned in a process that was then killed."""
    lost: int
    torn: int
    """Starts at which a file had to be set aside, or a record was not what was written."""
    in_the_first_write: int
    """Kills before anything was acknowledged: they prove only that nothing older was lost."""


def write_until_killed(path: Path, acknowledge: int) -> None:
    """Write records one by one and put each number into the pipe once it is on disk."""
    store = TinyDbStore(path, SystemClock(), lambda _report: None)
    os.write(acknowledge, READY)
    while True:
        number = store.increment(COUNTER)
        store.add_incident("commit", str(number), str(number * number))
        if store.flush():
            os.write(acknowledge, b"%d\n" % number)


def spawn_and_kill(path: Path, life_s: float) -> int | None:
    """Return the last number that the killed process acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.suppress(BaseException):
            write_until_killed(path, writing)
        os._exit(1)
    os.close(writing)
    os.read(reading, len(READY))
    time.sleep(life_s)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        acknowledged = pipe.read().split()
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the writing process ended by itself")
    return int(acknowledged[-1]) if acknowledged else None


def is_whole(store: TinyDbStore) -> bool:
    """Tell whether incidents follow one another without a gap and each holds what was written."""
    incidents = store.incidents(limit=10_000)
    numbers = [incident.sequence for incident in reversed(incidents)]
    gapless = not numbers or numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return gapless and all(int(ids[1]) == int(ids[0]) ** 2 for ids in (incident.ids for incident in incidents))


def run(kills: int, directory: Path, seed: int) -> Outcome:
    path = directory / "store.json"
    moments = random.Random(seed)
    last = acknowledged = lost = torn = too_early = 0
    for _ in range(kills):
        newest = spawn_and_kill(path, moments.uniform(0.0, LONGEST_LIFE_S))
        if newest is None:
            too_early += 1
        else:
            acknowledged += newest - last
            last = newest
        reports: list[StoreReport] = []
        store = TinyDbStore(path, SystemClock(), reports.append)
        found = store.counter(COUNTER)
        newest_incident = next((int(incident.ids[0]) for incident in store.incidents(limit=1)), 0)
        store.close()
        lost += max(0, last - min(found, newest_incident))
        torn += bool(reports) or not is_whole(store)
        last = found
    return Outcome(kills, acknowledged, lost, torn, too_early)


def measure(quick: bool) -> list[Result]:
    """In a process of its own: this one forks, and the bench's has threads."""
    kills = KILLS_QUICK if quick else KILLS
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.store_kill", "--kills", str(kills)],
        capture_output=True,
        text=True,
        timeout=RUN_LIMIT_S,
        check=False,
    )
    told = done.stdout.strip().removeprefix("store_kill: ") or done.stderr.strip()[-200:]
    return [
        Result("store, kill -9", f"{kills} kills", goal="none lost or torn", met=done.returncode == 0, note=told)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="store-kill-") as directory:
        outcome = run(arguments.kills, Path(directory), arguments.seed)
    print(
        f"store_kill: {outcome.kills} kills, {outcome.acknowledged} acknowledged, {outcome.lost} lost, "
        f"{outcome.torn} torn, {outcome.in_the_first_write} in the first write, seed {arguments.seed}"
    )
    return 1 if outcome.lost or outcome.torn else 0


if __name__ == "__main__":
    sys.exit(main())
