"""`visits` or `switches`, and how many: prints the seconds from each tap to the next screen on the display.

Frames are not held back to the product's rate, so that what is measured is work and not waiting for a frame.
"""

from __future__ import annotations

import importlib
import sys

from appliance.config import DisplaySettings
from kivy_ui.environment import prepare_kivy
from tests.bench.display import DPI, HEIGHT, WIDTH


def main() -> None:
    what, count = sys.argv[1], int(sys.argv[2])
    prepare_kivy(DisplaySettings(WIDTH, HEIGHT, DPI, fullscreen=False))
    importlib.import_module("kivy.config").Config.set("graphics", "maxfps", "0")
    for took in importlib.import_module(f"tests.bench.screen.{what}").taps(count):
        print(took)


if __name__ == "__main__":
    main()
