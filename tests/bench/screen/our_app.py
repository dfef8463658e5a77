"""The terminal with its screen, as `python -m kivy_ui` starts it, saying when its first screen can be used."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from appliance.config import load_config
from appliance.terminal import Terminal
from kivy_ui.__main__ import run


def main() -> None:
    run(load_config(Path(sys.argv[1])), _announce)


def _announce(_terminal: Terminal) -> None:
    importlib.import_module("tests.bench.screen.announce").announce_first_frame()


if __name__ == "__main__":
    main()
