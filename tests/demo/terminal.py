"""The demo's terminal: the real one, with the dock on F12, and the levers of its twins on a socket."""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from appliance.config import load_config
from appliance.outbox.status_code import qr_text
from appliance.session.sending_events import SubmissionPosted
from appliance.terminal import Terminal
from kivy_ui.__main__ import terminal_app
from tests.demo.levers import LeverServer
from tests.demo.twins import show_code_lever, twin_levers


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--config", type=Path, required=True)
    options.add_argument("--levers", type=Path, required=True)
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")

    def add_dock(terminal: Terminal) -> None:
        # The dock imports Kivy's window, which must not be made before it is configured.
        dock = importlib.import_module("tests.demo.dock")
        codes = chosen.levers.with_name("codes")
        groups = dock.levers_of(terminal.devices, chosen.levers)
        dock.open_by_f12(dock.Dock(groups, show_code_lever(terminal.devices.scanner), codes))
        terminal.bus.subscribe(_code_keeper(codes))
        LeverServer(chosen.levers.with_name("twins.sock"), twin_levers(terminal.devices))

    terminal_app(load_config(chosen.config), add_dock).run()
    return 0


def _code_keeper(codes: Path) -> Callable[[object], None]:
    """Keep the code of each receipt, so that the dock can hold it up; only a demo may."""
    codes.mkdir(exist_ok=True)

    def keep(event: object) -> None:
        if isinstance(event, SubmissionPosted):
            (codes / event.id).write_text(f"{qr_text(event.status_code)}\n", encoding="ascii")

    return keep


if __name__ == "__main__":
    sys.exit(main())
