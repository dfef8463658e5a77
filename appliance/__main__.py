"""`python -m appliance --headless`: a terminal without a screen; `--fleet N`: many simulated ones; `--rescue`: one
whose display has failed.
"""

from __future__ import annotations

import argparse
import faulthandler
import logging
import sys
from pathlib import Path

from appliance.bootstrap import bootstrap
from appliance.clock import SystemClock
from appliance.config import ConfigErrors, load_config
from appliance.headless import fleet, run
from appliance.rescue import rescue, show_out_of_order
from appliance.simulated_life import SimulatedLife
from appliance.supervision.pulse import pulse_of_this_process


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m appliance", description=__doc__)
    options.add_argument(
        "--headless", action="store_true", required=True, help="the screen is `python -m kivy_ui`"
    )
    options.add_argument("--config", type=Path, action="append", default=[], help="a layer; later ones win")
    kinds = options.add_mutually_exclusive_group()
    kinds.add_argument("--fleet", type=int, metavar="N", help="N simulated terminals")
    kinds.add_argument(
        "--rescue", action="store_true", help="say that the display has failed, here and to the monitor"
    )
    chosen = options.parse_args()
    faulthandler.enable()
    pulse = pulse_of_this_process(rescue=chosen.rescue)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        config = load_config(*chosen.config)
    except ConfigErrors as errors:
        print("The configuration is wrong:", *errors.errors, sep="\n  ", file=sys.stderr)
        if chosen.rescue:
            show_out_of_order()
        return 2
    if chosen.rescue:
        return rescue(config, pulse)
    if chosen.fleet:
        terminals = fleet(config, chosen.fleet)
        run(terminals, SimulatedLife(terminals, SystemClock()), pulse)
    else:
        run([bootstrap(config)], pulse=pulse)
    return 0


if __name__ == "__main__":
    sys.exit(main())
