"""Kivy's home: where the environment says, else a directory that lives as long as the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.ui
PREPARE = """
from appliance.config import DisplaySettings
from kivy_ui.environment import prepare_kivy
prepare_kivy(DisplaySettings(320, 240, 102.0))
import os
print(os.environ["KIVY_HOME"], os.path.isdir(os.environ["KIVY_HOME"]))
"""


def prepared(temporary: Path, **environment: str) -> tuple[str, str]:
    known = {name: value for name, value in os.environ.items() if name != "KIVY_HOME"}
    done = subprocess.run(
        [sys.executable, "-c", PREPARE],
        env={**known, "TMPDIR": str(temporary), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    home, there = done.stdout.split()
    return home, there


def test_a_home_made_for_one_run_goes_with_it(tmp_path: Path) -> None:
    home, there = prepared(tmp_path)
    assert Path(home).parent == tmp_path
    assert there == "True"
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_is_given_stays_and_no_other_is_made(tmp_path: Path) -> None:
    given, temporary = tmp_path / "home", tmp_path / "temporary"
    given.mkdir()
    temporary.mkdir()
    assert prepared(temporary, KIVY_HOME=str(given)) == (str(given), "True")
    assert given.is_dir()
    assert list(temporary.iterdir()) == []
