"""The baseline of start, idling and memory: a Kivy app with one label, on a window like ours."""

from __future__ import annotations

import importlib
import sys

from appliance.config import DisplaySettings
from kivy_ui.environment import prepare_kivy


def main() -> None:
    width, height = int(sys.argv[1]), int(sys.argv[2])
    prepare_kivy(DisplaySettings(width, height, 102.0, fullscreen=False))
    app = importlib.import_module("kivy.app").App()
    app.build = lambda: importlib.import_module("kivy.uix.label").Label(text="MigraDo")
    importlib.import_module("tests.bench.screen.announce").announce_first_frame()
    app.run()


if __name__ == "__main__":
    main()
