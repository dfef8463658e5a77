"""What Kivy reads before it makes its window: set once, before anything imports the window."""

from __future__ import annotations

import os
import tempfile

from appliance.config import DisplaySettings

MAX_FPS = 30
"""More than that has kept small Raspberry Pis busy at rest."""


def prepare_kivy(display: DisplaySettings) -> None:
    """Set environment and configuration: our size, no arguments, no log file, exactly one input provider."""
    os.environ.setdefault("KIVY_HOME", tempfile.mkdtemp(prefix="kivy-"))
    os.environ.update(KIVY_NO_ARGS="1", KIVY_LOG_MODE="PYTHON", KIVY_NO_FILELOG="1", KIVY_WINDOW="sdl2")
    # Only here: `kivy.config` reads the environment when it is imported, and `kivy.core.window` the configuration.
    from kivy.config import Config  # noqa: PLC0415

    Config.set("kivy", "exit_on_escape", "0")
    Config.set("kivy", "desktop", "0")
    Config.set("graphics", "maxfps", str(MAX_FPS))
    Config.set("graphics", "width", str(display.width))
    Config.set("graphics", "height", str(display.height))
    Config.set("graphics", "fullscreen", "auto" if display.fullscreen else "0")
    Config.set("graphics", "resizable", "0")
    Config.set("graphics", "multisamples", "0")
    Config.set("graphics", "show_cursor", "1" if display.touch == "mouse" else "0")
    Config.remove_section("input")
    Config.add_section("input")
    if display.touch == "mouse":
        # A second provider beside it would make each tap two.
        Config.set("input", "mouse", "mouse,disable_multitouch")
