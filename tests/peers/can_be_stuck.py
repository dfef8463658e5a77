"""Runs a module as `python -m` does; SIGUSR1 gets its owner thread stuck while all other threads go on."""

from __future__ import annotations

import runpy
import signal
import sys
import time


def _stick(*_: object) -> None:
    # Python runs signal handlers on the main thread, which is the owner thread.
    time.sleep(3600)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, _stick)
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
