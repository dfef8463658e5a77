"""The short version of the kill bench; `python -m tests.bench.store_kill --kills 1000` is the long one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[3]


def test_no_kill_loses_or_tears_a_committed_record() -> None:
    # In a process of its own: the bench forks, and pytest's process has threads.
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.store_kill", "--kills", "25"],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"25 kills, (\d+) acknowledged, 0 lost, 0 torn", done.stdout)
    assert found, done.stdout
    assert int(found[1]) > 0
