"""`python -m kivy_ui`: the terminal with its screen. What it imports when is the order of the start."""

from __future__ import annotations

import argparse
import faulthandler
import importlib
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.clock import SystemClock
from appliance.config import Config, ConfigErrors, load_config
from appliance.supervision.pulse import Pulse, device_states, pulse_of_this_process
from kivy_ui.environment import prepare_kivy
from kivy_ui.long_lived import rest_collector

if TYPE_CHECKING:
    from appliance.bus import Bus
    from appliance.terminal import Terminal
    from kivy_ui.app import Begin, TerminalApp


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m kivy_ui", description=__doc__)
    options.add_argument("--config", type=Path, action="append", default=[], help="a layer; later ones win")
    chosen = options.parse_args()
    faulthandler.enable()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        config = load_config(*chosen.config)
    except ConfigErrors as errors:
        print("The configuration is wrong:", *errors.errors, sep="\n  ", file=sys.stderr)
        return 2
    pulse = pulse_of_this_process()
    terminal_app(config, lambda terminal: pulse.follow(lambda: device_states(terminal.session)), pulse).run()
    return 0


def terminal_app(
    config: Config, ready: Callable[[Terminal], None] = lambda _: None, pulse: Pulse | None = None
) -> TerminalApp:
    """Return the app, its window made; `ready` may look at the terminal before that starts."""
    rest_collector()
    prepare_kivy(config.display, config.devices.touch.rotation)
    # From here and not from deep within the app: CPython hands out its stack in chunks, and the parser of Pango's
    # C declarations runs at half its speed where it goes to and fro over the end of one.
    importlib.import_module("kivy_ui.text_layout")
    # Importing the app makes Kivy's window, which has to find its configuration made.
    module: Any = importlib.import_module("kivy_ui.app")
    beating = pulse or Pulse(SystemClock())
    app: TerminalApp = module.TerminalApp(config, lambda bus: _rest(config, bus, ready), beating)
    return app


def _rest(config: Config, bus: Bus, ready: Callable[[Terminal], None]) -> Begin:
    """Import and load what the first screen does without; on a thread of its own, while that is shown."""
    devices = importlib.import_module("hardware.devices").open_devices(config.devices, bus.publish)
    # Before everything else: a touch is lost where nobody reads the touchscreen.
    devices.touch.start()
    begin: Begin = importlib.import_module("kivy_ui.service").terminal_service(config, bus, devices, ready)
    return begin


if __name__ == "__main__":
    sys.exit(main())
