"""The short version of the kill bench; `python -m tests.bench.outbox_kill` is the long one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("receiver", "kills", "cuts"),
    [
        pytest.param("http", 25, 10, id="http"),
        pytest.param("fit-connect", 10, 5, id="fit-connect", marks=pytest.mark.system),
    ],
)
def test_no_kill_and_no_cut_loses_or_doubles_a_submission(receiver: str, kills: int, cuts: int) -> None:
    # In a process of its own: the bench forks, and pytest's process has threads.
    command = [sys.executable, "-m", "tests.bench.outbox_kill", "--receiver", receiver]
    done = subprocess.run(
        [*command, "--kills", str(kills), "--cuts", str(cuts)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(
        rf"{kills} kills, {cuts} cuts, (\d+) acknowledged, \d+ arrived, 0 lost, 0 doubled", done.stdout
    )
    assert found, done.stdout
    assert int(found[1]) >= 2 * cuts
