"""`python -m appliance --headless`: a terminal without a screen, or with `--fleet N` many simulated ones."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from appliance.bootstrap import bootstrap
from appliance.clock import SystemClock
from appliance.config import ConfigErrors, load_config
from appliance.headless import fleet, run
from appliance.simulated_life import SimulatedLife


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m appliance", description=__doc__)
    options.add_argument(
        "--headless", action="store_true", required=True, help="the screen is `python -m kivy_ui`"
    )
    options.add_argument("--config", type=Path, action="append", default=[], help="a layer; later ones win")
    options.add_argument("--fleet", type=int, metavar="N", help="N simulated terminals")
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        config = load_config(*chosen.config)
    except ConfigErrors as errors:
        print("The configuration is wrong:", *errors.errors, sep="\n  ", file=sys.stderr)
        return 2
    if chosen.fleet:
        terminals = fleet(config, chosen.fleet)
        run(terminals, SimulatedLife(terminals, SystemClock()))
    else:
        run([bootstrap(config)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
