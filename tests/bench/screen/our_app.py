"""The terminal with its screen, as `python -m kivy_ui` starts it: says when its first screen can be used.

With `touch` a finger taps a language on that screen at once, and it is said how long the next one took.
"""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.config import load_config
from kivy_ui.__main__ import terminal_app

if TYPE_CHECKING:
    from kivy_ui.app import TerminalApp


def main() -> None:
    app = terminal_app(load_config(Path(sys.argv[1])))
    announce = importlib.import_module("tests.bench.screen.announce")
    announce.announce_first_frame(lambda: _tap_at_once(app) if "touch" in sys.argv else None)
    app.run()


def _tap_at_once(app: TerminalApp) -> None:
    began = time.monotonic()
    kivy: Any = importlib.import_module("tests.bench.screen.finger")
    first = app.root.screen
    target = next(node for node in first.walk() if getattr(node, "intent", None) is not None)

    def flipped(*_: object) -> None:
        if app.root.screen is not first:
            kivy.Window.unbind(on_flip=flipped)
            print(time.monotonic() - began, flush=True)

    kivy.Window.bind(on_flip=flipped)
    kivy.touch(target.center_x, target.center_y)


if __name__ == "__main__":
    main()
