"""Locking the console needs one; what there is none of is said."""

from __future__ import annotations

import os
import pty
from pathlib import Path

import pytest

from appliance.lockdown.console import lock_console


def test_a_terminal_that_is_no_console_is_refused() -> None:
    ours, theirs = pty.openpty()
    try:
        name = Path(os.ttyname(theirs))
        with pytest.raises(OSError, match="ioctl"):
            lock_console(name, name)
    finally:
        os.close(ours)
        os.close(theirs)


def test_a_machine_without_a_console_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        lock_console(tmp_path / "tty0", tmp_path / "tty1")
