"""`python -m provisioning.first_boot`, at each start before the terminal. Ends with 1 if it is not provisioned."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from pathlib import Path

from provisioning.first_boot.apply import chown
from provisioning.first_boot.look import could_start
from provisioning.first_boot.notices import disk_lines
from provisioning.first_boot.places import Places
from provisioning.first_boot.provisioning_run import Around, run
from provisioning.first_boot.queues import make_queue

READING_S = 60
"""So long mistakes stay on the screen where the terminal then goes on with its old settings."""


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m provisioning.first_boot", description=__doc__)
    options.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    options.add_argument("--queues", action="store_true", help="only make the printer's queue; CUPS must run")
    options.add_argument("--root", type=Path, default=Path("/"), help="where the terminal's file system is")
    options.add_argument("--firmware", type=Path, default=Places.firmware)
    options.add_argument("--pause", type=float, default=READING_S, metavar="SECONDS")
    given = options.parse_args()
    places = Places(given.root, given.firmware)
    if given.queues:
        problem = make_queue(places)
        print(problem, file=sys.stderr, end="\n" if problem else "")
        return 1 if problem else 0
    try:
        outcome = run(places, real_world(), dry_run=given.dry_run)
    except OSError as problem:
        print("\n".join(disk_lines(problem)), flush=True)
        return 0 if could_start(places) else 1
    if outcome.lines:
        print("\n".join(outcome.lines), flush=True)
        if outcome.is_provisioned and not given.dry_run:
            time.sleep(given.pause)
    return 0 if outcome.is_provisioned else 1


def real_world() -> Around:
    def tell(said: str) -> None:
        print(said, file=sys.stderr)

    return Around(lambda: dt.datetime.now(dt.UTC), chown, lambda path: path.owner(), tell)


if __name__ == "__main__":
    sys.exit(main())
