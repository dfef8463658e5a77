"""The short version of the kill bench; `python -m tests.bench.outbox_kill` is the long one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[3]


def test_no_kill_and_no_cut_loses_or_doubles_a_submission() -> None:
    # In a process of its own: the bench forks, and pytest's process has threads.
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.outbox_kill", "--kills", "25", "--cuts", "10"],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"25 kills, 10 cuts, (\d+) acknowledged, \d+ arrived, 0 lost, 0 doubled", done.stdout)
    assert found, done.stdout
    assert int(found[1]) > 20
