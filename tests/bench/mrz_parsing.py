"""Machine-readable zones: our parser against the PyPI package `mrz`, each in a process of its own.

`mrz` is under the GPL: it is installed into a venv in a temporary directory, run there as a program, and removed.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.result import Result, faster_at_least, skipped
from tests.bench.rounds import interleaved
from tests.unit.id_scanner.mrz_encoder import Holder

PACKAGE = "mrz==0.6.2 --hash=sha256:3da437c095715d9d3fc49b10a684bc2eec3085fed0b197eb23410da4e8d26e4d\n"
OUR_RUNNER = "tests.bench.mrz_runners.ours"
PACKAGE_RUNNER = Path(__file__).parent / "mrz_runners" / "package.py"
ROOT = Path(__file__).parents[2]
NAME = "MRZ parsing, a document"
FASTER = 5.0

ANNA = Holder(
    "P", "UTO", "L898902C3", ("ERIKSSON",), ("ANNA", "MARIA"), "UTO", "740812", "F", "340415", "ZE184226B"
)
PETER = Holder("I", "UTO", "D23145890", ("STEVENSON",), ("PETER", "JOHN"), "UTO", "850712", "M", "330905")
DOCUMENTS = {"TD3": ANNA.td3(), "TD1": PETER.td1(), "TD2": PETER.td2()}


def measure(quick: bool) -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="bench-mrz-") as directory:
        python = _scratch_python(Path(directory))
        if python is None:
            return [skipped(NAME, "needs a network")]
        theirs = [str(python), str(PACKAGE_RUNNER)]
        with _runner([sys.executable, "-m", OUR_RUNNER]) as ours, _runner(theirs) as package:
            found = interleaved(5 if quick else 15, ours.turn, package.turn)
    ours_s, package_s = (min(times) for times in found)
    return [faster_at_least(NAME, ours_s, package_s, FASTER, "against the package mrz 0.6.2")]


def _scratch_python(directory: Path) -> Path | None:
    """Return the interpreter of a new venv that has the package; None where it cannot be fetched."""
    wanted = directory / "package.txt"
    wanted.write_text(PACKAGE, encoding="ascii")
    venv = directory / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True, timeout=60)
    python = venv / "bin" / "python"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "install"),
            *("--quiet", "--no-deps", "--retries", "1", "--timeout", "10", "--require-hashes", "-r", str(wanted)),
        ],
        capture_output=True,
        timeout=120,
        check=False,
    )
    return python if done.returncode == 0 else None


class _Runner:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def turn(self) -> float:
        """Return seconds a document, over some thousands of them."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())


@contextlib.contextmanager
def _runner(command: list[str]) -> Iterator[_Runner]:
    command = [*command, json.dumps(DOCUMENTS)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        yield _Runner(process)
    finally:
        process.kill()
        process.communicate()
