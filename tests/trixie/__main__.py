"""`./dev test-trixie`: the tests that need no browser under Debian 13's Python 3.13, which the image runs."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from image_build.archive import this_machines_mirror
from image_build.commands import StepFailed
from tests.trixie.tree import PYTHON, SUITE, VENV, Places, debian, inside, python

SOURCE = Path(__file__).resolve().parents[2]
WHAT = ("tests/unit", "tests/contracts", "tests/flows")
PYTEST = (f"/{VENV}/bin/python", "-m", "pytest", "-p", "no:cacheprovider", "--junitxml=build/junit.xml")


def main(arguments: list[str]) -> int:
    places = Places(SOURCE, SOURCE / "build/trixie")
    places.work.mkdir(parents=True, exist_ok=True)
    with (places.work / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            _prepare(places)
        except StepFailed as failed:
            print(f"./dev test-trixie: {failed}", file=sys.stderr)
            return 1
        return subprocess.run(inside(places, "test", *PYTEST, *(arguments or WHAT)), check=False).returncode


def _prepare(places: Places) -> None:
    with _told(f"Debian {SUITE} tree (some minutes, once)"):
        debian(places, this_machines_mirror)
    with _told(f"requirements.lock under Python {PYTHON}"):
        python(places)


@contextmanager
def _told(name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"==> {name}: {time.monotonic() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
