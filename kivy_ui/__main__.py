"""`python -m kivy_ui`: the terminal with its screen."""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from appliance.bootstrap import bootstrap
from appliance.config import Config, ConfigErrors, load_config
from appliance.terminal import Terminal
from kivy_ui.environment import prepare_kivy
from kivy_ui.long_lived import long_lived


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m kivy_ui", description=__doc__)
    options.add_argument("--config", type=Path, action="append", default=[], help="a layer; later ones win")
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        config = load_config(*chosen.config)
    except ConfigErrors as errors:
        print("The configuration is wrong:", *errors.errors, sep="\n  ", file=sys.stderr)
        return 2
    run(config)
    return 0


def run(config: Config, prepare: Callable[[Terminal], None] | None = None) -> None:
    """Put the terminal together and show it until it is stopped; `prepare` may look at it before."""
    prepare_kivy(config.display)
    with long_lived():
        terminal = bootstrap(config)
        # Importing the app makes Kivy's window, which has to find its configuration made.
        app = importlib.import_module("kivy_ui.app").TerminalApp(terminal)
    if prepare is not None:
        prepare(terminal)
    app.run()


if __name__ == "__main__":
    sys.exit(main())
