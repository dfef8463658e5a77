"""`./dev ci-image`: builds the image, starts it in QEMU, and tests what is in it on its own Python.

All that only if what it is made of changed since that went well.

The work directory lies outside the checkout, so that a clean clone finds the downloads and the Debian tree of the
last build. One file there for each state of the inputs whose image passed its boot test says when.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from image_build import own_files
from image_build.steps import of_files
from tests.system.image.built import WORK_VARIABLE, built

SOURCE = Path(__file__).resolve().parents[1]
IGNORED = (".md",)
Run = Callable[[Sequence[str | Path]], int]


class Step(NamedTuple):
    failure: str
    """What is said where it does not end well."""
    words: Sequence[str | Path]


def work_directory(environment: Mapping[str, str]) -> Path:
    """Return where builds are kept (XDG Base Directory Specification)."""
    kept = environment.get("XDG_CACHE_HOME") or f"{environment['HOME']}/.cache"
    return Path(kept) / "migrado/image"


def inputs(source: Path) -> str:
    """Return one word for all that the image and its boot test are made of."""
    places = [
        *own_files.inputs(source),
        source / "image-build",
        source / "tests/system/image",
        source / "debian-packages.txt",
    ]
    found = [one for place in places for one in (place.rglob("*") if place.is_dir() else (place,))]
    return of_files([one for one in found if one.is_file() and one.suffix not in IGNORED], source)


def passed_on(work: Path, wanted: str) -> str:
    """Return the day on which the image of these inputs passed its boot test; empty: it has not."""
    mark = _mark(work, wanted)
    return mark.read_text().strip() if mark.exists() else ""


def remember(work: Path, wanted: str, day: dt.date) -> None:
    mark = _mark(work, wanted)
    mark.parent.mkdir(parents=True, exist_ok=True)
    new = mark.with_suffix(".new")
    new.write_text(f"{day.isoformat()}\n")
    new.replace(mark)


def _mark(work: Path, wanted: str) -> Path:
    return work / "boot-tested" / wanted


def image_run(source: Path, work: Path, today: dt.date, run: Run) -> int:
    """Return 0 if the image of these inputs passes, now or before. Only one runs in a work directory at a time."""
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = inputs(source)
        if day := passed_on(work, wanted):
            _say(f"inputs unchanged since its boot test on {day}, skipped")
            return 0
        _say(f"inputs not tested yet; built in {work}")
        built_by = (
            Step("what its boot test needs cannot be had", ("./dev", "image-test", "--collect-only", "-q")),
            Step("the build failed", ("./dev", "image", "--quick", "--work", work)),
        )
        tested_by = (
            Step("the boot test failed", ("./dev", "image-test")),
            Step("the unit tests failed on the image's Python", ("./dev", "test-trixie", "tests/unit")),
        )
        if code := _first_failure(built_by, run):
            return code
        if isinstance(found := built(work), str):
            return _failed(found, 1)
        if code := _first_failure(tested_by, run):
            return code
        if inputs(source) != wanted:
            return _failed("its inputs changed while it was built", 1)
        remember(work, wanted, today)
        _say("built, and its tests passed")
        return 0


def _first_failure(steps: Sequence[Step], run: Run) -> int:
    for step in steps:
        if code := run(step.words):
            return _failed(step.failure, code)
    return 0


def _failed(what: str, code: int) -> int:
    _say(what)
    return code


def _say(text: str) -> None:
    print(f"image: {text}", file=sys.stderr, flush=True)


def main() -> int:
    work = work_directory(os.environ)

    def run(words: Sequence[str | Path]) -> int:
        environment = {**os.environ, WORK_VARIABLE: str(work)}
        return subprocess.run(words, cwd=SOURCE, env=environment, check=False).returncode

    return image_run(SOURCE, work, dt.datetime.now(dt.UTC).date(), run)


if __name__ == "__main__":
    sys.exit(main())
