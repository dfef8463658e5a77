"""A display for the bench, and the settings of a terminal with simulated devices and no broker on it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.ui.display import start_xvfb

WIDTH, HEIGHT, DPI = 1920, 1080, 102.0
START_LIMIT_S = 60
CONFIGURATION = """\
[terminal]
id = "bench-1"

[display]
width = {width}
height = {height}
dpi = 102
fullscreen = false
touch = "mouse"

[paths]
state = "{state}"

[devices.a4]
driver = "simulated"
[devices.receipt]
driver = "simulated"
[devices.scanner]
driver = "simulated"
[devices.touch]
driver = "simulated"
[devices.speech]
driver = "simulated"
"""


@dataclass(frozen=True)
class Bench:
    directory: Path

    @property
    def ours(self) -> list[str]:
        configuration = self.directory / "terminal.toml"
        configuration.write_text(
            CONFIGURATION.format(width=WIDTH, height=HEIGHT, state=self.directory / "state"), encoding="utf-8"
        )
        return [sys.executable, "-m", "tests.bench.screen.our_app", str(configuration)]

    @property
    def touched(self) -> list[str]:
        """Ours, with a finger that taps as soon as there is something to tap."""
        return [*self.ours, "touch"]

    @property
    def bare(self) -> list[str]:
        return [sys.executable, "-m", "tests.bench.screen.bare_app", str(WIDTH), str(HEIGHT)]


@contextlib.contextmanager
def display() -> Iterator[Bench]:
    """Kivy's home and the bytecode come to be with the first start, as they are there on an image."""
    server = start_xvfb(WIDTH, HEIGHT)
    try:
        with tempfile.TemporaryDirectory(prefix="bench-screen-") as directory:
            os.environ["KIVY_HOME"] = f"{directory}/kivy"
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.environ["PYTHONPYCACHEPREFIX"] = f"{directory}/bytecode"
            os.environ["LIBGL_ALWAYS_SOFTWARE"] = "1"
            yield Bench(Path(directory))
    finally:
        server.terminate()
        server.wait(5)


@contextlib.contextmanager
def running(command: list[str]) -> Iterator[tuple[subprocess.Popen[str], float]]:
    """Start an app; with it comes the time in seconds until its first screen could be used."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        told = process.stdout.readline()
        if not told:
            raise RuntimeError(process.stderr.read()[-500:])
        yield process, float(told) - began
    finally:
        process.kill()
        process.communicate()
