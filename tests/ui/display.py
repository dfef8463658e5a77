"""A display for Kivy: Xvfb with software OpenGL, and the environment that must be set before Kivy is imported."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path


def start_xvfb(width: int = 640, height: int = 480) -> subprocess.Popen[bytes]:
    """Start a server on a free display number and set DISPLAY. Raises RuntimeError when it does not come up."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as numbers:
        number = numbers.readline().strip()
    if not number:
        raise RuntimeError("Xvfb did not start")
    os.environ["DISPLAY"] = f":{number}"
    return server


def prepare_kivy() -> None:
    """Set what Kivy reads on import: no arguments, no log on the console, no input provider of its own."""
    home = Path(tempfile.mkdtemp(prefix="kivy-home-"))
    os.environ.update(
        KIVY_HOME=str(home),
        KIVY_NO_ARGS="1",
        KIVY_LOG_MODE="PYTHON",
        KIVY_NO_FILELOG="1",
        KIVY_WINDOW="sdl2",
        LIBGL_ALWAYS_SOFTWARE="1",
        GALLIUM_DRIVER="llvmpipe",
    )
    from kivy.config import Config

    Config.remove_section("input")
    Config.add_section("input")
    Config.set("graphics", "multisamples", "0")
    Config.set("graphics", "width", "320")
    Config.set("graphics", "height", "240")
