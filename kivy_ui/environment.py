"""What Kivy and Pango read when they are imported: set once, before anything imports the window."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from appliance.config import DisplaySettings

MAX_FPS = 30
"""More than that has kept small Raspberry Pis busy at rest."""
_LIBRARIES = {
    "PANGO_LOCATION": "libpango-1.0.so.0",
    "GOBJECT_LOCATION": "libgobject-2.0.so.0",
    "GLIB_LOCATION": "libglib-2.0.so.0",
    "PANGOCAIRO_LOCATION": "libpangocairo-1.0.so.0",
}
"""Told by name, or else pangocffi searches for them with `ldconfig`, and the compiler where there is one."""


def prepare_kivy(display: DisplaySettings, rotation: int = 0) -> None:
    """Set environment and configuration: size, turning, no arguments, no log file, exactly one input provider."""
    if "KIVY_HOME" not in os.environ:
        os.environ["KIVY_HOME"] = _home_for_this_run()
    os.environ.update(KIVY_NO_ARGS="1", KIVY_LOG_MODE="PYTHON", KIVY_NO_FILELOG="1", KIVY_WINDOW="sdl2")
    for name, library in _LIBRARIES.items():
        os.environ.setdefault(name, library)
    # Only here: `kivy.config` reads the environment when it is imported, and `kivy.core.window` the configuration.
    from kivy.config import Config  # noqa: PLC0415

    Config.set("kivy", "exit_on_escape", "0")
    Config.set("kivy", "desktop", "0")
    Config.set("graphics", "maxfps", str(MAX_FPS))
    Config.set("graphics", "width", str(display.width))
    Config.set("graphics", "height", str(display.height))
    Config.set("graphics", "rotation", str(rotation))
    Config.set("graphics", "fullscreen", "auto" if display.fullscreen else "0")
    Config.set("graphics", "resizable", "0")
    Config.set("graphics", "multisamples", "0")
    Config.set("graphics", "show_cursor", "1" if display.touch == "mouse" else "0")
    Config.remove_section("input")
    Config.add_section("input")
    if display.touch == "mouse":
        # A second provider beside it would make each tap two.
        Config.set("input", "mouse", "mouse,disable_multitouch")


def _home_for_this_run() -> str:
    home = tempfile.mkdtemp(prefix="kivy-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home
