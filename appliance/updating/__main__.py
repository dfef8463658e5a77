"""`python -m appliance.updating`: fetches and installs what is wanted, and ends when nothing is left to do."""

from __future__ import annotations

import argparse
import logging
import platform
import random
import sys
import time
from pathlib import Path

from appliance.clock import SystemClock
from appliance.config import Config, ConfigErrors, load_config
from appliance.supervision.proofs import Proofs, booted_slot, image_name
from appliance.updating.fetching import Server
from appliance.updating.folder import UpdateFolder
from appliance.updating.updater import Hands, Machine, Updater

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m appliance.updating", description=__doc__)
    options.add_argument("--config", type=Path, action="append", default=[], help="a layer; later ones win")
    options.add_argument("--slot", default=booted_slot(Path("/proc/cmdline").read_text(encoding="utf-8")))
    options.add_argument("--image", default=image_name(platform.freedesktop_os_release()))
    options.add_argument("--boot", default=BOOT_ID.read_text(encoding="ascii").strip())
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        config = load_config(*chosen.config)
    except ConfigErrors as errors:
        print("The configuration is wrong:", *errors.errors, sep="\n  ", file=sys.stderr)
        return 2
    state = config.paths.state
    machine = Machine(chosen.slot, chosen.boot, chosen.image, Proofs(state / "slots"))
    hands = Hands(SystemClock().now, time.sleep, random.random)
    Updater(UpdateFolder(state), server_of(config), machine, hands).run()
    return 0


def server_of(config: Config) -> Server:
    mqtt = config.mqtt
    return Server(mqtt.host, config.updates.port, mqtt.ca_file, mqtt.certificate_file, mqtt.key_file)


if __name__ == "__main__":
    sys.exit(main())
